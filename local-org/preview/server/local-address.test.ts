import fc from 'fast-check';
import { localAddress } from './local-address';

const HOME = '/lightning/page/home';

describe('an address to go to after signing in', () => {
  it.each([
    ['/lightning/o/Lead/list', '/lightning/o/Lead/list'],
    ['/lightning/r/Lead/00Q1/view?tab=a&b=%2F#top', '/lightning/r/Lead/00Q1/view?tab=a&b=%2F#top'],
    ['/lightning/../lightning/n/X', '/lightning/n/X'],
    ['/%2F%2Fevil.example', '/%2F%2Fevil.example'],
    ['/lightning//x', '/lightning//x']
  ])('%s is a place of this org', (given, expected) => {
    expect(localAddress(given)).toBe(expected);
  });

  it.each([
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '\\\\evil.example',
    '/.//evil.example',
    '/./\\evil.example',
    '/a/..//evil.example',
    '/a/../\\evil.example',
    '/%2e//evil.example',
    '/%2E%2e//evil.example',
    '/.\t//evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/\r\n/evil.example',
    '\t//evil.example',
    ' //evil.example',
    '/..//evil.example',
    'http://evil.example',
    'https:evil.example',
    'javascript:alert(1)',
    'evil.example',
    '',
    null,
    undefined
  ])('%j leads home', (given) => {
    expect(localAddress(given)).toBe(HOME);
  });

  it('is of this host whatever was given, as a browser reads it', () => {
    const piece = fc.constantFrom(
      '/',
      '\\',
      '.',
      '..',
      '%2e',
      '%2f',
      '%5c',
      '\t',
      '\n',
      '\r',
      ' ',
      '@',
      ':',
      '?',
      '#',
      'evil.example',
      'a',
      '\u0000',
      '／',
      '。'
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const address = localAddress(pieces.join(''));
        expect(new URL(address, 'http://127.0.0.1:4680/login').host).toBe('127.0.0.1:4680');
        expect(address).not.toMatch(/[\r\n\t]/);
      }),
      { numRuns: 5000 }
    );
  });
});
