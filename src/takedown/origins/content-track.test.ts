import { afterAll, beforeAll, expect, it } from 'vitest';
import { testPerson } from '../../../tools/test/test-person.ts';
import { must } from '../../../tools/test/test-result.ts';
import { caseView, listOwnTracks, openCase, openTrack } from '../../cases/index.ts';
import { type CasesHome, COMMUNE, openCasesHome, reception } from '../../cases/testing.ts';
import { fileReport } from '../../intake/index.ts';
import { newKey } from '../../intake/testing.ts';
import { anonymous, ok, systemActor } from '../../kernel/index.ts';
import { bundleArrivals } from '../items/bundle.ts';
import { moveItem } from '../items/item-store.ts';
import { setItemAside } from '../items/triage-item.ts';
import type { ItemRow } from '../tables.ts';
import { settleTracks } from './content-track.ts';
import { handOverReport } from './hand-over-report.ts';
import { tellReport } from './tell-origins.ts';

let home: CasesHome;
beforeAll(async () => {
  home = await openCasesHome('2026-11-24T02:00:00Z');
});
afterAll(() => home.close());
const verifier = testPerson('content_verifier', 'MPS-A05', { functions: ['VERIFY_CONTENT'], purpose: 'takedown' });
const orderer = testPerson('takedown_officer', 'MPS-A05', { functions: ['ORDER_TAKEDOWN'], purpose: 'takedown' });
const LINK = 'https://duong-dan-bi-mat.example/bai/1';

/** A report with two addresses and a telephone number, and the case that it became. */
async function caseOfReport() {
  home.clock.advance(60_000);
  must(
    await fileReport(home.context(anonymous), {
      idempotencyKey: newKey(),
      report: {
        reporter: { kind: 'child', band: 'B13_15' },
        narrative: 'Lời kể giữ chỗ.',
        places: [
          { kind: 'WEBSITE', link: LINK },
          { kind: 'FACEBOOK', account: 'tai.khoan.mau' },
          { kind: 'ZALO', phone: '0987654321' },
        ],
      },
    }),
  );
  const newest = 'select id from intake.report order by received_at desc, id desc limit 1';
  const report = (await home.owner.query(newest)).rows[0].id as string;
  // What is tested begins with a report that was confirmed.
  await home.owner.query("update intake.report set status = 'CONFIRMED', commune_code = $2 where id = $1", [
    report,
    COMMUNE,
  ]);
  const opened = must(await openCase(await home.as(home.counsellor), { report, commune: COMMUNE, reception }));
  return { report, case: opened.id };
}
const platform = () => home.context(systemActor('test'));
const told = async (report: string) =>
  (
    await home.owner.query<{ code: string }>('select code from intake.event where report_id = $1 order by at, code', [
      report,
    ])
  ).rows.map(({ code }) => code);
const itemsOf = async (report: string) =>
  (
    await home.owner.query<ItemRow>(
      'select item.* from takedown.item as item where id in (select item_id from takedown.arrival where object_id = $1) order by kind',
      [report],
    )
  ).rows;
const tracks = async (on: string) => must(await caseView(await home.as(home.officer), { case: on })).file?.tracks;

it('a content track hands the addresses of its report over once, says what came of them in numbers, and ends by itself', async () => {
  const { report, case: on } = await caseOfReport();
  // Somebody at 111 has handed the addresses over before: they arrive once.
  must(await handOverReport(await home.as(home.counsellor), { report }));
  must(await openTrack(await home.as(home.officer), { case: on, kind: 'content', agency: 'MPS-A05' }));
  await tellReport(platform(), report, 'content-taken');
  must(await bundleArrivals(platform()));
  const items = await itemsOf(report);
  expect(items.map(({ kind, reports }) => [kind, Number(reports)])).toEqual([
    ['account', 1],
    ['url', 1],
  ]);
  // The child hears that the links have arrived, and of no removal that nobody has ordered.
  const after = await told(report);
  expect(after.filter((code) => code === 'content-taken')).toHaveLength(1);
  const others = await home.owner.query(
    "select payload ->> 'code' as code from graphile_worker._private_jobs where payload ->> 'report' = $1 and payload ->> 'code' like any ('{content-passed-on,content-ordered,removal-asked}')",
    [report],
  );
  expect(others.rows).toEqual([]);
  const view = must(await caseView(await home.as(home.officer), { case: on }));
  expect(view.file?.told?.map(({ code }) => code)).toContain('content-taken');
  expect(view.file?.tracks).toContainEqual({
    kind: 'content',
    status: 'open',
    agency: 'MPS-A05',
    came: { WAITING: 2 },
  });
  expect(JSON.stringify(view)).not.toContain('duong-dan-bi-mat');
  expect(JSON.stringify(view)).not.toContain('tai.khoan.mau');
  expect(must(await listOwnTracks(home.context(orderer)))[0]).toMatchObject({ status: 'open', came: { WAITING: 2 } });

  // One is set aside, the other is gone: nothing is left to do.
  const [account, url] = items as [ItemRow, ItemRow];
  must(await setItemAside(home.context(verifier), { item: account.id, reason: 'NOT_ABOUT_A_CHILD' }));
  await settleTracks(platform(), account.id);
  expect(await tracks(on)).toContainEqual(
    expect.objectContaining({ status: 'open', came: { SET_ASIDE: 1, WAITING: 1 } }),
  );
  const move = (state: string, to: 'gone' | 'returned') =>
    platform().transaction(async (tx) => {
      await home.owner.query("update takedown.item set state = $2, national_class = 'N1' where id = $1", [
        url.id,
        state,
      ]);
      const row = (await home.owner.query<ItemRow>('select * from takedown.item where id = $1', [url.id]))
        .rows[0] as ItemRow;
      expect(await moveItem(tx, row, to)).toBeDefined();
      return ok();
    });
  home.clock.advance(60_000);
  must(await move('VERIFIED', 'gone'));
  await settleTracks(platform(), url.id);
  expect(await tracks(on)).toContainEqual({
    kind: 'content',
    status: 'done',
    agency: 'MPS-A05',
    came: { GONE: 1, SET_ASIDE: 1 },
  });
  // What is there again is worked on again.
  home.clock.advance(60_000);
  must(await move('GONE', 'returned'));
  await settleTracks(platform(), url.id);
  expect(await tracks(on)).toContainEqual(
    expect.objectContaining({ status: 'open', came: { RETURNED: 1, SET_ASIDE: 1 } }),
  );
  const { rows } = await home.owner.query(
    "select code from cases.event where case_id = $1 and code like 'track%' order by at, code",
    [on],
  );
  expect(rows.map(({ code }) => code)).toEqual(['track:content', 'track-done:content', 'track-again:content']);
  // Whose act handed the addresses on, and what for, is in the audit; nobody has read them.
  const opened = await home.owner.query(
    "select actor_kind from kernel.audit_entry where object_id = $1 and action = 'report.hand-on-places' and body like '%content-track%'",
    [report],
  );
  expect(opened.rows).toEqual([{ actor_kind: 'person' }]);
});

it('a track without an address stands open for its agency, and the child is told that it was passed on', async () => {
  home.clock.advance(60_000);
  const { id } = must(await openCase(await home.as(home.officer), { commune: COMMUNE, reception }));
  must(await openTrack(await home.as(home.officer), { case: id, kind: 'content', agency: 'MPS-A05' }));
  expect(await tracks(id)).toContainEqual({ kind: 'content', status: 'open', agency: 'MPS-A05' });
});
