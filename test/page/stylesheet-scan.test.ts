import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readDeclarations } from '../../src/page/declarations.js';
import { scanSheet } from '../../src/page/stylesheet-scan.js';
import { hiddenIn, settled } from '../../src/page/visibility-effect.js';

/** Selectors and body of each block found, and whether it may hide. */
function scan(sheet: string): [string, string, boolean][] | null {
  const css = Buffer.from(sheet);
  const found = scanSheet(css);
  return (
    found?.map(({ selectorsFrom, open, close, hides }) => [
      css.toString('utf8', selectorsFrom, open).trim(),
      css.toString('utf8', open + 1, close),
      hides,
    ]) ?? null
  );
}

/** Declarations that hide, some of them together with others only. */
const HIDING = [
  'display:none',
  'DISPLAY : NONE',
  'display:\tnone!important',
  'visibility:hidden',
  'visibility:collapse',
  'content-visibility:hidden',
  'opacity:0',
  'opacity:.01',
  'opacity:3%',
  'opacity: 2.5%',
  'filter:opacity(0)',
  'zoom:0',
  'font-size:0',
  'font-size:1px',
  'font-size:.9px',
  'font:0/0 a',
  'font:normal 0 serif',
  'clip:rect(0,0,0,0)',
  'clip-path:inset(50%)',
  'transform:scale(0)',
  'transform:rotate(3deg) scale( 0 )',
  '-webkit-transform:SCALE(0)',
  'transform:scaleY(0)',
  'transform:scale3d(.0,1,1)',
  'transform:translate(-9999px)',
  'transform:translateX( -9999px)',
  'transform:translate3d(0, -9999px, 0)',
  'text-indent:-9999px',
  'text-indent:-100%',
  'left:-9999px',
  'left:-99em',
  'left:-99.5rem',
  'margin-top:-100vh',
  'height:0',
  'max-width:0px',
];
/** Declarations that may undo another rule. */
const SHOWING = [
  'display:block',
  'visibility:visible',
  'opacity:1',
  'font-size:24px',
  'font-size:2em',
  'font:12px/1.5 serif',
];
const TELLING_NOTHING = [
  'color:#999',
  'margin:0 auto',
  'margin-left:-15px',
  'width:100%',
  'height:20px',
  'font-weight:0',
  'font-family:none',
  'margin-left:-15.5px',
  'zoom:1',
  'text-indent:2em',
  'transform:scale(1.05)',
  'transform:none;margin:scale(0)',
  'transform:translate(50%,50%)',
  'transform:translate(0) rotate(-45deg)',
  'background:url(none.png)',
  'filter:alpha(opacity=50)',
  '',
];

describe('a declaration', () => {
  test.each(HIDING)('%s may hide', (declaration) => {
    expect(scan(`.a{${declaration}}`)).toEqual([['.a', declaration, true]]);
  });
  test.each(SHOWING)('%s may show', (declaration) => {
    expect(scan(`.a{${declaration}}`)).toEqual([['.a', declaration, false]]);
  });
  test.each(TELLING_NOTHING)('%j says nothing', (declaration) => {
    expect(scan(`.a{${declaration}}`)).toEqual([]);
  });
});

describe('the blocks of a sheet', () => {
  test.each<[string, string, [string, string, boolean][]]>([
    ['none', '', []],
    [
      'in order, those that say nothing left out',
      '.a{display:none}.b{color:red}\n.c,.d{display:block}',
      [
        ['.a', 'display:none', true],
        ['.c,.d', 'display:block', false],
      ],
    ],
    ['one that shows and hides may hide', '.a{display:block;opacity:0}', [['.a', 'display:block;opacity:0', true]]],
    ['one that is not closed ends with the sheet', '.a{display:none', [['.a', 'display:none', true]]],
    ['behind a statement', '@import "x.css";.a{display:none}', [['.a', 'display:none', true]]],
    ['a state before a block is no declaration', 'a:hover{color:red}', []],
    ['a state is part of the selectors', 'a:hover{display:none}', [['a:hover', 'display:none', true]]],
    [
      'a comment between rules',
      '/* .x{display:none} */.a{opacity:0}',
      [['/* .x{display:none} */.a', 'opacity:0', true]],
    ],
    ['a comment that never ends', '.a{opacity:0}/* .b{display:none}', [['.a', 'opacity:0', true]]],
    [
      'a comment between declarations',
      '.a{color:red;/* display:none */opacity:0}',
      [['.a', 'color:red;/* display:none */opacity:0', true]],
    ],
    [
      'a rule inside of one is none of its own',
      '.a{opacity:0;.b{display:none}}.c{display:none}',
      [
        ['.a', 'opacity:0;.b{display:none}', true],
        ['.c', 'display:none', true],
      ],
    ],
    [
      'declarations behind a rule inside of one',
      '.a{.b{color:red}/* } */opacity:0}.c{display:none}',
      [
        ['.a', '.b{color:red}/* } */opacity:0', true],
        ['.c', 'display:none', true],
      ],
    ],
    ['conditions inside of one', '.a{@media screen{display:none}}.c{display:none}', [['.c', 'display:none', true]]],
    ['one inside of one that is not closed', '.a{color:red;.b{display:none}.c{display:none}', []],
    [
      'rules inside of conditions',
      '@media screen{.a{opacity:0}.b{color:red}}.c{zoom:0}',
      [
        ['.a', 'opacity:0', true],
        ['.c', 'zoom:0', true],
      ],
    ],
    [
      'a comment behind declarations never ends',
      '.a{opacity:0/* }.b{zoom:0}',
      [['.a', 'opacity:0/* }.b{zoom:0}', true]],
    ],
    ['behind a statement with a comment', '@import "x";/*;*/.a{opacity:0}', [['/*;*/.a', 'opacity:0', true]]],
    [
      'an @ in a comment begins no rule',
      '/* @media print */.a{opacity:0}',
      [['/* @media print */.a', 'opacity:0', true]],
    ],
    ['a star behind a comment', '/**/*{opacity:0}', [['/**/*', 'opacity:0', true]]],
    ['a colon in a comment', '.a{color:red;/*display:none*/}', []],
    ['a comment of a slash', '/*/.a{opacity:0}/**/.b{zoom:0}', [['/*/.a{opacity:0}/**/.b', 'zoom:0', true]]],
    ['one letter of a name', 'a{y:none}', []],
    ['letters of several bytes', '.来源{display:none}', [['.来源', 'display:none', true]]],
  ])('%s', (_, sheet, blocks) => {
    expect(scan(sheet)).toEqual(blocks);
  });
});

describe('a rule of conditions', () => {
  test.each([
    '@media screen',
    '@media all',
    '@MEDIA only Screen',
    '@media print, screen',
    '@media /* wide */ screen',
    '@media screen and (min-width: 320px)',
    '@media (max-width:4000px)',
    '@supports (display:grid)',
    '@SUPPORTS (display:grid) and (position: -webkit-sticky)',
    '@layer base',
  ])('%s holds', (prelude) => {
    expect(scan(`${prelude}{.a{display:none}}.b{opacity:0}`)).toEqual([
      ['.a', 'display:none', true],
      ['.b', 'opacity:0', true],
    ]);
  });

  test.each([
    '@media print',
    '@media screen and (max-width: 640px)',
    '@media (min-width:1200px)',
    '@media not screen',
    '@media (hover)',
    '@font-face',
    '@keyframes fade',
    '@container (width>1px)',
    '@supports not (display:grid)',
    '@supports (display:grid) and (NOT (display:inline-grid))',
    '@supports (-ms-ime-align:auto)',
  ])('%s does not', (prelude) => {
    expect(scan(`${prelude}{.a{display:none} .c{opacity:0}/* } */}.b{opacity:0}`)).toEqual([['.b', 'opacity:0', true]]);
  });

  test('one that is not closed hides the rest of the sheet', () => {
    expect(scan('@media print{.a{display:none}.b{opacity:0}')).toEqual([]);
  });
});

describe('a comment inside a declaration', () => {
  test.each([
    '.a{display/**/:none}',
    '.a{display: /* x */ none}',
    '.a{display:/*;*/none}',
    '.a{transform:scale(/**/0)}',
    '.a{display:/* never ends',
  ])('%s is for the slow way', (sheet) => {
    expect(scan(sheet)).toBeNull();
  });
});

test('it finds every block that the reader of declarations would take for hiding or showing', () => {
  const declarations = fc.array(
    fc.constantFrom(...HIDING, ...SHOWING, ...TELLING_NOTHING, 'position:absolute', 'overflow:hidden'),
    {
      maxLength: 5,
    },
  );
  fc.assert(
    fc.property(declarations, fc.constantFrom(';', ' ;\n  '), (list, separator) => {
      const body = list.join(separator);
      const effect = readDeclarations(body);
      const [found] = scan(`.a{${body}}`) ?? [];
      if (effect !== 0) expect(found?.[1]).toBe(body);
      if (hiddenIn(settled(effect)) !== 0) expect(found?.[2]).toBe(true);
    }),
    { numRuns: 500 },
  );
});
