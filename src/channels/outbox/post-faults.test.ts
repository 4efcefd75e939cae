import { expect, test } from 'vitest';
import type { PostLimits } from '../adapter.ts';
import { postFaults } from './post-faults.pure.ts';

const limits: PostLimits = {
  textMost: 20,
  textMostWithPicture: 10,
  titleMost: 5,
  summaryMost: null,
  needsPicture: true,
};
const picture = { sha256: 'a'.repeat(64), url: 'https://x.example/a.png', alt: 'x', mediaType: 'image/png' } as const;

test('a post that a network takes has no fault; the link under it counts, and so does the picture', () => {
  const codes = (post: Parameters<typeof postFaults>[1]) => postFaults(limits, post).map(({ code }) => code);
  expect(codes({ text: 'a'.repeat(10), title: 'Tựa', picture })).toEqual([]);
  expect(codes({ text: 'a'.repeat(11), title: 'Tựa', picture })).toEqual(['text-too-long']);
  expect(codes({ text: 'a'.repeat(5), title: 'Tựa', link: 'https', picture })).toEqual(['text-too-long']);
  expect(codes({ text: 'a'.repeat(20), title: 'Tựa' })).toEqual(['picture-missing']);
  expect(codes({ text: '  ', title: '' })).toEqual(['text-missing', 'title-missing', 'picture-missing']);
  expect(postFaults(limits, { text: 'a', title: 'quá dài', picture })).toEqual([{ code: 'title-too-long', most: 5 }]);
});
