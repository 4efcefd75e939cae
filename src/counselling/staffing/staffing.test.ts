import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { addDays, type Ctx, newId, runOpenLongJob, systemActor } from '../../kernel/index.ts';
import { openTestMembers, type TestPerson } from '../../members/members.testing.ts';
import { answerSwap, withdrawSwap } from './answer-swap.ts';
import { askLeave, decideLeave, withdrawLeave } from './ask-leave.ts';
import { askSwap } from './ask-swap.ts';
import { addForecastEvent, forecastDesk, removeForecastEvent } from './forecast-desk.ts';
import { ownShifts } from './own-shifts.ts';
import { type PlanRoster, planRoster } from './plan-roster.ts';
import { discardRoster, publishRoster } from './publish-roster.ts';
import { setStaffingRule } from './set-staffing-rule.ts';
import { setWish } from './set-wish.ts';
import { listRosters, showRoster } from './show-roster.ts';
import { ROSTER_WORK } from './solve-roster-work.ts';
import { staffingJobs } from './staffing-jobs.ts';

const home = fileFixture(() => openTestMembers());
const DESK = '111-intake';
const FROM = '2026-12-07';
const people: Record<string, TestPerson> = {};
const who: Record<string, Ctx> = {};

beforeAll(async () => {
  await home.owner.query(
    "insert into members.desk (code, agency, name_vi, name_en) values ('111-night', 'C111', 'Bàn đêm', 'Night desk')",
  );
  const hire = (role: string, desk = DESK) => home.person('C111', [{ role, desk }]);
  people.lead = await hire('111_supervisor');
  people.second = await hire('111_supervisor');
  for (const name of ['an', 'binh', 'chi', 'dung']) people[name] = await hire('111_counsellor');
  people.stranger = await hire('111_counsellor', '111-night');
  people.officer = await home.person('MOH-MCD', ['ministry_child_officer']);
  for (const [name, person] of Object.entries(people)) who[name] = await home.as(person);
}, 60_000);

const as = (name: string) => who[name] as Ctx;
const id = (name: string) => (people[name] as TestPerson).id;
const needs = (given: Record<string, number>, day = FROM) =>
  Object.entries(given).map(([shift, count]) => ({ day, shift, people: count }));
const solve = (roster: string) => runOpenLongJob(home.platform, { kind: ROSTER_WORK, objectId: roster });
const show = async (roster: string, by = 'lead') => must(await showRoster(as(by), { id: roster }));

async function plan(given: Partial<PlanRoster> = {}): Promise<string> {
  const { roster } = must(await planRoster(as('lead'), { from: FROM, days: 1, needs: [], ...given }));
  await solve(roster);
  return roster;
}

async function clear(): Promise<void> {
  for (const table of [
    'shift_swap',
    'roster_assignment',
    'roster_on_call',
    'roster',
    'leave',
    'roster_wish',
    'forecast_event',
    'arrival_hour',
  ])
    await home.owner.query(`delete from counselling.${table}`);
}
beforeEach(clear);

/** A published roster whose shifts are set by hand. */
async function published(shifts: readonly [name: string, day: string, shift: string][], days = 7): Promise<string> {
  const roster = await plan({ days });
  await home.owner.query('delete from counselling.roster_assignment where roster_id = $1', [roster]);
  await home.owner.query('delete from counselling.roster_on_call where roster_id = $1', [roster]);
  for (const [name, day, shift] of shifts)
    await home.owner.query('insert into counselling.roster_assignment values ($1, $2, $3, $4)', [
      roster,
      day,
      shift,
      id(name),
    ]);
  must(await publishRoster(as('lead'), { id: roster }));
  return roster;
}
const worksOn = async (roster: string) =>
  (await show(roster)).assignments.map(({ person, day, shift }) => [
    Object.keys(people).find((name) => id(name) === person),
    day,
    shift,
  ]);

describe('a roster', () => {
  test('is planned, solved as long work, published, and seen by the desk from then on', async () => {
    const roster = await plan({ needs: needs({ MORNING: 1, AFTERNOON: 1 }) });
    const draft = await show(roster);
    expect(draft.job?.state).toBe('DONE');
    expect(draft.roster).toMatchObject({ state: 'DRAFT', best: true });
    expect(draft.assignments.map(({ shift }) => shift).sort()).toEqual(['AFTERNOON', 'MORNING', 'NIGHT', 'NIGHT']);
    // Nobody has said which region they can be called for.
    expect(draft.unfilled.map(({ slot }) => slot)).toEqual(['CENTRAL', 'NORTH', 'SOUTH']);
    expect(code(await showRoster(as('an'), { id: roster }))).toBe('record.not-found');
    expect(must(await listRosters(as('an'))).rosters).toEqual([]);
    must(await publishRoster(as('lead'), { id: roster, version: draft.roster.version }));
    expect((await show(roster, 'an')).roster.state).toBe('PUBLISHED');
    expect(must(await listRosters(as('an'))).rosters).toHaveLength(1);
    expect(code(await showRoster(as('stranger'), { id: roster }))).toBe('record.not-found');
    const own = must(await ownShifts(as('an'))).shifts.length;
    expect(own).toBe(draft.assignments.filter(({ person }) => person === id('an')).length);
  });

  test('whose needs are none, whose days are past or too many, is not planned', async () => {
    const refused = async (given: Partial<PlanRoster>, by = 'lead') =>
      code(await planRoster(as(by), { from: FROM, days: 1, needs: [], ...given }));
    for (const count of [-1, Number.NaN, 1.5, 201])
      expect(await refused({ needs: needs({ MORNING: count }) })).toBe('roster.needs-invalid');
    expect(await refused({ needs: needs({ EVENING: 1 }) })).toBe('roster.needs-invalid');
    expect(await refused({ needs: needs({ MORNING: 1 }, addDays(FROM, 1)) })).toBe('roster.needs-invalid');
    for (const days of [0, -1, Number.NaN, 32]) expect(await refused({ days })).toBe('staffing.days-invalid');
    for (const from of ['2026-11-23', '2026-02-30', 'mai'])
      expect(await refused({ from })).toBe('staffing.days-invalid');
    expect(await refused({}, 'an')).toBe('staffing.supervisors-only');
    expect(await refused({}, 'officer')).toBe('staffing.no-desk');
  });

  test('two supervisors who publish at once: one does, the other hears it', async () => {
    const roster = await plan();
    const { version } = (await show(roster)).roster;
    const both = await Promise.all(['lead', 'second'].map((by) => publishRoster(as(by), { id: roster, version })));
    expect(both.map(code).sort()).toEqual(['accepted', 'record.changed-meanwhile']);
    const [one, other] = [await plan({ from: '2026-12-14', days: 2 }), await plan({ from: '2026-12-15', days: 2 })];
    const two = await Promise.all([publishRoster(as('lead'), { id: one }), publishRoster(as('second'), { id: other })]);
    expect(two.map(code).sort()).toEqual(['accepted', 'roster.days-taken']);
  });

  test('is not published before it is solved, twice, after it was put away, or by a helper', async () => {
    const { roster } = must(await planRoster(as('lead'), { from: FROM, days: 1, needs: [] }));
    expect(code(await publishRoster(as('lead'), { id: roster }))).toBe('roster.not-ready');
    await solve(roster);
    expect(code(await publishRoster(as('an'), { id: roster }))).toBe('record.not-found');
    must(await discardRoster(as('lead'), { id: roster }));
    expect(code(await publishRoster(as('lead'), { id: roster }))).toBe('roster.not-draft');
    const next = await plan();
    must(await publishRoster(as('lead'), { id: next }));
    expect(code(await publishRoster(as('lead'), { id: next }))).toBe('roster.not-draft');
    expect(code(await discardRoster(as('lead'), { id: next }))).toBe('roster.not-draft');
  });

  test('is not published where leave was granted since it was solved', async () => {
    const roster = await plan();
    const [first] = (await show(roster)).assignments;
    const name = Object.keys(people).find((one) => id(one) === first?.person) as string;
    const { leave } = must(await askLeave(as(name), { from: FROM, to: FROM, kind: 'SICK' }));
    must(await decideLeave(as(name === 'lead' ? 'second' : 'lead'), { id: leave, grant: true }));
    expect(code(await publishRoster(as('lead'), { id: roster }))).toBe('roster.breaks-rule');
  });

  test('of which everybody is away is solved all the same, and every slot is named', async () => {
    for (const name of ['lead', 'second', 'an', 'binh', 'chi', 'dung']) {
      const { leave } = must(await askLeave(as(name), { from: FROM, to: FROM, kind: 'ANNUAL' }));
      must(await decideLeave(as(name === 'lead' ? 'second' : 'lead'), { id: leave, grant: true }));
    }
    const { assignments, unfilled } = await show(await plan({ needs: needs({ MORNING: 3 }) }));
    expect(assignments).toEqual([]);
    expect(unfilled.map(({ slot, missing }) => [slot, missing])).toEqual([
      ['MORNING', 3],
      ['NIGHT', 2],
      ['CENTRAL', 1],
      ['NORTH', 1],
      ['SOUTH', 1],
    ]);
  });

  test('whose process was killed is solved by the next one', async () => {
    const { roster } = must(await planRoster(as('lead'), { from: FROM, days: 1, needs: [] }));
    // What a process leaves that dies in the middle of it: running, begun, and no sign of life.
    await home.owner.query(
      "update kernel.long_job set state = 'RUNNING', attempts = 1, started_at = $2, beat_at = $2 where object_id = $1",
      [roster, new Date(home.clock.now().getTime() - 600_000)],
    );
    const { reviveLongJobs } = await import('../../kernel/long-job/run-long-job.ts');
    await reviveLongJobs(home.platform);
    await solve(roster);
    expect((await show(roster)).assignments.length).toBe(2);
  });

  test('follows what people wish, and whom one may call in each region', async () => {
    for (const name of ['an', 'binh', 'chi', 'dung', 'lead', 'second'])
      must(await setWish(as(name), { region: 'NORTH', dislikes: { NIGHT: name === 'an' || name === 'binh' ? 0 : 3 } }));
    const { assignments, onCall } = await show(await plan());
    expect(assignments.map(({ person }) => person).sort()).toEqual([id('an'), id('binh')].sort());
    expect(onCall).toHaveLength(1);
    expect([id('an'), id('binh')]).not.toContain(onCall[0]?.person);
    expect(code(await setWish(as('an'), { region: 'MOON', dislikes: {} }))).toBe('staffing.wish-invalid');
    expect(code(await setWish(as('an'), { region: null, dislikes: { NIGHT: 7 } }))).toBe('staffing.wish-invalid');
    expect(code(await setWish(as('an'), { region: null, dislikes: { TEA: 1 } }))).toBe('staffing.wish-invalid');
  });
});

describe('a swap', () => {
  const [monday, tuesday, wednesday] = [FROM, addDays(FROM, 1), addDays(FROM, 2)] as const;

  test('changes hands with the other’s yes, and not before', async () => {
    const roster = await published([
      ['an', monday, 'MORNING'],
      ['binh', wednesday, 'AFTERNOON'],
    ]);
    const ask = { roster, day: monday, to: id('binh'), forDay: wednesday };
    const { swap } = must(await askSwap(as('an'), ask));
    expect(code(await askSwap(as('an'), ask))).toBe('swap.already-asked');
    expect(must(await ownShifts(as('binh'))).swaps.map((one) => one.id)).toEqual([swap]);
    expect(must(await ownShifts(as('chi'))).swaps).toEqual([]);
    for (const name of ['an', 'lead'])
      expect(code(await answerSwap(as(name), { id: swap, yes: true }))).toBe('access.not-permitted');
    expect(code(await answerSwap(as('chi'), { id: swap, yes: true }))).toBe('record.not-found');
    must(await answerSwap(as('binh'), { id: swap, yes: true }));
    expect(await worksOn(roster)).toEqual([
      ['binh', monday, 'MORNING'],
      ['an', wednesday, 'AFTERNOON'],
    ]);
    expect(code(await answerSwap(as('binh'), { id: swap, yes: true }))).toBe('swap.over');
  });

  test('is declined, or taken back, and nothing changes', async () => {
    const roster = await published([['an', monday, 'MORNING']]);
    const first = must(await askSwap(as('an'), { roster, day: monday, to: id('binh') }));
    must(await answerSwap(as('binh'), { id: first.swap, yes: false }));
    const second = must(await askSwap(as('an'), { roster, day: monday, to: id('binh') }));
    must(await withdrawSwap(as('an'), { id: second.swap }));
    expect(code(await answerSwap(as('binh'), { id: second.swap, yes: true }))).toBe('swap.over');
    expect(await worksOn(roster)).toEqual([['an', monday, 'MORNING']]);
  });

  test('that leaves somebody no rest is refused', async () => {
    const roster = await published([
      ['an', tuesday, 'MORNING'],
      ['binh', monday, 'NIGHT'],
    ]);
    const { swap } = must(await askSwap(as('an'), { roster, day: tuesday, to: id('binh') }));
    expect(code(await answerSwap(as('binh'), { id: swap, yes: true }))).toBe('swap.breaks-rule');
    expect(await worksOn(roster)).toEqual([
      ['binh', monday, 'NIGHT'],
      ['an', tuesday, 'MORNING'],
    ]);
  });

  test('with somebody who left, with oneself, or of a shift that is not one’s own, is not asked', async () => {
    const roster = await published([['an', monday, 'MORNING']]);
    const gone = await home.person('C111', [{ role: '111_counsellor', desk: DESK }]);
    await home.owner.query('update members.role_assignment set valid_to = $2 where person = $1', [
      gone.id,
      home.clock.now(),
    ]);
    for (const to of [gone.id, id('an'), id('stranger'), newId(), 'ai đó'])
      expect(code(await askSwap(as('an'), { roster, day: monday, to }))).toBe('swap.colleague-not-there');
    expect(code(await askSwap(as('binh'), { roster, day: monday, to: id('an') }))).toBe('swap.no-shift');
    expect(code(await askSwap(as('an'), { roster, day: monday, to: id('binh'), forDay: tuesday }))).toBe(
      'swap.no-shift',
    );
    expect(code(await askSwap(as('an'), { roster: 'lịch', day: monday, to: id('binh') }))).toBe('swap.no-shift');
    expect(code(await askSwap(as('stranger'), { roster, day: monday, to: id('an') }))).toBe('swap.no-shift');
  });

  test('whose shift was opened by leave in between is refused', async () => {
    const roster = await published([['an', monday, 'MORNING']]);
    const { swap } = must(await askSwap(as('an'), { roster, day: monday, to: id('binh') }));
    const { leave } = must(await askLeave(as('an'), { from: monday, to: monday, kind: 'SICK' }));
    expect(must(await decideLeave(as('lead'), { id: leave, grant: true }))).toEqual({ opened: 1 });
    expect(code(await answerSwap(as('binh'), { id: swap, yes: true }))).toBe('swap.no-shift');
    expect((await show(roster)).assignments).toEqual([]);
  });
});

describe('leave', () => {
  const days = { from: FROM, to: addDays(FROM, 2), kind: 'ANNUAL' as const };

  test('that overlaps is refused, also where it is asked for twice at once', async () => {
    const both = await Promise.all([askLeave(as('an'), days), askLeave(as('an'), { ...days, from: days.to })]);
    expect(both.map(code).sort()).toEqual(['accepted', 'leave.overlaps']);
    expect(code(await askLeave(as('binh'), days))).toBe('accepted');
  });

  test('is decided by a supervisor who is somebody else, once', async () => {
    const { leave } = must(await askLeave(as('lead'), days));
    expect(code(await decideLeave(as('lead'), { id: leave, grant: true }))).toBe('access.not-permitted');
    expect(code(await decideLeave(as('an'), { id: leave, grant: true }))).toBe('record.not-found');
    must(await decideLeave(as('second'), { id: leave, grant: false }));
    expect(code(await decideLeave(as('second'), { id: leave, grant: true }))).toBe('leave.over');
    expect(code(await withdrawLeave(as('lead'), { id: leave }))).toBe('leave.over');
    const again = must(await askLeave(as('lead'), days));
    must(await withdrawLeave(as('lead'), { id: again.leave }));
    expect(code(await decideLeave(as('second'), { id: again.leave, grant: true }))).toBe('leave.over');
  });

  test('of days that are past, turned round, none or too many is not asked', async () => {
    for (const given of [{ from: '2026-11-01' }, { to: '2026-12-01' }, { to: 'mai' }, { to: '2027-12-01' }])
      expect(code(await askLeave(as('an'), { ...days, ...given }))).toBe('staffing.days-invalid');
    expect(code(await askLeave(as('officer'), days))).toBe('staffing.no-desk');
  });
});

describe('the forecast of the desk', () => {
  test('is made of counted contacts, events and the calendar, and says how many each shift needs', async () => {
    for (let back = 1; back <= 28; back += 1)
      for (const hour of [8, 9])
        await home.owner.query('insert into counselling.arrival_hour values ($1, $2, $3, 60)', [
          DESK,
          addDays('2026-11-24', -back),
          hour,
        ]);
    const { event } = must(
      await addForecastEvent(as('lead'), {
        kind: 'POLL',
        name: 'Khảo sát',
        from: FROM,
        to: FROM,
        uplift: 4,
        source: 'Kế hoạch',
      }),
    );
    const usual = must(await forecastDesk(as('lead'), { from: addDays(FROM, 1), days: 1 }));
    const raised = must(await forecastDesk(as('lead'), { from: FROM, days: 1 }));
    expect(usual.hours[8]).toMatchObject({ middle: 60, weeks: 4 });
    expect(raised.hours[8]).toMatchObject({ middle: 240 });
    const needed = (shift: string, of = usual) => of.needs.find((need) => need.shift === shift)?.people ?? 0;
    expect(needed('MORNING', raised)).toBeGreaterThan(needed('MORNING'));
    expect([needed('AFTERNOON'), needed('NIGHT')]).toEqual([0, 2]);
    must(await removeForecastEvent(as('lead'), { id: event }));
    expect(code(await removeForecastEvent(as('lead'), { id: event }))).toBe('forecast.event-unknown');
    expect(must(await forecastDesk(as('lead'), { from: FROM, days: 1 })).hours[8]?.middle).toBe(60);
  });

  test('is for supervisors, and takes no event that is none', async () => {
    const event = { kind: 'NEWS' as const, name: 'Tin', from: FROM, to: FROM, uplift: 2, source: 'Báo' };
    expect(code(await forecastDesk(as('an'), { from: FROM, days: 1 }))).toBe('staffing.supervisors-only');
    expect(code(await addForecastEvent(as('an'), event))).toBe('staffing.supervisors-only');
    for (const uplift of [0, -1, Number.NaN, 21])
      expect(code(await addForecastEvent(as('lead'), { ...event, uplift }))).toBe('forecast.uplift-invalid');
    expect(code(await addForecastEvent(as('lead'), { ...event, to: '2026-12-01' }))).toBe('staffing.days-invalid');
    expect(code(await addForecastEvent(as('lead'), { ...event, name: ' ' }))).toBe('text.empty');
    for (const days of [0, -3, Number.NaN, 91])
      expect(code(await forecastDesk(as('lead'), { from: FROM, days }))).toBe('staffing.days-invalid');
  });

  test('counts the contacts of whole hours, once, by the hour of Viet Nam', async () => {
    const [job] = staffingJobs;
    const contact = (at: string) =>
      home.owner.query(
        `insert into counselling.contact (id, reference, channel, desk_code, organisation, state, language, band_reason, waiting_since, began_at)
         values ($1, $2, 'CHAT', $3, 'C111', 'waiting', 'vi', 'plain', $4, $4)`,
        [
          newId(),
          `${Math.floor(1_000 + Math.random() * 9_000)}-${Math.floor(1_000 + Math.random() * 9_000)}`,
          DESK,
          at,
        ],
      );
    for (const at of ['2026-11-24T00:10:00Z', '2026-11-24T00:50:00Z', '2026-11-23T18:00:00Z', '2026-11-24T02:00:00Z'])
      await contact(at);
    await job?.run(home.context(systemActor('jobs')), {});
    await job?.run(home.context(systemActor('jobs')), {});
    const { rows } = await home.owner.query(
      'select day::text, hour, contacts from counselling.arrival_hour order by day, hour',
    );
    expect(rows).toEqual([
      { day: '2026-11-24', hour: 1, contacts: 1 },
      { day: '2026-11-24', hour: 7, contacts: 2 },
    ]);
    await home.owner.query('delete from counselling.contact');
  });
});

test('a rule is changed by a supervisor, within its bounds, and never below two at night (trap 23)', async () => {
  const set = async (value: number, by = 'lead') =>
    code(await setStaffingRule(as(by), { code: 'NIGHT_LEAST', value, source: 'Quyết định 1' }));
  for (const value of [1, 2.5, Number.NaN, -3, 51]) expect(await set(value)).toBe('staffing.rule-invalid');
  expect(await set(3, 'an')).toBe('staffing.supervisors-only');
  expect(await set(3)).toBe('accepted');
  expect((await show(await plan())).assignments).toHaveLength(3);
  const rule = must(await forecastDesk(as('lead'), { from: FROM, days: 1 })).rules.find(
    (one) => one.code === 'NIGHT_LEAST',
  );
  expect(rule).toMatchObject({ value: 3, source: 'Quyết định 1', verified: true });
});
