import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { listCannedAnswers, listReviews, listSeries, readSeries, showBoard } from '../../counselling/index.ts';
import { createDeskKeys, systemActor } from '../../kernel/index.ts';
import { listKeyHolders, syncAgencies } from '../../members/index.ts';
import { syncVocabulary } from '../../vocabulary/index.ts';
import { readCast } from '../cast.ts';
import { enterPeople } from '../enter-people.ts';
import { playLiveHelp } from './play-live-help.ts';

const home = fileFixture(() => openTestKernel('2026-11-24T09:00:00Z'));

test('weeks of live help are played once, every part of it, and nothing of it lies in the future', async () => {
  const system = home.context(systemActor('test'));
  await syncVocabulary(home.owner);
  must(await syncAgencies(system));
  await createDeskKeys(home.owner, home.kernel.vault, must(await listKeyHolders(system)), home.clock.now());
  must(await enterPeople(system));
  const cast = must(await readCast(system));
  const count = async (text: string) => Number((await home.owner.query(`select count(*) as n from ${text}`)).rows[0].n);
  const played = must(await playLiveHelp(system, cast));
  expect(played).toBeGreaterThan(45);
  expect(await count('counselling.contact where is_demonstration')).toBe(played);
  expect(must(await playLiveHelp(system, cast))).toBe(0);

  const supervisor = home.context(cast.one('111_supervisor', 'C111'));
  const counsellor = cast.all('111_counsellor', 'C111')[0];
  if (!counsellor) throw new Error('no counsellor');
  const board = must(await showBoard(supervisor));
  expect(board.people.length).toBe(2);
  expect(board.handovers.length).toBe(1);
  expect(await count("counselling.contact where state = 'waiting' and channel = 'MESSAGE'")).toBe(2);
  expect(await count("counselling.contact where state = 'abandoned'")).toBe(1);
  expect(await count("counselling.contact where state = 'done' and recorded_at is null")).toBe(1);
  expect(must(await listCannedAnswers(supervisor)).map(({ code }) => code)).toEqual(
    expect.arrayContaining(['ho-tho', 'khong-phai-loi']),
  );
  expect(await count("counselling.officer_call where not drill and state = 'ACKNOWLEDGED' and not missed")).toBe(1);
  expect(await count('counselling.officer_call where not drill and missed')).toBe(1);
  expect(await count('counselling.officer_call where drill')).toBe(1);
  expect(await count('counselling.quality_sheet')).toBe(4);
  const { reviews } = must(await listReviews(supervisor));
  expect(reviews.every(({ turn }) => turn === 'read')).toBe(true);
  expect(await count('counselling.contact_slow where until is not null')).toBe(1);
  expect(await count('counselling.contact_plan')).toBe(1);
  expect(await count('counselling.facility where capacity_at is not null')).toBe(1);
  expect(await count('counselling.contact where safety_plan_version > 0')).toBe(1);
  expect(await count('counselling.arrival_day')).toBeGreaterThan(10);
  const [series] = must(await listSeries(home.context(counsellor))).series;
  if (!series) throw new Error('no series');
  const opened = must(await readSeries(home.context(counsellor), { series: series.id }));
  expect(opened.sessions.map(({ state }) => state).toSorted()).toEqual(['held', 'held', 'held', 'planned']);

  const { rows } = await home.owner.query<{ table_name: string; column_name: string }>(
    `select c.table_name, c.column_name from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = 'counselling' and t.table_type = 'BASE TABLE' and c.data_type = 'timestamp with time zone'
       and (c.column_name like '%\\_at' or c.column_name = 'at') and c.column_name not in ('starts_at', 'expires_at', 'set_at') and c.column_name not like '%next%'`,
  );
  const late: string[] = [];
  for (const { table_name: table, column_name: column } of rows)
    if ((await count(`counselling.${table} where ${column} > '${home.clock.now().toISOString()}'`)) > 0)
      late.push(`${table}.${column}`);
  expect(late).toEqual([]);
}, 240_000);
