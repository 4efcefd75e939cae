import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkScenario } from './check-scenario.pure.ts';
import { importTwee } from './import-twee.pure.ts';
import { draftScenario } from './imported-draft.pure.ts';
import { scenario as schema } from './scenario.ts';

const story = `:: StoryTitle
Người lạ tặng quà

:: StoryData
{
  "ifid": "D674C58C-DEFA-4F70-B7A2-27742230C0FC",
  "start": "Tin nhắn lạ"
}

:: Tin nhắn lạ {"position":"100,100"}
Có người nhắn cho em.
[[Trả lời->Chờ đã]]
* [[Kể cho mẹ|Mẹ nghe]]

:: Chờ đã [nghĩ]
Mình chưa biết người đó.
[[Tin nhắn lạ<-Nghĩ lại]]
[[Mẹ nghe]]

:: Mẹ nghe
Mẹ ôm em.
`;
const faultsOf = (source: string) => {
  const imported = importTwee(source);
  return imported.ok ? [] : imported.faults.map(({ line, code }) => [line, code]);
};

test('passages become scenes and the four forms of a link choices', () => {
  const imported = importTwee(story);
  if (!imported.ok) throw new Error(JSON.stringify(imported.faults));
  const { draft } = imported;
  expect([draft.title, draft.start]).toEqual(['Người lạ tặng quà', 'tin-nhan-la']);
  expect(draft.scenes.map(({ id, choices }) => [id, choices.map(({ say, to }) => [say.vi, to])])).toEqual([
    [
      'tin-nhan-la',
      [
        ['Trả lời', 'cho-da'],
        ['Kể cho mẹ', 'me-nghe'],
      ],
    ],
    [
      'cho-da',
      [
        ['Nghĩ lại', 'tin-nhan-la'],
        ['Mẹ nghe', 'me-nghe'],
      ],
    ],
    ['me-nghe', []],
  ]);
  const scenario = draftScenario(draft, { id: 'a', band: 'B9_12', topic: 'CONTACT.VAL', skills: ['report'] });
  expect(schema.parse(scenario)).toEqual(scenario);
  // An ending of Twine says nothing of help: that is written here before it is published.
  expect(checkScenario(scenario)).toEqual([{ code: 'ending-without-help', scene: 'me-nghe' }]);
});

test('what lies outside of the subset is refused with its line', () => {
  for (const line of [
    '<<set $told to true>>',
    '(set: $told to true)',
    '(if: $told)[Mẹ ở đây]',
    '{if told}',
    'Em có $so đồng.',
    '<b>đậm</b>',
    '//nghiêng//',
    'Đi tới [[Mẹ nghe]] nhé',
    '[[Mẹ nghe',
  ]) {
    const lines = story.split('\n');
    lines.splice(10, 0, line);
    expect([line, faultsOf(lines.join('\n'))]).toEqual([line, [[11, 'not-in-the-subset']]]);
  }
  expect(faultsOf(`${story}\n:: Mã [script]\nalert(1)`)).toEqual([[23, 'not-in-the-subset']]);
});

test('names and targets that do not exist are told with the line that names them', () => {
  expect(faultsOf(story.replace('->Chờ đã', '->Không có'))).toEqual([[12, 'target-unknown']]);
  expect(faultsOf(story.replace('"Tin nhắn lạ"', '"Không có"'))).toEqual([[4, 'start-unknown']]);
  expect(faultsOf(story.replace('[[Mẹ nghe]]', '[[->Mẹ nghe]]'))).toEqual([[18, 'choice-without-text']]);
  expect(faultsOf(`${story}\n:: mẹ  nghe`)).toEqual([[23, 'name-twice']]);
  expect(faultsOf('Chữ trước')).toContainEqual([1, 'text-before-first-scene']);
  expect(faultsOf('')).toEqual([[1, 'empty']]);
});

test('without story data the passage named Start comes first, or the first of the file', () => {
  const two = ':: Một\n[[Hai->Start]]\n:: Start\nHết.';
  expect(importTwee(two)).toMatchObject({ ok: true, draft: { start: 'start' } });
  expect(importTwee(two.replaceAll('Start', 'Hai'))).toMatchObject({ ok: true, draft: { start: 'mot' } });
});

test('whatever the text, it is taken over whole or refused with lines of the file', () => {
  const line = fc.oneof(
    fc.constantFrom(...story.split('\n'), ':: ', '[[a]]', '[[', ':: a [', '{'),
    fc.string({ maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const imported = importTwee(lines.join('\n'));
      if (imported.ok) {
        const names = new Set(imported.draft.scenes.map(({ id }) => id));
        for (const { choices } of imported.draft.scenes) for (const { to } of choices) expect(names).toContain(to);
      } else for (const fault of imported.faults) expect(fault.line).toBeGreaterThan(0);
    }),
    { numRuns: 500 },
  );
});
