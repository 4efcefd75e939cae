import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findAvoidedTerms, portalBand } from '../../vocabulary/index.ts';
import limits from '../content/limits.json' with { type: 'json' };
import { skillCode } from '../skills/skill.ts';
import { checkLesson, textsOf } from './check-lesson.pure.ts';
import { writtenLessons } from './written-lessons.ts';

test('every file of the folder is read, every band has three lessons or more', () => {
  const files = readdirSync(join(import.meta.dirname, '..', 'content', 'lessons'));
  expect(writtenLessons.map(({ id }) => `${id}.json`)).toEqual(files.toSorted());
  for (const band of portalBand.codes)
    expect(writtenLessons.filter((lesson) => lesson.band === band).length).toBeGreaterThanOrEqual(3);
});

test('none has a fault', () => {
  for (const lesson of writtenLessons)
    expect([lesson.id, checkLesson(lesson, limits.longestSentence)]).toEqual([lesson.id, []]);
});

test('every option has its word, right ones too, in both languages', () => {
  for (const lesson of writtenLessons) {
    for (const { options } of lesson.quiz)
      for (const { feedback } of options) expect([lesson.id, feedback.vi.length > 0]).toEqual([lesson.id, true]);
    for (const { vi, en } of textsOf(lesson)) expect([vi, en.length > 0]).toEqual([vi, true]);
  }
});

test('they use the words of the house', () => {
  for (const lesson of writtenLessons)
    for (const { vi, en } of textsOf(lesson)) expect(findAvoidedTerms(`${vi}\n${en}`)).toEqual([]);
});

test('each skill is practised three times or more', () => {
  const asked = writtenLessons.flatMap(({ quiz }) => quiz.map(({ skill }) => skill));
  for (const skill of skillCode.options)
    expect([skill, asked.filter((one) => one === skill).length >= 3]).toEqual([skill, true]);
});

test('the right option has no place of its own', () => {
  const one = writtenLessons.flatMap(({ quiz }) => quiz.filter(({ choose }) => choose === 'one'));
  for (const place of [0, 1]) {
    const share = one.filter(({ options }) => options[place]?.right).length / one.length;
    expect(share).toBeGreaterThan(0.2);
    expect(share).toBeLessThan(0.6);
  }
});
