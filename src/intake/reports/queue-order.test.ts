import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { listReports } from '../index.ts';
import { openIntakeHome } from '../testing.ts';

const home = fileFixture(() => openIntakeHome('2026-11-24T02:00:00Z'));
const HOUR = 3_600_000;

interface Row {
  readonly screened: boolean;
  readonly danger: 'yes' | 'no' | 'unknown';
  readonly urgency: 'U1' | 'U2' | 'U3' | 'U4' | null;
  /** Hours from now; null: no clock runs. */
  readonly due: number | null;
  readonly rule: 'DL-FWD' | 'DL-EMERG-12H' | 'DL-FEEDBACK' | 'DL-SCREEN';
}

const row: fc.Arbitrary<Row> = fc.record({
  screened: fc.boolean(),
  danger: fc.constantFrom('yes', 'no', 'unknown'),
  urgency: fc.constantFrom('U1', 'U2', 'U3', 'U4', null),
  due: fc.option(fc.integer({ min: -100, max: 100 }), { nil: null }),
  rule: fc.constantFrom('DL-FWD', 'DL-EMERG-12H', 'DL-FEEDBACK', 'DL-SCREEN'),
});

/** The rule of look.md and of `compareWork`, written a second time. */
function place(one: Row): readonly number[] {
  const danger = one.screened
    ? one.urgency === 'U1' && one.due !== null && (one.rule === 'DL-FWD' || one.rule === 'DL-EMERG-12H')
    : one.danger === 'yes';
  const late = one.due !== null && one.due < 0;
  const part = danger ? (late ? 1 : 0) : one.due === null ? 4 : late ? 3 : 2;
  const urgency = { U1: 1, U2: 3, U3: 4, U4: 5 }[one.urgency ?? 'U1'] ?? 2;
  return [part, late ? (one.urgency === null ? 2 : urgency) : 0, one.due ?? Number.MAX_SAFE_INTEGER];
}

async function fill(rows: readonly Row[]): Promise<string[]> {
  await home.owner.query('delete from intake.report_incident');
  await home.owner.query('delete from intake.report');
  const now = home.clock.now().getTime();
  const ids: string[] = [];
  for (const [at, one] of rows.entries()) {
    const id = `019e4d3c-0000-7000-8000-${String(at).padStart(12, '0')}`;
    ids.push(id);
    const due = one.due === null ? null : new Date(now + one.due * HOUR);
    await home.owner.query(
      `insert into intake.report (id, reference, channel, received_at, informant_type, age_band, sex, desk_code, organisation, status, urgency,
         incident_codes, danger_now, language, sealed_by, screened_at, next_due_from, next_due_at, next_due_rule)
       values ($1, $2, 'WEB', $3, 'CHILD', 'A12_13', 'F', '111-intake', 'C111', $4, $5, '{OI-BULLY}', $6, 'vi', 'server', $7, $8, $9, $10)`,
      [
        id,
        `${String(at).padStart(4, '2')}-2222`,
        home.clock.now(),
        one.screened ? 'NORMAL' : 'RECEIVED',
        one.urgency,
        one.danger,
        one.screened ? home.clock.now() : null,
        due && home.clock.now(),
        due,
        due && one.rule,
      ],
    );
  }
  return ids;
}

it('is the order of work for every queue, and its pages leave nothing out while time goes on', async () => {
  const start = home.clock.now().getTime();
  await fc.assert(
    fc.asyncProperty(
      fc.array(row, { minLength: 1, maxLength: 14 }),
      fc.integer({ min: 1, max: 5 }),
      fc.boolean(),
      async (rows, limit, byIncident) => {
        home.clock.advance(start + 1_000 - home.clock.now().getTime());
        const ids = await fill(rows);
        const expected = rows
          .map((one, at) => ({ id: ids[at] as string, place: place(one) }))
          .sort(
            (a, b) =>
              (a.place[0] ?? 0) - (b.place[0] ?? 0) ||
              (a.place[1] ?? 0) - (b.place[1] ?? 0) ||
              (a.place[2] ?? 0) - (b.place[2] ?? 0) ||
              (a.id < b.id ? -1 : 1),
          )
          .map(({ id }) => id);
        const read: string[] = [];
        let after: string | undefined;
        do {
          const page = must(
            await listReports(home.at(home.counsellor), {
              limit,
              ...(byIncident ? { incident: 'OI-BULLY' as const } : {}),
              ...(after === undefined ? {} : { after }),
            }),
          );
          read.push(...page.reports.map(({ id }) => id));
          after = page.next;
          // A clock that runs out between two pages moves no report past the reader.
          home.clock.advance(30 * 60_000);
        } while (after !== undefined && read.length <= rows.length);
        expect(read).toEqual(expected);
      },
    ),
    { numRuns: 40 },
  );
}, 120_000);
