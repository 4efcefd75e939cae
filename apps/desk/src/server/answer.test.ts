import { expect, test } from 'vitest';
import { sameSitePath } from './answer.server.ts';

test('the way back leads to a path of this site and never to a host', () => {
  for (const wanted of ['/..//host', '//host', '/\\host', 'https://host/', '/%2e%2e//host', '/a/..//host', null, ''])
    expect([wanted, sameSitePath(wanted)]).toEqual([wanted, '/']);
  expect(sameSitePath('/bao-cao?loc=1')).toBe('/bao-cao?loc=1');
  expect(sameSitePath('/a/../b')).toBe('/b');
});
