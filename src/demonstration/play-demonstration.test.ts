import { expect, test } from 'vitest';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { must } from '../../tools/test/test-result.ts';
import { syncCasesData } from '../cases/index.ts';
import { createDeskKeys, systemActor } from '../kernel/index.ts';
import { addDemonstrationPeople, listKeyHolders, syncAgencies } from '../members/index.ts';
import { syncVocabulary } from '../vocabulary/index.ts';
import { readCast } from './cast.ts';
import { organisations, people } from './people.ts';
import { playDemonstration } from './play-demonstration.ts';
import { playRegister } from './register/play-register.ts';
import { playReports } from './reports/play-reports.ts';

const home = fileFixture(() => openTestKernel('2026-11-24T09:00:00Z'));

test('where an earlier version has played, its new people join and no story is told again', async () => {
  const ctx = home.context(systemActor('test'));
  await syncVocabulary(home.owner);
  must(await syncAgencies(ctx));
  must(await syncCasesData(ctx));
  await createDeskKeys(home.owner, home.kernel.vault, must(await listKeyHolders(ctx)), home.clock.now());
  const joins = people.filter(({ login }) => login === 'kiem.tra@a05-mau.example');
  const before = people.filter((one) => !joins.includes(one));
  must(await addDemonstrationPeople(ctx, { people: before, organisations }));
  const cast = must(await readCast(ctx));
  must(await playRegister(ctx, cast));
  must(await playReports(ctx, cast, { count: 1 }));
  const count = async (table: string) =>
    Number((await home.owner.query(`select count(*) as n from ${table}`)).rows[0].n);
  const told = await Promise.all(['hashes.entry', 'intake.report'].map(count));

  must(await playDemonstration(ctx, () => undefined));

  const { rows } = await home.owner.query('select count(*)::int as n from members.person where login = $1', [
    joins[0]?.login,
  ]);
  expect(rows).toEqual([{ n: 1 }]);
  expect(await Promise.all(['hashes.entry', 'intake.report'].map(count))).toEqual(told);
  expect(await Promise.all(['cases.protection_case', 'listening.observation'].map(count))).toEqual([0, 0]);
}, 120_000);
