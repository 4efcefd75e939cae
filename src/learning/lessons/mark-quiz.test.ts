import { expect, test } from 'vitest';
import { lessonOf, questionOf } from './lesson.testing.ts';
import { markQuestion, markQuiz } from './mark-quiz.pure.ts';

const lesson = lessonOf({
  skills: ['refuse', 'record'],
  quiz: [questionOf('q-1'), questionOf('q-2', { skill: 'record' }), questionOf('q-3')],
});

test('each wrong choice has its own word, and the right one is told with it', () => {
  const marked = markQuestion(questionOf('q'), ['a']);
  expect(marked.result).toBe('not-yet');
  expect(marked.options.map(({ id, feedback }) => [id, feedback?.vi ?? null])).toEqual([
    ['a', 'Thử cách khác nhé.'],
    ['b', 'Đúng rồi.'],
    ['c', null],
  ]);
});

test('a question with several right options is right when all of them and no other are chosen', () => {
  const several = questionOf('q', { choose: 'several' });
  const options = several.options.map((option) => ({ ...option, right: option.id !== 'a' }));
  const of = (...chosen: string[]) => markQuestion({ ...several, options }, chosen).result;
  expect(of('b', 'c')).toBe('right');
  expect(of('b')).toBe('not-yet');
  expect(of('a', 'b', 'c')).toBe('not-yet');
  expect(of()).toBe('skipped');
});

test('nothing is counted: what is worth another look is named by its skill', () => {
  const marking = markQuiz(lesson, { 'q-1': ['b'], 'q-2': ['a'], 'q-3': ['b'] });
  if (!marking.ok) throw new Error(marking.code);
  expect(marking.marked.again).toEqual(['record']);
  expect(Object.keys(marking.marked)).toEqual(['questions', 'again']);
});

test('what is left out is skipped and shows no answer', () => {
  const marking = markQuiz(lesson, {});
  if (!marking.ok) throw new Error(marking.code);
  expect(marking.marked.questions.map(({ result }) => result)).toEqual(['skipped', 'skipped', 'skipped']);
  expect(marking.marked.questions.flatMap(({ options }) => options.map(({ feedback }) => feedback))).toEqual(
    Array.from({ length: 9 }, () => null),
  );
});

test('a form that names what the quiz does not have is refused', () => {
  expect(markQuiz(lesson, { constructor: ['a'] })).toEqual({
    ok: false,
    code: 'question-unknown',
    question: 'constructor',
  });
  expect(markQuiz(lesson, { 'q-1': ['z'] })).toEqual({ ok: false, code: 'option-unknown', question: 'q-1' });
  expect(markQuiz(lesson, { 'q-1': ['a', 'b'] })).toEqual({ ok: false, code: 'too-many-chosen', question: 'q-1' });
});
