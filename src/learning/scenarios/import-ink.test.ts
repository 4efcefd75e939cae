import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkScenario } from './check-scenario.pure.ts';
import { compileScenario } from './compile-scenario.pure.ts';
import { importInk } from './import-ink.pure.ts';
import { draftScenario, IMPORT_MOST } from './imported-draft.pure.ts';
import { scenario as schema } from './scenario.ts';

const story = `# title: Người lạ tặng quà
VAR told = false // đã kể
-> bat_dau

=== bat_dau ===
Có người nhắn cho em
Em thấy một tin nhắn lạ.
{ told: Mẹ đang ở bên em. }
+ [Trả lời] # wrong
  Chờ một chút đã.
  Mình chưa biết người đó.
  -> bat_dau
+ { not told } [Kể cho mẹ] # right
  Mẹ đến ngay.
  ~ told = true
  -> bat_dau
+ { told } Cùng mẹ chặn -> het

/* Kết thúc
   ở đây */
=== het ===
Em đã kể
Em làm đúng rồi.
# do: Ở cạnh mẹ.
# help: 111, trusted-adult
-> END
`;

const chosen = { id: 'nguoi-la', band: 'B9_12', topic: 'CONTACT.VAL', skills: ['report'] } as const;
const faultsOf = (source: string) => {
  const imported = importInk(source);
  return imported.ok ? [] : imported.faults.map(({ line, code }) => [line, code]);
};

test('the subset becomes a scenario that may be published', () => {
  const imported = importInk(story);
  if (!imported.ok) throw new Error(JSON.stringify(imported.faults));
  const scenario = draftScenario(imported.draft, { ...chosen, skills: [...chosen.skills] });
  expect(schema.parse(scenario)).toEqual(scenario);
  expect(checkScenario(scenario)).toEqual([]);
  expect(scenario).toMatchObject({
    title: { vi: 'Người lạ tặng quà', en: '' },
    start: 'bat-dau',
    flags: [{ id: 'told' }],
  });
  expect(scenario.scenes[0]).toEqual({
    id: 'bat-dau',
    heading: { vi: 'Có người nhắn cho em', en: '' },
    text: [
      { vi: 'Em thấy một tin nhắn lạ.', en: '' },
      { vi: 'Mẹ đang ở bên em.', en: '', when: [{ flag: 'told', is: 'yes' }] },
    ],
    choices: [
      {
        say: { vi: 'Trả lời', en: '' },
        to: 'bat-dau',
        verdict: 'wrong',
        feedback: { vi: 'Chờ một chút đã. Mình chưa biết người đó.', en: '' },
      },
      {
        say: { vi: 'Kể cho mẹ', en: '' },
        to: 'bat-dau',
        verdict: 'right',
        when: [{ flag: 'told', is: 'no' }],
        set: { told: 'yes' },
        feedback: { vi: 'Mẹ đến ngay.', en: '' },
      },
      { say: { vi: 'Cùng mẹ chặn', en: '' }, to: 'het', verdict: 'open', when: [{ flag: 'told', is: 'yes' }] },
    ],
  });
  expect(compileScenario(scenario).pages.map(({ kind }) => kind)).toContain('ending');
});

test('a way back without a word is imported, and told by the check before publishing', () => {
  const silent = importInk(story.replace('  -> bat_dau\n+ { told }', '  -> bat_dau\n+ [Đợi] -> bat_dau\n+ { told }'));
  if (!silent.ok) throw new Error(JSON.stringify(silent.faults));
  const scenario = draftScenario(silent.draft, { ...chosen, skills: [...chosen.skills] });
  expect(checkScenario(scenario).map(({ code, scene, choice }) => [code, scene, choice])).toEqual([
    ['wrong-without-feedback', 'bat-dau', 2],
  ]);
});

test('a choice that Ink shows once is kept, and that is told', () => {
  const imported = importInk(story.replace('+ [Trả lời]', '* [Trả lời]'));
  expect(imported).toMatchObject({ ok: true, draft: { notes: [{ line: 9, code: 'once-only-kept' }] } });
});

test('a file of Windows with a byte order mark, and letters without composition, come to the same', () => {
  expect(importInk(`\uFEFF${story.normalize('NFD').replaceAll('\n', '\r\n')}`)).toEqual(importInk(story));
});

test('what lies outside of the subset is refused with its line', () => {
  const outside = [
    'INCLUDE khac.ink',
    'LIST mau = do, xanh',
    'CONST nam = 5',
    'EXTERNAL hoi()',
    'VAR diem = 3',
    '= khau',
    '- gom',
    '~ diem = diem + 1',
    'Chữ { diem } ở giữa.',
    '{ a | b }',
    'Nối <>',
    '<- luong',
    '->-> ',
    '-> ham ->',
    '++ [Lồng nhau] -> het',
    '=== function f(x) ===',
    '+ [Chọn] # sai -> het',
  ];
  for (const line of outside) {
    const lines = story.split('\n');
    lines.splice(6, 0, line);
    expect([line, faultsOf(lines.join('\n')).map(([at]) => at)[0]]).toEqual([line, 7]);
  }
});

test('names and targets that do not exist are told with the line that names them', () => {
  expect(faultsOf(story.replace('-> het', '-> khong_co'))).toEqual([[17, 'target-unknown']]);
  expect(faultsOf(story.replace('{ told }', '{ la }'))).toEqual([[17, 'flag-unknown']]);
  expect(faultsOf(story.replace('{ told }', '{ told or la }'))).toEqual([[17, 'condition-unreadable']]);
  expect(faultsOf(story.replace('=== het ===', '=== bat_dau ==='))).toContainEqual([21, 'name-twice']);
  expect(faultsOf(story.replace('  ~ told = true\n  -> bat_dau', '  ~ told = true'))).toEqual([[13, 'target-missing']]);
  expect(faultsOf(`Chữ đứng trước.\n${story}`)).toEqual([[1, 'text-before-first-scene']]);
  expect(faultsOf(story.replace('-> END', '-> END\nThêm chữ'))).toEqual([[27, 'text-after-divert']]);
  expect(faultsOf(story.replace('[Trả lời]', '[]'))).toEqual([[9, 'choice-without-text']]);
  expect(faultsOf('=== a ===\nA\n+ [Đợi]')).toEqual([[3, 'target-missing']]);
  expect(faultsOf(story.replace('-> END\n', ''))).toEqual([[21, 'target-missing']]);
});

test('an empty file and one that is too large are refused', () => {
  expect(faultsOf('')).toEqual([[1, 'empty']]);
  expect(faultsOf('a'.repeat(IMPORT_MOST + 1))).toEqual([[1, 'too-long']]);
});

test('whatever the text, it is taken over whole or refused with lines of the file', () => {
  const line = fc.oneof(
    fc.constantFrom(
      ...story.split('\n'),
      '-> END',
      '+ [a] -> het',
      '=== a ===',
      '~ told = false',
      '{',
      '/*',
      '*/',
      '# x: y',
    ),
    fc.string({ maxLength: 30 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
      const imported = importInk(lines.join('\n'));
      if (imported.ok) {
        const names = new Set(imported.draft.scenes.map(({ id }) => id));
        expect(names).toContain(imported.draft.start);
        for (const { choices } of imported.draft.scenes) for (const { to } of choices) expect(names).toContain(to);
      } else {
        expect(imported.faults.length).toBeGreaterThan(0);
        for (const fault of imported.faults) expect(fault.line).toBeGreaterThan(0);
      }
    }),
    { numRuns: 500 },
  );
});
