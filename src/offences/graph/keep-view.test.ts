import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { declareFileConflict } from '../files/declare-conflict.ts';
import { shareFile } from '../files/share-file.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { forgetGraphView, type GraphSelection, keepGraphView, listGraphViews } from './keep-view.ts';

const home = fileFixture(() => openOffencesHome());
const selection: GraphSelection = {
  steps: 2,
  expanded: [],
  kinds: ['USES'],
  hidden: ['IP'],
  since: '2026-01-01',
  until: null,
  degreeMost: 50,
  degreeLeast: 2,
  from: null,
  to: null,
};
const namesOf = async (who: 'lead' | 'second' | 'partner', file: string) =>
  must(await listGraphViews(await home.of(who), { file })).views.map(({ name }) => name);

test('a selection is kept for oneself alone, and the same name takes the place of what it had', async () => {
  const file = await home.opened();
  const lead = await home.of('lead');
  const { view } = must(await keepGraphView(lead, { file, name: ' Số điện thoại ', selection }));
  const again = must(
    await keepGraphView(lead, { file, name: 'Số điện thoại', selection: { ...selection, degreeLeast: 3 } }),
  );
  expect(again.view).toBe(view);
  must(await keepGraphView(lead, { file, name: 'Ba tháng gần đây', selection }));
  const { views } = must(await listGraphViews(lead, { file }));
  expect(views.map(({ name }) => name)).toEqual(['Ba tháng gần đây', 'Số điện thoại']);
  expect(views[1]).toMatchObject({ id: view, selection: { ...selection, degreeLeast: 3 } });
  expect(await namesOf('second', file)).toEqual([]);
  expect(code(await forgetGraphView(await home.of('second'), { file, view }))).toBe('graph-view.not-found');
  must(await forgetGraphView(lead, { file, view }));
  expect(code(await forgetGraphView(lead, { file, view }))).toBe('graph-view.not-found');
  expect(await namesOf('lead', file)).toEqual(['Ba tháng gần đây']);
});

test('nothing of a name stands in the table as it was written', async () => {
  const file = await home.opened();
  must(await keepGraphView(await home.of('lead'), { file, name: 'Nguyễn Mẫu Mực', selection }));
  const { rows } = await home.owner.query('select sealed from offences.graph_view where file_id = $1', [file]);
  expect(rows).toHaveLength(1);
  expect((rows[0].sealed as Buffer).toString('utf8')).not.toContain('Mẫu');
});

test('what is no selection, has no name or is one too many is refused', async () => {
  const file = await home.opened();
  const keep = async (name: string, given: unknown = selection) =>
    keepGraphView(await home.of('lead'), { file, name, selection: given });
  expect(code(await keep(' '))).toBe('text.empty');
  expect(code(await keep('x'.repeat(81)))).toBe('text.too-long');
  for (const wrong of [
    null,
    { ...selection, steps: 3 },
    { ...selection, kinds: ['LOVES'] },
    { ...selection, degreeMost: 1 },
    { ...selection, from: { kind: 'IDENTIFIER', id: '0901234567' } },
    { ...selection, value: '0901234567' },
  ])
    expect(code(await keep('Một', wrong))).toBe('graph-view.unusable');
  for (let at = 1; at <= 20; at += 1) must(await keep(`Cách ${at}`));
  expect(code(await keep('Cách 21'))).toBe('graph-view.too-many');
  must(await keep('Cách 20'));
});

test('it is gone from sight with the file', async () => {
  const file = await home.opened();
  must(await shareFile(await home.of('lead'), { file, agency: 'CAT-79', until: '2026-12-24' }));
  const partner = await home.of('partner');
  must(await keepGraphView(partner, { file, name: 'Của đơn vị phối hợp', selection }));
  expect(await namesOf('partner', file)).toEqual(['Của đơn vị phối hợp']);
  must(await declareFileConflict(partner, { file }));
  const later = await home.of('partner');
  expect(code(await listGraphViews(later, { file }))).toBe('offence-file.not-found');
  expect(code(await keepGraphView(later, { file, name: 'Nữa', selection }))).toBe('offence-file.not-found');
  expect(code(await listGraphViews(await home.of('stranger'), { file }))).toBe('offence-file.not-found');
});
