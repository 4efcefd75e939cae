import { expect, test } from 'vitest';
import { matching, type Offer, plainWords } from './palette.ts';

const offer = (label: string, note = ''): Offer => ({ key: label, label, note });
const labels = (typed: string) =>
  matching(
    [offer('Đề nghị liên hệ', 'Hôm nay'), offer('Tin báo', 'Tiếp nhận'), offer('Nhật ký', 'Theo dõi')],
    typed,
  ).map(({ label }) => label);

test('places are found by the beginnings of their words, with marks or without', () => {
  expect(plainWords('Đề nghị Ấy')).toBe('de nghi ay');
  expect(labels('')).toHaveLength(3);
  expect(labels('de li')).toEqual(['Đề nghị liên hệ']);
  expect(labels('tin')).toEqual(['Tin báo']);
  expect(labels('tiếp')).toEqual(['Tin báo']);
  expect(labels('  NHAT   ky ')).toEqual(['Nhật ký']);
  expect(labels('hat')).toEqual([]);
});
