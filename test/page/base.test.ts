import { expect, test } from '@jest/globals';
import { readPage } from '../../src/page/read.js';

const HERE = 'https://here.example/a/1.html';

test.each([
  ['<base href="https://other.example/">', 'https://other.example/'],
  ['<base href="/b/">', 'https://here.example/b/'],
  ['<base target="_blank"><base href="https://other.example/">', 'https://other.example/'],
  ['<base href="https://other.example/"><base href="https://third.example/">', 'https://other.example/'],
  ['<body><div><base href="https://other.example/"></div>', 'https://other.example/'],
  ['<template><base href="https://other.example/"></template>', HERE],
  ['<template><div><base href="/x/"></div></template><base href="https://other.example/">', 'https://other.example/'],
  ['<noscript><base href="https://other.example/"></noscript>', HERE],
  ['<svg><base href="https://other.example/"></base></svg>', HERE],
  ['<!-- <base href="https://other.example/"> -->', HERE],
  ['<base>', HERE],
])('the base of %s is %s', (html, base) => {
  expect(readPage(html, { url: HERE }).baseUrl).toBe(base);
});
