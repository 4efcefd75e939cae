import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { deskSummary, listReports, openReport } from '../../intake/index.ts';
import { openIntakeHome, person } from '../../intake/testing.ts';
import { systemActor } from '../../kernel/index.ts';
import { provincesAt, reportChannel } from '../../vocabulary/index.ts';
import { Cast } from '../cast.ts';
import { playReports } from './play-reports.ts';

const home = fileFixture(() => openIntakeHome('2026-11-24T09:00:00Z'));

describe('the demonstration', () => {
  it('is a believable year: every channel, every province, states that fit their clocks and messages', async () => {
    const cast = new Cast([home.agent, home.counsellor, person('111_counsellor'), home.supervisor]);
    const ctx = home.context(systemActor('test'));
    expect(must(await playReports(ctx, cast, { count: 120 }))).toBe(120);
    expect(must(await playReports(ctx, cast, { count: 120 }))).toBe(0);

    const { rows } = await home.owner.query('select * from intake.report');
    expect(rows).toHaveLength(120);
    expect(rows.every((row) => row.is_demonstration)).toBe(true);
    expect(new Set(rows.map((row) => row.channel))).toEqual(new Set(reportChannel.codes));
    expect(new Set(rows.map((row) => row.province_code))).toEqual(
      new Set(provincesAt('2026-11-24').map((unit) => unit.code)),
    );
    expect(new Set(rows.map((row) => row.status)).size).toBeGreaterThan(5);
    for (const row of rows) {
      expect(row.received_at.getTime()).toBeLessThanOrEqual(home.clock.now().getTime());
      expect(row.status === 'RECEIVED').toBe(row.screened_at === null);
      expect(row.status === 'CLOSED').toBe(row.closed_at !== null);
      if (row.closed_at) expect(row.next_due_at).toBeNull();
    }
    const { rows: wrong } = await home.owner.query(
      `select r.id from intake.report r where (r.first_reply_at is null) <> not exists (select 1 from intake.message m where m.report_id = r.id and from_kind = 'desk')
       union select report_id from intake.event e join intake.report r on r.id = report_id where e.at < r.received_at or e.at > $1
       union select r.id from intake.report r where not exists (select 1 from intake.event e where e.report_id = r.id and code = 'received')`,
      [home.clock.now()],
    );
    expect(wrong).toEqual([]);

    const queue = must(await listReports(home.at(home.counsellor))).reports;
    expect(queue.length).toBeGreaterThan(3);
    const first = must(
      await openReport(home.at(home.counsellor), { report: queue[0]?.id as string, read: ['narrative', 'thread'] }),
    );
    expect(first.narrative?.text.length).toBeGreaterThan(20);
    expect(must(await deskSummary(home.at(home.counsellor))).nobody).toBeGreaterThan(0);
  }, 60_000);
});
