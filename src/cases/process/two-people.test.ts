import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import type { Ctx, Result } from '../../kernel/index.ts';
import {
  assignCase,
  decide,
  disputeAge,
  grantAccess,
  labelCase,
  logImplementation,
  mergeCases,
  openTrack,
  separate,
  transferCase,
} from '../index.ts';
import { drive, NEIGHBOUR, openCasesHome, openOwnCase } from '../testing.ts';
import type { Decide } from './decide.ts';
import { caseActs, openActs } from './protection-case.ts';

/**
 * Two people act on one case at the same moment, in every pair of acts that its state has open: what comes of it must be
 * what one of them after the other would have made, whichever was first.
 */
const home = fileFixture(() => openCasesHome('2026-04-22T02:00:00Z'));

type Case = ReturnType<typeof drive> & { at: number; other: string };
type Act = (on: Case, ctx: Ctx) => Promise<Result<unknown>>;
const seen = (on: Case) => ({ ...on.on, version: on.at });

/** What is done beside the acts of the process, or by a verb of its own. */
const others: Readonly<Record<string, { readonly do: Act; readonly who: 'officer' | 'chair' }>> = {
  transfer: {
    who: 'chair',
    do: (on, ctx) => transferCase(ctx, { ...seen(on), commune: NEIGHBOUR, reason: 'Nội dung.' }),
  },
  merge: { who: 'officer', do: (on, ctx) => mergeCases(ctx, { ...seen(on), into: on.other, reason: 'Nội dung.' }) },
  assign: { who: 'officer', do: (on, ctx) => assignCase(ctx, { ...seen(on), to: home.officer.person }) },
  unassign: { who: 'chair', do: (on, ctx) => assignCase(ctx, { ...seen(on), to: null }) },
  'dispute the age': { who: 'officer', do: (on, ctx) => disputeAge(ctx, { ...seen(on), act: 'dispute' }) },
  label: {
    who: 'chair',
    do: (on, ctx) => labelCase(ctx, { ...seen(on), sensitivity: 'sensitive', reason: 'THREAT' }),
  },
  'propose a separation': {
    who: 'officer',
    do: (on, ctx) => separate(ctx, { ...seen(on), act: 'propose', ground: 'CARER_REFUSES' }),
  },
  'open the track of the police': {
    who: 'officer',
    do: (on, ctx) => openTrack(ctx, { ...on.on, kind: 'offence', agency: 'CAX-00004' }),
  },
  'write into the log': {
    who: 'officer',
    do: (on, ctx) => logImplementation(ctx, { ...on.on, progress: 'note', note: 'Nội dung.' }),
  },
  'grant access': {
    who: 'chair',
    do: (on, ctx) =>
      grantAccess(ctx, {
        ...on.on,
        to: { kind: 'agency', agency: 'CAX-00004' },
        classes: ['narrative'],
        purpose: 'investigation',
        until: new Date(home.clock.now().getTime() + 86_400_000),
        reason: 'Xác minh.',
      }),
  },
};

/** The acts of the process that lie open to the commune in a state, each by one who may do it, and what is done beside. */
function actsIn(status: keyof typeof states): Record<string, (typeof others)[string]> {
  const process = openActs(status, ['commune_child_officer', 'commune_chair']).filter((act) => !(act in others));
  return {
    ...Object.fromEntries(
      process.map((act) => [
        act,
        {
          who: caseActs[act].roles.some((role) => role === 'commune_chair') ? ('chair' as const) : ('officer' as const),
          do: (on: Case, ctx: Ctx) =>
            decide(ctx, {
              ...seen(on),
              act: act as Decide['act'],
              reason: 'Nội dung.',
              ...(act === 'end-deceased' ? { document: '12/TP' } : {}),
            }),
        },
      ]),
    ),
    ...Object.fromEntries(beside[status].map((name) => [name, others[name] as (typeof others)[string]])),
  };
}

const review = async (on: Case) => [await on.to('REVIEW'), await on.fill('officer', 'FORM-06')];
const states = {
  OPEN: async (_on: Case) => undefined,
  INITIAL_RISK: async (on: Case) => [await on.to('INITIAL_RISK'), await on.fill('officer', 'FORM-02')],
  PLAN_SUBMITTED: async (on: Case) => [await on.to('PLAN_SUBMITTED'), await on.fill('chair', 'FORM-05')],
  IMPLEMENTING: (on: Case) => on.to('IMPLEMENTING'),
  REVIEW: review,
  CLOSED_STABLE: async (on: Case) => [await review(on), must(await on.act('chair', 'close'))],
  ENDED: async (on: Case) => must(await on.act('chair', 'end-deceased', { reason: 'Nội dung.', document: '12/TP' })),
} as const;

/** What is done beside the acts of the process in each state; at the ends everything is tried. */
const beside: Readonly<Record<keyof typeof states, readonly string[]>> = {
  OPEN: [],
  INITIAL_RISK: Object.keys(others),
  PLAN_SUBMITTED: [],
  IMPLEMENTING: ['write into the log', 'assign'],
  REVIEW: ['write into the log'],
  CLOSED_STABLE: Object.keys(others),
  ENDED: Object.keys(others),
};

let duplicate = '';
async function make(status: keyof typeof states): Promise<Case> {
  duplicate ||= (await openOwnCase(home)).id;
  const on: Case = { ...drive(home, (await openOwnCase(home)).id), at: 0, other: duplicate };
  await states[status](on);
  on.at = await on.version();
  return on;
}

/** Everything that is true of a case, but for the moments and the ids. */
async function truth(on: Case): Promise<unknown> {
  const rows = async (query: string) => (await home.owner.query(query, [on.on.case])).rows;
  return {
    case: await rows(
      `select status, version, sensitivity, assigned_to, age_disputed, merged_into, last_act from cases.protection_case where id = $1`,
    ),
    events: await rows('select code, count(*)::int from cases.event where case_id = $1 group by 1 order by 1'),
    decisions: await rows('select kind, count(*)::int from cases.decision where case_id = $1 group by 1 order by 1'),
    separations: await rows('select status from cases.separation where case_id = $1'),
    plans: await rows('select status from cases.plan where case_id = $1 order by 1'),
    logged: await rows('select progress from cases.implementation_entry where case_id = $1 order by 1'),
    tracks: await rows(
      `select kind, status, agency from cases.track where incident_id = (select incident_id from cases.protection_case where id = $1) order by 1`,
    ),
    grants: await rows(
      'select subject, field_classes from kernel.need_to_know where object_id = $1 and revoked_at is null order by 1',
    ),
    clocks: await rows('select rule_code, status from clocks.clock where object_id = $1 order by 1, 2'),
    approvals: await rows('select kind, decision from work.approval where object_id = $1 order by 1, 2'),
  };
}

describe('two people on one case', () => {
  it.each([
    ['OPEN', 3],
    ['INITIAL_RISK', 10],
    ['PLAN_SUBMITTED', 3],
    ['IMPLEMENTING', 5],
    ['REVIEW', 6],
    ['CLOSED_STABLE', 1],
    ['ENDED', 1],
  ] as const)(
    '%s: every two acts at once are one after the other',
    async (status, least) => {
      const acts = actsIn(status);
      const ctxOf = async (name: string) => home.as(home[acts[name]?.who ?? 'officer']);
      const did = async (on: Case, name: string) => (acts[name] as (typeof others)[string]).do(on, await ctxOf(name));
      const told = async (on: Case, said: Result<unknown>[]) => ({ said: said.map(code), truth: await truth(on) });
      const open: string[] = [];
      for (const name of Object.keys(acts)) if ((await did(await make(status), name)).ok) open.push(name);
      expect(open.length).toBeGreaterThanOrEqual(least);
      for (const [at, one] of open.entries())
        for (const other of open.slice(at)) {
          // What is done beside the process does not bear on what else is done beside it, but for the same twice.
          if (one in others && other in others && one !== other) continue;
          const on = await make(status);
          const both = await Promise.all([did(on, one), did(on, other)]);
          const happened = await told(on, both);
          const first = await make(status);
          const inOrder = await told(first, [await did(first, one), await did(first, other)]);
          if (!isDeepStrictEqual(inOrder, happened)) {
            const last = await make(status);
            const after = await did(last, other);
            const inTurn = await told(last, [await did(last, one), after]);
            expect([inOrder, inTurn], `${one} and ${other}`).toContainEqual(happened);
          }
          expect(happened.said, `${one} and ${other}`).toContain('accepted');
          for (const result of both) if (!result.ok) expect(result.refusal.text.vi.title).toMatch(/\p{L}{2}/u);
        }
    },
    600_000,
  );
});
