import { describe, expect, test } from '@jest/globals';
import { isPage, mediaType } from '../../src/fetch/content-type.js';
import { articlePage, gbkArticle, MP4, PDF, PNG } from './fault-pages.js';

const html = Buffer.from(articlePage());

describe('mediaType', () => {
  test.each([
    ['text/HTML; charset=gbk', 'text/html'],
    [' text/plain ', 'text/plain'],
    [null, ''],
  ])('%j → %j', (header, type) => {
    expect(mediaType(header)).toBe(type);
  });
});

describe('isPage', () => {
  test.each([
    ['HTML', 'text/html; charset=utf-8', html],
    ['HTML without a tag at the start', 'text/html', Buffer.from('北疆新闻')],
    ['XHTML', 'application/xhtml+xml', Buffer.from('<?xml version="1.0"?><html></html>')],
    ['plain text', 'text/plain', Buffer.from('来源:北疆新闻')],
    ['HTML without a type', null, html],
    ['text without a type', null, Buffer.from('来源:北疆新闻')],
    ['HTML as octets', 'application/octet-stream', html],
    ['HTML behind blanks and a byte order mark', 'application/octet-stream', Buffer.from('\ufeff\r\n  <HTML>')],
    ['HTML behind a comment', 'application/octet-stream', Buffer.from('<!-- a --><p>')],
    ['HTML in UTF-16', 'application/octet-stream', Buffer.from('\ufeff<html>', 'utf16le')],
    ['HTML in GBK', 'application/octet-stream', gbkArticle('gbk')],
    ['HTML as JSON', 'application/json', html],
    ['XHTML as XML', 'text/xml', Buffer.from('<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">')],
    ['nothing, declared', 'text/html', Buffer.alloc(0)],
  ])('%s is a page', (_, contentType, head) => {
    expect(isPage(contentType, head)).toBe(true);
  });

  test.each([
    ['PDF', 'application/pdf', PDF],
    ['PDF as HTML', 'text/html', PDF],
    ['PDF without a type', null, PDF],
    ['PNG as plain text', 'text/plain', PNG],
    ['PNG without a type', null, PNG],
    ['film as HTML', 'text/html', MP4],
    ['JSON', 'application/json', Buffer.from('{"html":"<html>"}')],
    ['script', 'text/javascript', Buffer.from('document.write("<html>")')],
    ['feed', 'application/xml', Buffer.from('<?xml version="1.0"?><rss></rss>')],
    ['octets', 'application/octet-stream', Buffer.from([1, 2, 3, 4])],
    ['text as octets', 'application/octet-stream', Buffer.from('来源:北疆新闻')],
    ['a tag that only begins like one of HTML', 'application/octet-stream', Buffer.from('<abbreviations>')],
    ['octets without a type', null, Buffer.from([0x61, 0, 0x62, 1])],
  ])('%s is none', (_, contentType, head) => {
    expect(isPage(contentType, head)).toBe(false);
  });
});
