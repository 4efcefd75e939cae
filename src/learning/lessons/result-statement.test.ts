import { expect, test } from 'vitest';
import { lessonOf } from './lesson.testing.ts';
import { markQuiz } from './mark-quiz.pure.ts';
import { resultStatements } from './result-statement.pure.ts';

test('a statement a question that was answered, with the date and nobody in it', () => {
  const marking = markQuiz(lessonOf(), { 'q-1': ['b'], 'q-2': ['a'] });
  if (!marking.ok) throw new Error(marking.code);
  const statements = resultStatements(lessonOf(), marking.marked.questions, 'https://portal.example', '2026-12-01');
  expect(statements.map(({ object, result }) => [object.id, result])).toEqual([
    ['https://portal.example/hoc/bai/mau#q-1', { success: true, response: 'b' }],
    ['https://portal.example/hoc/bai/mau#q-2', { success: false, response: 'a' }],
  ]);
  expect(statements[0]?.object.definition.correctResponsesPattern).toEqual(['b']);
  for (const statement of statements)
    expect(Object.keys(statement).toSorted()).toEqual(['object', 'result', 'timestamp', 'verb']);
});
