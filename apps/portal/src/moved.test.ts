import { expect, test } from 'vitest';
import { movedTo } from './moved.ts';

test.each([
  ['/bao-cao', '/viet'],
  ['/bao-cao/9-12', '/viet/9-12'],
  ['/en/bao-cao/9-12/', '/en/viet/9-12'],
  ['/quay-lai', '/mo'],
  ['/go-anh', '/hinh'],
  ['/go-anh/rut-lai', '/mo'],
  ['/en/xoa-dau-vet', '/en/don-dep'],
  ['/tro-giup', '/so'],
  ['/thoi-tiet', '/dong-vat'],
])('%s is now %s', (from, to) => {
  expect(movedTo(from)).toBe(to);
  // No second way round.
  expect(movedTo(to)).toBeUndefined();
});

test.each(['/', '/en', '/viet', '/bao-caox', '/em/bao-cao', '//bao-cao', '/rieng-tu'])('%s stays', (path) => {
  expect(movedTo(path)).toBeUndefined();
});
