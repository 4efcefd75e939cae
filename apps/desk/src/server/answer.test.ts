import { expect, test } from 'vitest';
import { number, sameSitePath } from './answer.server.ts';

test('the way back leads to a path of this site and never to a host', () => {
  for (const wanted of ['/..//host', '//host', '/\\host', 'https://host/', '/%2e%2e//host', '/a/..//host', null, ''])
    expect([wanted, sameSitePath(wanted)]).toEqual([wanted, '/']);
  expect(sameSitePath('/bao-cao?loc=1')).toBe('/bao-cao?loc=1');
  expect(sameSitePath('/a/../b')).toBe('/b');
});

test('a number is read as it is written here, and as a number field sends it', () => {
  const read = (written: string) => {
    const form = new FormData();
    form.set('n', written);
    return number(form, 'n');
  };
  expect(['1,5', ' 0,15 ', '1.234,5', '-2,5', '1.5', '1234', '12'].map(read)).toEqual([
    1.5, 0.15, 1234.5, -2.5, 1.5, 1234, 12,
  ]);
  for (const none of ['', ' ', 'hai', '1,2,3', '1,', ',5', '12.34,5', '1 2'])
    expect([none, read(none)]).toEqual([none, undefined]);
});
