import { afterAll, beforeAll, expect, it } from 'vitest';
import { code, must } from '../../../tools/test/test-result.ts';
import { caseView, endOwnTrack, listOwnTracks, mergeCases, openTrack } from '../index.ts';
import { type CasesHome, COMMUNE, drive, openCasesHome, openOwnCase } from '../testing.ts';

let home: CasesHome;
beforeAll(async () => {
  home = await openCasesHome('2026-04-22T02:00:00Z');
});
afterAll(() => home.close());

it('tracks hang on one incident, each seen by its own agency, none closing another; the module of its kind takes part', async () => {
  const one = drive(home, (await openOwnCase(home)).id);
  must(await openTrack(await one.officer(), { ...one.on, kind: 'offence', agency: 'CAX-00004' }));
  expect(code(await openTrack(await one.officer(), { ...one.on, kind: 'offence', agency: 'CAX-00004' }))).toBe(
    'record.changed-meanwhile',
  );
  const { rows } = await home.owner.query(
    "select incident_id, object_id from cases.track where agency = 'CAX-00004' and kind = 'offence' order by opened_at desc limit 1",
  );
  // The module behind the offence track has opened its file, and the track does not learn which.
  expect(rows[0].object_id).toBeNull();
  const files = await home.owner.query('select lead_agency from offences.offence_file where incident = $1', [
    rows[0].incident_id,
  ]);
  expect(files.rows).toEqual([{ lead_agency: 'CAX-00004' }]);
  expect(must(await caseView(await one.officer(), one.on)).file?.tracks).toEqual([
    { kind: 'protection', status: 'open', agency: `UBND-${COMMUNE}` },
  ]);
  const incident = rows[0].incident_id as string;
  const mine = async () =>
    must(await listOwnTracks(await home.as(home.police))).find((track) => track.incident === incident);
  expect(await mine()).toMatchObject({ kind: 'offence', status: 'open', doneAt: null });
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
  expect(code(await endOwnTrack(clerk, { incident, kind: 'offence' }))).toBe('access.not-permitted');
  expect(code(await endOwnTrack(await one.officer(), { incident, kind: 'protection' as 'offence' }))).toBe(
    'access.not-permitted',
  );
  expect(code(await endOwnTrack(await home.as(home.police), { incident: 'x', kind: 'offence' }))).toBe(
    'record.not-found',
  );
  must(await endOwnTrack(await home.as(home.police), { incident, kind: 'offence' }));
  expect(await mine()).toMatchObject({ status: 'done', doneAt: home.clock.now() });
  expect(code(await endOwnTrack(await home.as(home.police), { incident, kind: 'offence' }))).toBe('record.not-found');
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
