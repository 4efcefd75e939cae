import { expect, test } from 'vitest';
import { samePath } from './answer.server.ts';

test('the way back leads to a path of this site and never to a host', () => {
  for (const wanted of ['/..//host', '//host', '/\\host', 'https://host/', '/%2e%2e//host', '/a/..//host', null, ''])
    expect([wanted, samePath(wanted)]).toEqual([wanted, '/']);
  expect(samePath('/bao-cao?loc=1')).toBe('/bao-cao?loc=1');
  expect(samePath('/a/../b')).toBe('/b');
});
