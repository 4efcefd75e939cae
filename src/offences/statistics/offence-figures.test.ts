import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { newId } from '../../kernel/index.ts';
import { stages } from '../files/offence-file.ts';
import { openOffencesHome } from '../offences.testing.ts';
import { offenceFigures, stageGroups } from './offence-figures.ts';

const home = fileFixture(() => openOffencesHome());
const clear = () =>
  home.owner.query(
    `delete from offences.file_register; delete from offences.visibility_class where file_id is not null; delete from offences.file_stage;
     delete from offences.offence_file`,
  );

async function put(count: number, more: { stage?: string; harm?: string; band?: string; province?: string } = {}) {
  const ids = Array.from({ length: count }, () => newId<'row'>());
  await home.owner.query(
    `insert into offences.offence_file (id, reference, stage, stage_since, lead_agency, level, origin, sealed, opened_by, opened_at, changed_at, harm, child_band, province)
     select id, 'VP-' || translate(upper(substr(replace(id::text, '-', ''), 25, 4)), 'ILOU', '1100') || '-' || translate(upper(substr(replace(id::text, '-', ''), 29, 4)), 'ILOU', '1100'),
       $2, $3, 'CAT-01', 'CASE', 'HAND', 'x', 'test', $3, $3, $4, $5, $6 from unnest($1::uuid[]) as id`,
    [ids, more.stage ?? 'TIP', home.clock.now(), more.harm ?? null, more.band ?? null, more.province ?? '01'],
  );
}

it('every stage is counted in one group', () => {
  expect(Object.values(stageGroups).flat().toSorted()).toEqual([...stages].toSorted());
});

it('small numbers are hidden, and none can be reckoned from what is shown', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({
          count: fc.integer({ min: 1, max: 25 }),
          stage: fc.constantFrom('TIP', 'INVESTIGATION', 'JUDGED', 'DISMISSED'),
          harm: fc.constantFrom('OI-SEXT', 'OI-GROOM', undefined),
          band: fc.constantFrom('A9_11', 'A14_15'),
          province: fc.constantFrom('01', '79', '48'),
        }),
        { minLength: 1, maxLength: 6 },
      ),
      async (drawn) => {
        await clear();
        for (const { count, harm, ...one } of drawn) await put(count, { ...one, ...(harm ? { harm } : {}) });
        const figures = must(await offenceFigures(await home.of('stranger'), { year: 2026 }));
        for (const { rows, by } of figures.tables) {
          for (const { cells, all } of rows) {
            for (const shown of [...cells, all])
              if (shown !== null && shown !== 0) expect(shown).toBeGreaterThanOrEqual(10);
            if (all !== null) expect(cells.filter((one) => one === null).length).not.toBe(1);
          }
          if (by !== 'article')
            figures.totals.forEach((total, at) => {
              if (total !== null) expect(rows.filter(({ cells }) => cells[at] === null).length).not.toBe(1);
            });
        }
      },
    ),
    { numRuns: 12 },
  );
});

it('what is large enough is told whole, by each of its columns and with the days to each stage', async () => {
  await clear();
  await put(20, { harm: 'OI-SEXT', band: 'A12_13' });
  await put(30, { harm: 'OI-GROOM', band: 'A12_13', province: '79', stage: 'INVESTIGATION' });
  await home.owner.query(
    `insert into offences.file_stage (id, file_id, stage, from_at, agency) select uuidv7(), id, 'INVESTIGATION', opened_at + interval '4 days', 'CAT-79' from offences.offence_file where stage = 'INVESTIGATION'`,
  );
  const figures = must(await offenceFigures(await home.of('lead'), { year: 2026 }));
  expect(figures.totals).toEqual([20, 30, 0, 0]);
  expect(figures.tables.find(({ by }) => by === 'province')?.rows.map(({ key, all }) => [key, all])).toEqual([
    ['01', 20],
    ['79', 30],
  ]);
  expect(figures.times).toEqual([{ stage: 'INVESTIGATION', files: 30, medianDays: 4, slowDays: 4 }]);
});

it('says that invented files are among those counted, in the year in which they were opened', async () => {
  await clear();
  await put(12);
  const invented = async (year: number) => must(await offenceFigures(await home.of('lead'), { year })).invented;
  expect(await invented(2026)).toBe(false);
  await home.owner.query(
    'update offences.offence_file set is_demonstration = true where id = (select min(id::text)::uuid from offences.offence_file)',
  );
  expect([await invented(2026), await invented(2025)]).toEqual([true, false]);
});

it('a year to come, half a year and whoever is no police are refused', async () => {
  for (const year of [2027, 2017, 2026.5, Number.NaN])
    expect(code(await offenceFigures(await home.of('lead'), { year }))).toBe('request.invalid');
  for (const who of [home.ministry, home.officer, home.counsellor, home.units.verifier])
    expect(code(await offenceFigures(await home.as(who), { year: 2026 }))).toBe('access.not-permitted');
});
