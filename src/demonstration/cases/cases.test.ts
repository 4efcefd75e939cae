import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestKernel, type TestKernel } from '../../../tools/test/test-kernel.ts';
import { syncCasesData } from '../../cases/index.ts';
import { createDeskKeys, systemActor } from '../../kernel/index.ts';
import { listKeyHolders, syncAgencies } from '../../members/index.ts';
import { caseStatus, referralStatus, syncVocabulary } from '../../vocabulary/index.ts';
import { readPastNotices } from '../../work/index.ts';
import { readCast } from '../cast.ts';
import { enterPeople } from '../enter-people.ts';
import { must as value } from '../must.ts';
import { demonstrationCommunes } from '../people.ts';
import { playReports } from '../reports/play-reports.ts';
import { demonstrationCases } from './play-cases.ts';
import { playEmergencies } from './play-emergencies.ts';

// A working morning, and a night after a long holiday.
describe.each(['2026-11-25T03:00:00Z', '2027-02-14T17:30:00Z'])('the demonstration at %s', (now) => {
  let home: TestKernel;
  let told = 0;
  const codes = async (query: string) => (await home.owner.query(query)).rows.map((row) => row.code as string);

  beforeAll(async () => {
    home = await openTestKernel(now);
    const platform = home.context(systemActor('cases.test'));
    await syncVocabulary(home.owner);
    value(await syncAgencies(platform));
    value(await syncCasesData(platform));
    await createDeskKeys(home.owner, home.kernel.vault, value(await listKeyHolders(platform)), home.clock.now());
    value(await enterPeople(platform));
    const cast = value(await readCast(platform));
    const cases = demonstrationCases(platform, cast);
    const { handOver } = cases;
    value(await playReports(platform, cast, { count: 40, communes: demonstrationCommunes, handOver }));
    told = value(await cases.play());
    value(await playEmergencies(platform, cast));
  }, 240_000);
  afterAll(() => home.close());

  it('shows every state of a case, a referral and a separation, in several communes and provinces', async () => {
    expect(told).toBeGreaterThan(35);
    expect(await codes('select distinct status as code from cases.protection_case')).toEqual(
      expect.arrayContaining([...caseStatus.codes]),
    );
    expect(await codes('select distinct status as code from cases.referral')).toEqual(
      expect.arrayContaining([...referralStatus.codes]),
    );
    expect(await codes('select distinct status as code from cases.separation')).toEqual(
      expect.arrayContaining(['IN_FORCE', 'LIFTED', 'COURT', 'EXTENDED_BY_AUTHORITY']),
    );
    expect(await codes('select distinct commune_code as code from cases.protection_case')).toHaveLength(5);
    expect(await codes('select distinct kind as code from cases.track')).toHaveLength(3);
    expect(await codes('select distinct status as code from cases.contact_request')).toEqual(
      expect.arrayContaining(['asked', 'agreed']),
    );
    expect(await codes('select distinct form_code as code from cases.form')).toHaveLength(6);
  });

  it('has an emergency of which form 01 was completed afterwards and signed, and one of which it is still owed', async () => {
    const { rows } = await home.owner.query(
      `select s.status, clock.status as clock, f.status as form from cases.supplement as s
         join clocks.clock as clock on clock.object_id = s.id left join cases.form as f on f.id = s.form_id order by s.status`,
    );
    expect(rows).toEqual([
      { status: 'OWED', clock: 'running', form: null },
      { status: 'SIGNED', clock: 'met', form: 'submitted' },
    ]);
  });

  it('has clocks that run, are over and were raised, and a grant to look at again', async () => {
    expect(await codes('select distinct status as code from clocks.clock')).toEqual(
      expect.arrayContaining(['running', 'breached', 'met', 'cancelled']),
    );
    expect(await codes('select distinct level as code from clocks.escalation')).toEqual(
      expect.arrayContaining(['PROVINCE', 'CENTRAL']),
    );
    const { rows } = await home.owner.query(
      "select 1 from kernel.need_to_know where object_kind = 'case' and origin = 'assignment' and expires_at > $1 and granted_at < $1::timestamptz - interval '90 days'",
      [home.clock.now()],
    );
    expect(rows.length).toBeGreaterThan(0);
  });

  it('is marked as invented, belongs to invented reports, and nothing of it lies in the future', async () => {
    const { rows } = await home.owner.query(
      `select count(*) filter (where not c.is_demonstration)::int as unmarked, count(c.report_id)::int as linked,
         count(*) filter (where c.report_id is not null and not exists (select 1 from intake.event e where e.report_id = c.report_id and e.code = 'case-opened'))::int as untold
       from cases.protection_case as c`,
    );
    expect(rows[0]).toMatchObject({ unmarked: 0, untold: 0 });
    expect(rows[0].linked).toBeGreaterThan(4);
    const { rows: ahead } = await home.owner.query('select 1 from cases.event where at > $1 or recorded_at > $1', [
      home.clock.now(),
    ]);
    expect(ahead).toEqual([]);
    const { rows: jobs } = await home.owner.query('select task_identifier from graphile_worker.jobs');
    expect(jobs).toEqual([]);
  });

  const readPast = async () => {
    const platform = home.context(systemActor('cases.test'));
    return readPastNotices(
      platform,
      value(await readCast(platform)).actors.map(({ person }) => person),
    );
  };

  it('leaves inboxes in the order of what happened, the old notices read and those of the last day not', async () => {
    const read = value(await readPast());
    expect(read).toBeGreaterThan(20);
    const { rows } = await home.owner.query<{ person: string; created_at: Date; read_at: Date | null }>(
      'select person, created_at, read_at from work.notice order by person, id',
    );
    rows.forEach((row, at) => {
      const before = rows[at - 1];
      if (before?.person === row.person) expect(row.created_at >= before.created_at).toBe(true);
      const old = home.clock.now().getTime() - row.created_at.getTime() > 36 * 3_600_000;
      expect(row.read_at !== null).toBe(old);
      if (row.read_at) expect(row.read_at.getTime() - row.created_at.getTime()).toBe(3 * 3_600_000);
    });
    expect(value(await readPast())).toBe(0);
  });
});
