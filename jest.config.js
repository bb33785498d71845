export default {
  testEnvironment: 'node',
  globalSetup: '<rootDir>/test/build.ts',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': 'babel-jest' },
  // The sources import each other as Node wants it ("./x.js"); the files on disk are "./x.ts".
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  // Two cores: one worker more than that only makes the spawned programs of test/cli wait.
  maxWorkers: 2,
};
