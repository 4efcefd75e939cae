import { afterAll, beforeAll, expect, it } from 'vitest';
import { code, must } from '../../../tools/test/test-result.ts';
import { ok, type Result } from '../../kernel/index.ts';
import { caseView, endOwnTrack, listOwnTracks, mergeCases, type OpenedTrack, openTrack, trackParts } from '../index.ts';
import { type CasesHome, COMMUNE, drive, openCasesHome, openOwnCase } from '../testing.ts';

let home: CasesHome;
beforeAll(async () => {
  home = await openCasesHome('2026-04-22T02:00:00Z', [
    { name: 'planted', offers: [trackParts.offer({ kind: 'content', opened: (_ctx, _tx, track) => told(track) })] },
  ]);
});
/** What the planted module that stands behind the content track makes of it. */
let told = async (_opened: OpenedTrack): Promise<Result<{ objectId?: string }>> => ok({});
afterAll(() => home.close());

it('tracks hang on one incident, each seen by its own agency, none closing another; another module takes part in its kind', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  const agencies: string[] = [];
  const objectId = '0197f000-0000-7000-8000-0000000000cc';
  told = async ({ agency }) => {
    agencies.push(agency);
    return ok({ objectId });
  };
  must(await openTrack(await one.officer(), { ...one.on, kind: 'content', agency: 'CAX-00004' }));
  expect(agencies).toEqual(['CAX-00004']);
  expect(code(await openTrack(await one.officer(), { ...one.on, kind: 'content', agency: 'CAX-00004' }))).toBe(
    'record.changed-meanwhile',
  );
  await home.work();
  const { rows } = await home.owner.query(
    "select incident_id, object_id from cases.track where agency = 'CAX-00004' and kind = 'content' order by opened_at desc limit 1",
  );
  expect(rows[0].object_id).toBe(objectId);
  expect(must(await caseView(await one.officer(), one.on)).file?.tracks).toEqual([
    { kind: 'protection', status: 'open', agency: `UBND-${COMMUNE}` },
  ]);
  const incident = rows[0].incident_id as string;
  const mine = async () =>
    must(await listOwnTracks(await home.as(home.police))).find((track) => track.incident === incident);
  expect(await mine()).toMatchObject({ kind: 'content', status: 'open', doneAt: null });
  expect(Object.keys((await mine()) ?? {}).sort()).toEqual([
    'doneAt',
    'from',
    'id',
    'incident',
    'kind',
    'openedAt',
    'reference',
    'status',
  ]);
  expect(code(await listOwnTracks(await home.as(home.facility)))).toBe('access.not-permitted');
  // Who belongs to the agency without working on tracks, and the commune with the track of its own case.
  const clerk = await home.as(await home.person('agency_admin', 'CAX-00004'));
  expect(code(await endOwnTrack(clerk, { incident, kind: 'content' }))).toBe('access.not-permitted');
  expect(code(await endOwnTrack(await one.officer(), { incident, kind: 'protection' as 'content' }))).toBe(
    'access.not-permitted',
  );
  expect(code(await endOwnTrack(await home.as(home.police), { incident: 'x', kind: 'content' }))).toBe(
    'record.not-found',
  );
  must(await endOwnTrack(await home.as(home.police), { incident, kind: 'content' }));
  expect(await mine()).toMatchObject({ status: 'done', doneAt: home.clock.now() });
  expect(code(await endOwnTrack(await home.as(home.police), { incident, kind: 'content' }))).toBe('record.not-found');
  const after = must(await caseView(await one.officer(), one.on));
  expect([after.overview.status, after.file?.tracks[0]?.status]).toEqual(['OPEN', 'open']);
  const { id } = await openOwnCase(home);
  const other = drive(home, id);
  must(await openTrack(await other.officer(), { ...other.on, kind: 'content', agency: 'CAX-00004' }));
  must(
    await mergeCases(await other.officer(), {
      ...other.on,
      version: await other.version(),
      into: one.on.case,
      reason: 'x',
    }),
  );
  const states = await home.owner.query(
    'select kind, status from cases.track where incident_id = (select incident_id from cases.protection_case where id = $1) order by kind',
    [id],
  );
  expect(states.rows).toEqual([
    { kind: 'content', status: 'open' },
    { kind: 'protection', status: 'done' },
  ]);
});
