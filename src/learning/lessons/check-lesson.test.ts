import { expect, test } from 'vitest';
import limits from '../content/limits.json' with { type: 'json' };
import { checkLesson, longSentences } from './check-lesson.pure.ts';
import { lessonOf, questionOf } from './lesson.testing.ts';
import { lesson as schema } from './lesson.ts';

const { longestSentence } = limits;

const [wrong, right] = questionOf('x').options as [
  ReturnType<typeof questionOf>['options'][number],
  ReturnType<typeof questionOf>['options'][number],
];
const withQuestion = (more: Parameters<typeof questionOf>[1]) =>
  lessonOf({ quiz: [questionOf('q-1', more), questionOf('q-2'), questionOf('q-3')] });

test('a sound lesson has no fault and is what the schema reads', () => {
  expect(checkLesson(lessonOf(), longestSentence)).toEqual([]);
  expect(schema.parse(lessonOf())).toEqual(lessonOf());
});

test('each fault names its question', () => {
  const cases = [
    [withQuestion({ options: [wrong, { ...wrong, id: 'c' }] }), { code: 'no-right-option', question: 'q-1' }],
    [
      withQuestion({ options: [wrong, right, { ...right, id: 'c' }] }),
      { code: 'more-than-one-right', question: 'q-1' },
    ],
    [
      withQuestion({ choose: 'several', options: [right, { ...right, id: 'c' }] }),
      { code: 'nothing-wrong-to-choose', question: 'q-1' },
    ],
    [
      withQuestion({ options: [right, { ...wrong, feedback: { vi: '', en: 'Try again.' } }] }),
      { code: 'wrong-without-feedback', question: 'q-1', at: 'a' },
    ],
    [withQuestion({ options: [right, wrong, wrong] }), { code: 'option-twice', question: 'q-1', at: 'a' }],
    [withQuestion({ skill: 'balance' }), { code: 'skill-not-of-the-lesson', question: 'q-1', at: 'balance' }],
    [
      lessonOf({ quiz: [questionOf('q'), questionOf('q'), questionOf('r')] }),
      { code: 'question-twice', question: 'q' },
    ],
    [lessonOf({ skills: ['refuse', 'record'] }), { code: 'skill-not-practised', question: null, at: 'record' }],
    [
      lessonOf({ help: { say: { vi: 'Kể cho mẹ.', en: '' }, to: ['trusted-adult'] } }),
      { code: 'help-without-111', question: null },
    ],
    [lessonOf({ act: { vi: '', en: 'Do it.' } }), { code: 'text-missing', question: null }],
  ] as const;
  for (const [lesson, fault] of cases) expect(checkLesson(lesson, longestSentence)).toContainEqual(fault);
});

test('one sentence in twenty may be longer than the band reads', () => {
  const long = `${Array.from({ length: 19 }, () => 'một').join(' ')}.`;
  const lesson = lessonOf({
    cards: [
      ...lessonOf().cards,
      { heading: { vi: 'Ba', en: '' }, text: Array.from({ length: 4 }, () => ({ vi: long, en: '' })) },
    ],
  });
  expect(checkLesson(lesson, longestSentence).map(({ code }) => code)).toContain('sentence-too-long');
  expect(checkLesson({ ...lesson, band: 'B13_15' }, longestSentence)).toEqual([]);
});

test('blanks count syllables; headings without a full stop are sentences too', () => {
  expect(
    longSentences(
      [
        { vi: 'Một hai ba. Một hai ba bốn!', en: '' },
        { vi: 'Một', en: '' },
      ],
      3,
    ),
  ).toEqual({
    long: ['Một hai ba bốn!'],
    all: 3,
  });
});
