import { expect, test } from 'vitest';
import { lineStart } from './format.ts';

test('the start of a line has a capital, in Vietnamese too; names and codes stay as they are', () => {
  expect(lineStart('người của đơn vị khác · Công an tỉnh Mẫu')).toBe('Người của đơn vị khác · Công an tỉnh Mẫu');
  expect(lineStart('đơn vị khác')).toBe('Đơn vị khác');
  expect(lineStart('somebody of another agency')).toBe('Somebody of another agency');
  expect(lineStart('Điều Tra Chính')).toBe('Điều Tra Chính');
  expect(lineStart('VP-1A2B-3C4D')).toBe('VP-1A2B-3C4D');
  expect(lineStart('')).toBe('');
});
