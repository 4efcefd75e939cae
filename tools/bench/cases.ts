import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type pg from 'pg';
import {
  caseView,
  decide,
  makeReferral,
  nextSteps,
  openCase,
  saveFormDraft,
  submitForm,
  syncCasesData,
} from '../../src/cases/index.ts';
import { sweepClocks } from '../../src/clocks/index.ts';
import {
  appPassword,
  appUrl,
  type createContext,
  createDeskKey,
  type PersonActor,
  SettableClock,
  systemActor,
} from '../../src/kernel/index.ts';
import { syncAgencies } from '../../src/members/index.ts';
import { adminUnitsAt } from '../../src/vocabulary/index.ts';
import type { BenchRow } from '../bench.ts';
import { testPerson } from '../test/test-person.ts';
import { must } from '../test/test-result.ts';
import { openBenchKernel } from './support/bench-kernel.ts';
import { atMost, exactly } from './support/bench-target.ts';
import { insertManyCases } from './support/many-cases.ts';
import { quantile } from './support/quantile.ts';

const NOW = '2026-04-22T02:00:00Z';
const REAL_CASES = 40;
/** Form 01 and form 02 of an invented child, in neutral placeholder words. */
const reception = {
  category: ['ABUSED'],
  source_channel: 'ONLINE',
  received_at: '2026-04-22T01:30:00Z',
  child_name: 'Lê Thị Mẫu',
  age_known: 'BIRTH_DATE',
  birth_date: '2015-03-02',
  sex: 'F',
  place_of_incident: 'Nội dung trung tính',
  present_state: 'Nội dung trung tính. '.repeat(20),
  informant_willing: false,
};
const assessment = {
  assessed_at: '2026-04-22T03:00:00Z',
  harm_severity: 'HIGH',
  offender_access: 'HIGH',
  development_effect: 'MEDIUM',
  care_obstacles: 'MEDIUM',
  self_protection: 'LOW',
  knows_adult: 'MEDIUM',
  reaches_help: 'LOW',
  can_tell: 'MEDIUM',
  others_watch: 'LOW',
  conclusion: 'NOT_EMERGENCY',
  harm_notes: 'Nội dung trung tính. '.repeat(20),
};

/**
 * `npm run bench -- cases [--size N]`: N cases (200,000) with ten events each and one open clock each. The case page's data and the duty
 * list as verbs (transaction, policy, row locks, keys, audit), the sweep when every clock is over, and the sweep by two processes of which
 * one is killed. Milliseconds unless said.
 */
export default async function cases(args: readonly string[]): Promise<readonly BenchRow[]> {
  const given = args.indexOf('--size');
  const size = given < 0 ? 200_000 : Number(args[given + 1]);
  const clock = new SettableClock(NOW);
  const house = await openBenchKernel({ settings: { PORTAL_PORT: '0', DESK_PORT: '0' }, clock, owners: 4 });
  const { owner, database, context: as } = house;
  const { vault } = house.kernel;
  const rows: BenchRow[] = [];
  try {
    must(await syncAgencies(as(systemActor('bench'))));
    must(await syncCasesData(as(systemActor('bench'))));
    const units = adminUnitsAt('2026-04-22').filter((unit) => unit.level === 2 && unit.parent);
    const communes = units.map((unit) => ({ code: unit.code, province: unit.parent as string }));
    const busy = communes[0] as { code: string; province: string };
    await createDeskKey(owner, vault, `UBND-${busy.code}`, clock.now());
    const started = performance.now();
    await insertManyCases(owner, {
      cases: size,
      eventsPerCase: 10,
      communes,
      dueFrom: new Date('2026-04-23T00:00:00Z'),
    });
    rows.push({
      what: `filled with ${size} cases, ${size * 10} events, ${size} clocks`,
      unit: 's',
      n: 1,
      p50: Math.round((performance.now() - started) / 1000),
      p95: 0,
    });

    const person = (role: string, code: string) =>
      testPerson(role, `UBND-${code}`, { steppedUpUntil: new Date('2030-01-01T00:00:00Z') });
    const officer = person('commune_child_officer', busy.code);
    const real: string[] = [];
    for (let n = 0; n < REAL_CASES; n += 1) real.push(await realCase(() => as(officer), busy.code));
    await owner.query(
      `insert into cases.event (id, case_id, code, at, recorded_at, actor_kind, agency, codes)
       select gen_random_uuid(), id, 'assigned', opened_at, opened_at, 'person', owner_agency, '{}' from cases.protection_case cross join generate_series(1, 40) where id = any($1::uuid[])`,
      [real],
    );

    const measure = async (what: string, times: number, act: (place: number) => Promise<unknown>) => {
      for (let place = 0; place < 20; place += 1) await act(place);
      const sample: number[] = [];
      for (let place = 0; place < times; place += 1) {
        const at = performance.now();
        await act(place);
        sample.push(performance.now() - at);
      }
      rows.push({ what, unit: 'ms', n: times, p50: quantile(sample, 0.5), p95: quantile(sample, 0.95) });
    };
    await measure('case page, codes only', 300, async (place) =>
      must(await caseView(as(officer), { case: real[place % real.length] as string })),
    );
    await measure('case page, all texts opened', 300, async (place) =>
      must(
        await caseView(as(officer), {
          case: real[place % real.length] as string,
          read: ['narrative', 'identity', 'internal'],
        }),
      ),
    );
    await measure(`duty list, busy commune (${Math.round(size / 100)} cases)`, 300, async () =>
      must(await nextSteps(as(officer))),
    );
    const others = communes.slice(1, 301).map((commune) => person('commune_chair', commune.code));
    await measure('duty list, 300 communes in turn', 300, async (place) =>
      must(await nextSteps(as(others[place % others.length] as PersonActor))),
    );

    clock.set('2026-04-25T00:00:00Z');
    const half = await sweepAll(() => sweepClocks(as(systemActor('clocks.sweep'))));
    rows.push({
      what: `sweep, ${half.breached} clocks all over at once`,
      unit: 's',
      n: 1,
      p50: half.seconds,
      p95: half.seconds,
    });
    await owner.query('truncate clocks.escalation');
    await owner.query(
      "update clocks.clock set status = 'running', breached_at = null, warned_at = null, escalated_to = null, escalate_next_at = null where status = 'breached'",
    );
    await owner.query(
      "update clocks.clock set due_at = due_at + interval '60 days' where status = 'running' and commune_code >= '1'",
    );
    await owner.query('vacuum full analyze clocks.clock');
    const part = await sweepAll(() => sweepClocks(as(systemActor('clocks.sweep'))));
    rows.push({
      what: `sweep, ${part.breached} over and ${part.warned} due soon of ${size}`,
      unit: 's',
      n: 1,
      p50: part.seconds,
      p95: part.seconds,
    });
    const idle = await sweepAll(() => sweepClocks(as(systemActor('clocks.sweep'))));
    rows.push({ what: 'sweep, nothing new', unit: 's', n: 1, p50: idle.seconds, p95: idle.seconds });

    await owner.query('truncate clocks.escalation');
    await owner.query(
      "update clocks.clock set status = 'running', breached_at = null, warned_at = null, escalated_to = null, escalate_next_at = null, due_at = '2026-04-24'",
    );
    await owner.query('vacuum full analyze clocks.clock');
    const killed = await killedInTheMiddle(
      owner,
      house.dataDir,
      database.url,
      appUrl(database.url, await appPassword(vault)),
    );
    const slowest = (start: string) =>
      Math.max(...rows.filter(({ what }) => String(what).startsWith(start)).map(({ p95 }) => Number(p95)));
    return [
      ...rows,
      killed.row,
      atMost('p95 ms of the case page', slowest('case page'), 60),
      atMost('p95 ms of the duty list', slowest('duty list'), 60),
      atMost(`seconds, ${half.breached} clocks all over at once`, half.seconds, 10),
      exactly('clocks escalated less or more than once by two workers of which one was killed', killed.wrong, 0),
    ];
  } finally {
    await house.close();
  }
}

async function sweepAll(sweep: () => ReturnType<typeof sweepClocks>) {
  const started = performance.now();
  const done = must(await sweep());
  return { ...done, seconds: Math.round((performance.now() - started) / 10) / 100 };
}

/** A case with forms, a plan to come and a referral, made by the verbs. */
async function realCase(ctx: () => ReturnType<typeof createContext>, commune: string): Promise<string> {
  const { id } = must(await openCase(ctx(), { commune, reception }));
  must(await decide(ctx(), { case: id, version: 1, act: 'start-initial-risk' }));
  const draft = must(
    await saveFormDraft(ctx(), {
      case: id,
      form: 'FORM-02',
      base: 0,
      changes: assessment,
    }),
  );
  must(await submitForm(ctx(), { case: id, form: 'FORM-02', base: draft.version }));
  must(
    await makeReferral(ctx(), {
      case: id,
      purpose: 'POLICE',
      to: { agency: 'CAT-01' },
      basis: 'CRIME_REPORT',
      facts: { REASON: 'x', EVENTS: 'x', RISK: 'x', AGE_SEX: 'x', NAME: 'x' },
    }),
  );
  return id;
}

async function killedInTheMiddle(
  owner: pg.Pool,
  folder: string,
  ownerUrl: string,
  app: string,
): Promise<{ readonly row: BenchRow; readonly wrong: number }> {
  const worker = () => {
    const child = spawn(
      process.execPath,
      [
        join(import.meta.dirname, '../../src/clocks/sweep-worker.testing.ts'),
        folder,
        ownerUrl,
        app,
        '2026-04-25T00:00:00Z',
        '2000',
      ],
      { stdio: ['ignore', 'ignore', 'inherit'] },
    );
    return { child, ended: new Promise<void>((resolve) => child.once('exit', () => resolve())) };
  };
  const counted = async (statement: string) => (await owner.query<{ n: number }>(statement)).rows[0]?.n ?? 0;
  const escalated = () =>
    counted("select count(*)::int as n from clocks.escalation where kind = 'breach' and level = 'PROVINCE'");
  const before = await counted(
    "select coalesce(sum((body::jsonb -> 'codes' ->> 'breached')::int), 0)::int as n from kernel.audit_entry where action = 'clock.sweep'",
  );
  const clocks = await counted('select count(*)::int as n from clocks.clock');
  const [first, second] = [worker(), worker()];
  while ((await escalated()) < clocks / 10) await new Promise((resolve) => setTimeout(resolve, 5));
  second.child.kill('SIGKILL');
  const atKill = await escalated();
  await second.ended;
  const third = worker();
  await Promise.all([first.ended, third.ended]);
  const told =
    (await counted(
      "select coalesce(sum((body::jsonb -> 'codes' ->> 'breached')::int), 0)::int as n from kernel.audit_entry where action = 'clock.sweep'",
    )) - before;
  const raised = await escalated();
  return {
    row: { what: `two workers, one killed after ${atKill}: clocks escalated, told`, n: clocks, raised, told },
    wrong: Math.abs(raised - clocks) + Math.abs(told - clocks),
  };
}
