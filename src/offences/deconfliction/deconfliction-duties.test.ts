import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { openOffenceFile } from '../files/open-file.ts';
import { addIdentifier } from '../identifiers/add-identifier.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { decideSeries } from '../series/decide-series.ts';
import { listSeries } from '../series/read-series.ts';
import { scanSeries } from '../series/scan-series.ts';
import { seriesDuties } from '../series/series-duties.ts';
import { closeDeconfliction } from './close-deconfliction.ts';
import { deconflictionDuties } from './deconfliction-duties.ts';
import { listDeconfliction } from './list-deconfliction.ts';
import { listUnitWatches, watchIdentifier } from './watch-identifier.ts';

const home = fileFixture(() => openOffencesHome());
type Who = 'lead' | 'second' | 'intake' | 'partner' | 'stranger' | 'coordinator' | 'verifier';
let used = 30_000_000;
const fileOf = async (who: 'lead' | 'partner') =>
  must(await openOffenceFile(await home.of(who), { summary: `Nội dung mẫu số ${used++}.` }));
const fresh = () => `09${used++}`;
const pointerDuties = async (who: Who) => must(await deconflictionDuties.list(await home.of(who))).duties;

test('two units on one identifier stand on the list of both and of who coordinates, until it is closed', async () => {
  const number = fresh();
  const [ours, theirs] = [await fileOf('lead'), await fileOf('partner')];
  for (const [who, { id }] of [
    ['lead', ours],
    ['partner', theirs],
  ] as const)
    must(await addIdentifier(await home.of(who), { file: id, kind: 'PHONE', written: number }));
  expect(await pointerDuties('lead')).toMatchObject([
    { act: 'call-unit', reference: ours.reference, facts: { agency: 'CAT-79' }, mine: true },
  ]);
  expect(await pointerDuties('partner')).toMatchObject([
    { act: 'call-unit', reference: theirs.reference, facts: { agency: 'CAT-01' } },
  ]);
  // One for the two sides, and it says which file only as far as the register does.
  expect(await pointerDuties('coordinator')).toMatchObject([{ act: 'close-deconfliction', mine: true }]);
  expect(await pointerDuties('stranger')).toEqual([]);
  expect(await pointerDuties('verifier')).toEqual([]);
  const [pointer] = must(await listDeconfliction(await home.of('lead'), { file: ours.id })).pointers;
  must(await closeDeconfliction(await home.of('coordinator'), { pointer: pointer?.id ?? '', outcome: 'NO_CONFLICT' }));
  for (const who of ['lead', 'partner', 'coordinator'] as const) expect(await pointerDuties(who)).toEqual([]);
});

test('a proposed series stands on the list of its unit until somebody decides', async () => {
  const number = fresh();
  const [one, other] = [await fileOf('lead'), await fileOf('lead')];
  for (const { id } of [one, other])
    must(await addIdentifier(await home.of('lead'), { file: id, kind: 'PHONE', written: number }));
  // A scan leaves the last seconds to the next one.
  home.clock.set(new Date(home.clock.now().getTime() + 10_000));
  must(await scanSeries(home.platform()));
  const duties = async (who: Who) => must(await seriesDuties.list(await home.of(who))).duties;
  const [series] = must(await listSeries(await home.of('lead'), { state: 'PROPOSED' })).series;
  expect(await duties('second')).toMatchObject([
    { act: 'decide-series', reference: series?.reference, facts: { members: 2 }, mine: true },
  ]);
  // Whoever only takes tips sees it as the turn of an investigator.
  expect(await duties('intake')).toMatchObject([{ mine: false, turn: { roles: ['police_investigator'] } }]);
  expect(await duties('partner')).toEqual([]);
  expect(await duties('verifier')).toEqual([]);
  must(await decideSeries(await home.of('second'), { series: series?.id ?? '', reason: 'COINCIDENCE' }));
  expect(await duties('second')).toEqual([]);
});

test('what is watched is listed for the whole unit, with the file', async () => {
  const file = await fileOf('lead');
  must(
    await watchIdentifier(await home.of('lead'), {
      file: file.id,
      kind: 'PHONE',
      written: fresh(),
      until: '2026-12-24',
    }),
  );
  expect(must(await listUnitWatches(await home.of('second'))).terms).toMatchObject([
    { reference: file.reference, file: file.id, endedAt: null },
  ]);
  expect(must(await listUnitWatches(await home.of('partner'))).terms).toEqual([]);
  expect(code(await listUnitWatches(await home.of('verifier')))).toBe('access.not-permitted');
});
