import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { itemAddress } from '../library/item-address.pure.ts';
import { openPublishedHome } from '../library/published-home.testing.ts';
import { writtenItems } from '../library/written-items.testing.ts';
import { readLessonPlan } from './lesson-plan.ts';

const home = fileFixture(() => openPublishedHome('2026-12-01T02:00:00Z'));
const lessons = writtenItems().filter((item) => item.kind === 'LESSON');

test('every lesson for children has a plan whose minutes add up, and fits into an hour', async () => {
  for (const item of lessons.filter(({ body }) => body.band !== 'ADULT')) {
    const plan = must(await readLessonPlan(home.platform, itemAddress(item)));
    expect(plan.minutes, item.id).toBe(plan.steps.reduce((sum, { minutes }) => sum + minutes, 0));
    expect(plan.minutes, item.id).toBeLessThanOrEqual(60);
    for (const { minutes } of plan.steps) expect(minutes).toBeGreaterThan(0);
    expect(plan.steps.some(({ step }) => step === 'scene')).toBe(plan.scene !== null);
    expect(plan.boosters).toEqual([7, 30]);
  }
});

test('what is for adults, or is no lesson, has none', async () => {
  const adult = lessons.find(({ body }) => body.band === 'ADULT');
  const text = writtenItems().find(({ kind }) => kind === 'TEXT');
  for (const item of [adult, text])
    expect(code(await readLessonPlan(home.platform, item ? itemAddress(item) : ''))).toBe('library.not-found');
  expect(code(await readLessonPlan(home.platform, 'xxxxxxxx'))).toBe('library.not-found');
});
