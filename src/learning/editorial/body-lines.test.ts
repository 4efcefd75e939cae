import { expect, test } from 'vitest';
import { changesOfLines, linesOfBody, withLines } from './body-lines.pure.ts';
import { houseContent } from './house-content.ts';

const body = {
  title: { vi: 'Tên', en: 'Title' },
  blocks: [
    { kind: 'steps', steps: [{ vi: 'Một.', en: 'One.' }] },
    { kind: 'text', vi: 'Hai.', en: 'Two.' },
  ],
};

test('a body’s lines are found by their paths, and other words put there leave the rest as it is', () => {
  expect(linesOfBody(body).map(({ path }) => path)).toEqual(['title', 'blocks.0.steps.0', 'blocks.1']);
  const changed = withLines(body, new Map([['blocks.1', { vi: 'Ba.', en: 'Three.' }]]));
  expect(changed).toEqual({ ...body, blocks: [body.blocks[0], { kind: 'text', vi: 'Ba.', en: 'Three.' }] });
  expect(withLines(body, new Map([['html', { vi: '<b>', en: '<b>' }]]))).toEqual(body);
});

test('changes name the language that was left behind', () => {
  const next = withLines(body, new Map([['title', { vi: 'Tên khác', en: 'Title' }]])) as typeof body;
  expect(changesOfLines(body, next)).toEqual([
    { path: 'title', before: { vi: 'Tên', en: 'Title' }, after: { vi: 'Tên khác', en: 'Title' }, oneSided: 'vi' },
  ]);
  expect(changesOfLines(body, { ...body, blocks: body.blocks.slice(0, 1) })).toEqual([
    { path: 'blocks.1', before: { vi: 'Hai.', en: 'Two.' }, after: null, oneSided: null },
  ]);
});

test('every body of the house comes through unchanged', () => {
  for (const item of houseContent().items) {
    const lines = linesOfBody(item.body);
    expect(lines.length).toBeGreaterThanOrEqual(3);
    expect(withLines(item.body, new Map(lines.map((line) => [line.path, line])))).toEqual(item.body);
  }
});
