import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CaseStatus, caseStatus, type DecreeForm, decreeForm, role } from '../../vocabulary/index.ts';
import { actTimeFault } from './act-time.ts';
import { nextStep, type Standing } from './next-step.ts';
import {
  type CaseAct,
  type CaseFacts,
  caseActCodes,
  caseActs,
  mayFollow,
  openActs,
  type Requirement,
  stabilityFields,
  statusAfter,
  unmet,
} from './protection-case.ts';
import { stepMap } from './step-map.ts';

/** The next step in a state with every form submitted and no emergency, unless something else is given. */
const stepIn = (status: CaseStatus, given: Partial<Standing> = {}) =>
  nextStep({ status, emergencyWaits: false, emergencyFound: null, forms: new Set(decreeForm.codes), ...given });

/** Ends beside the review, open wherever work goes on. */
const ends = { 'end-lost': 'ENDED', 'end-deceased': 'ENDED' } as const;

/** The process of domain page 2.1 and 5.2, written down a second time: state, act, next state. Whatever is not here is refused. */
const legal: Readonly<Record<CaseStatus, Partial<Record<CaseAct, CaseStatus>>>> = {
  OPEN: {
    ...ends,
    'start-initial-risk': 'INITIAL_RISK',
    'send-to-court': 'COURT_ROUTE',
    transfer: 'TRANSFERRED',
    merge: 'MERGED',
  },
  INITIAL_RISK: {
    ...ends,
    'end-false': 'ENDED',
    'decide-emergency': 'EMERGENCY_MEASURE',
    'start-specific-risk': 'SPECIFIC_RISK',
    'send-to-court': 'COURT_ROUTE',
    transfer: 'TRANSFERRED',
    merge: 'MERGED',
  },
  EMERGENCY_MEASURE: {
    ...ends,
    'decide-further-emergency': 'EMERGENCY_MEASURE',
    'start-specific-risk': 'SPECIFIC_RISK',
    'send-to-court': 'COURT_ROUTE',
    transfer: 'TRANSFERRED',
    merge: 'MERGED',
  },
  SPECIFIC_RISK: { ...sideActs('SPECIFIC_RISK'), 'end-false': 'ENDED', 'conclude-specific-risk': 'NEEDS_MEETING' },
  NEEDS_MEETING: { ...sideActs('NEEDS_MEETING'), 'end-false': 'ENDED', 'record-needs-meeting': 'PLAN_DRAFT' },
  PLAN_DRAFT: { ...sideActs('PLAN_DRAFT'), 'end-false': 'ENDED', 'submit-plan': 'PLAN_SUBMITTED' },
  PLAN_SUBMITTED: { ...sideActs('PLAN_SUBMITTED'), 'approve-plan': 'PLAN_APPROVED', 'return-plan': 'PLAN_RETURNED' },
  PLAN_RETURNED: { ...sideActs('PLAN_RETURNED'), 'revise-plan': 'PLAN_DRAFT' },
  PLAN_APPROVED: { ...sideActs('PLAN_APPROVED'), 'start-implementation': 'IMPLEMENTING' },
  IMPLEMENTING: { ...sideActs('IMPLEMENTING'), 'start-review': 'REVIEW' },
  REVIEW: { ...sideActs('REVIEW'), close: 'CLOSED_STABLE', replan: 'PLAN_DRAFT' },
  COURT_ROUTE: {
    ...ends,
    'note-new-danger': 'COURT_ROUTE',
    'decide-further-emergency': 'COURT_ROUTE',
    'return-from-court': 'PLAN_DRAFT',
    transfer: 'TRANSFERRED',
    merge: 'MERGED',
  },
  CLOSED_STABLE: { reopen: 'INITIAL_RISK' },
  ENDED: { reopen: 'INITIAL_RISK' },
  TRANSFERRED: {},
  MERGED: {},
};

function sideActs(same: CaseStatus): Partial<Record<CaseAct, CaseStatus>> {
  return {
    ...ends,
    'note-new-danger': same,
    'decide-further-emergency': same,
    'send-to-court': 'COURT_ROUTE',
    transfer: 'TRANSFERRED',
    merge: 'MERGED',
  };
}

/** Acts that are the chair's alone, the worker's alone, or either's; nobody else's. */
const ofChair: readonly CaseAct[] = [
  'decide-emergency',
  'decide-further-emergency',
  'approve-plan',
  'return-plan',
  'close',
  'send-to-court',
  'return-from-court',
  'transfer',
  'end-lost',
  'end-deceased',
  'end-false',
];
const ofWorker: readonly CaseAct[] = ['conclude-specific-risk', 'submit-plan', 'revise-plan'];

describe('every state, every act, every role', () => {
  for (const status of caseStatus.codes) {
    it(status, () => {
      for (const act of caseActCodes) {
        const next = legal[status][act];
        expect([status, act, mayFollow(status, act)]).toEqual([status, act, next !== undefined]);
        if (next !== undefined) expect([status, act, statusAfter(status, act)]).toEqual([status, act, next]);
        for (const one of role.codes) {
          const may =
            next !== undefined &&
            ((one === 'commune_chair' && !ofWorker.includes(act)) ||
              (one === 'commune_child_officer' && !ofChair.includes(act)));
          expect([status, act, one, openActs(status, [one]).includes(act)]).toEqual([status, act, one, may]);
        }
      }
    });
  }
});

const facts: fc.Arbitrary<CaseFacts> = fc.record({
  forms: fc.subarray<DecreeForm>([...decreeForm.codes]).map((forms) => new Set(forms)),
  emergencyConcluded: fc.boolean(),
  emergencyDecided: fc.boolean(),
  planComplete: fc.boolean(),
  actorIsAuthor: fc.boolean(),
  review: fc.option(
    fc.record({
      furtherRisk: fc.boolean(),
      stable: fc.record({
        physical: fc.boolean(),
        psychological: fc.boolean(),
        cognitive: fc.boolean(),
        emotional: fc.boolean(),
      }),
    }),
    { nil: undefined },
  ),
  separationRunning: fc.boolean(),
  hasReason: fc.boolean(),
  hasMinutes: fc.boolean(),
  hasDocument: fc.boolean(),
  policeTold: fc.boolean(),
});

describe('whatever is tried, in whatever order', () => {
  it('no sequence reaches closure without both conditions of article 30, and none skips the plan', () => {
    fc.assert(
      fc.property(fc.array(fc.record({ act: fc.constantFrom(...caseActCodes), facts }), { maxLength: 60 }), (tries) => {
        let status: CaseStatus = 'OPEN';
        const done: CaseAct[] = [];
        for (const { act, facts: seen } of tries) {
          if (!mayFollow(status, act) || unmet(act, seen) !== undefined) continue;
          const after = statusAfter(status, act);
          if (after === 'CLOSED_STABLE') {
            expect(seen.review?.furtherRisk).toBe(false);
            for (const field of stabilityFields) expect(seen.review?.stable[field]).toBe(true);
            expect(seen.separationRunning).toBe(false);
            const round = done.slice(done.lastIndexOf('reopen') + 1);
            const court = round.includes('return-from-court');
            expect(round).toContain('approve-plan');
            if (!court)
              expect(round).toEqual(
                expect.arrayContaining(
                  ['start-initial-risk', 'conclude-specific-risk', 'record-needs-meeting'].filter(
                    (one) => one !== 'start-initial-risk' || !done.includes('reopen'),
                  ),
                ),
              );
            expect(round.lastIndexOf('start-review')).toBeGreaterThan(round.lastIndexOf('approve-plan'));
          }
          if (after === 'ENDED') {
            expect([seen.hasReason, seen.separationRunning]).toEqual([true, false]);
            if (act === 'end-lost') expect(seen.policeTold).toBe(true);
            if (act === 'end-deceased') expect(seen.hasDocument).toBe(true);
            if (act === 'end-false')
              expect([seen.emergencyConcluded, seen.forms.has('FORM-02')]).toEqual([false, true]);
          }
          if (act === 'approve-plan') expect(seen.actorIsAuthor).toBe(false);
          if (act === 'start-specific-risk') expect(!seen.emergencyConcluded || seen.emergencyDecided).toBe(true);
          status = after;
          done.push(act);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('closing reaches closure when the conditions hold: the property above is not empty', () => {
    const good: CaseFacts = {
      forms: new Set(decreeForm.codes),
      emergencyConcluded: false,
      emergencyDecided: false,
      planComplete: true,
      actorIsAuthor: false,
      separationRunning: false,
      hasReason: true,
      hasMinutes: true,
      hasDocument: false,
      policeTold: false,
      review: { furtherRisk: false, stable: { physical: true, psychological: true, cognitive: true, emotional: true } },
    };
    let status: CaseStatus = 'OPEN';
    for (let next = stepIn(status); next; next = stepIn(status)) {
      expect([next.form, unmet(next.act, good)]).toEqual([undefined, undefined]);
      status = statusAfter(status, next.act);
    }
    expect(status).toBe('CLOSED_STABLE');
  });
});

/** What each act asks for (Decree 56/2017/ND-CP, art. 26-32), in the order in which it is said; an act that is not here asks for nothing. */
const asked: Readonly<Partial<Record<CaseAct, readonly string[]>>> = {
  'decide-emergency': ['FORM-02', 'reason'],
  'note-new-danger': ['reason'],
  'decide-further-emergency': ['reason'],
  'start-specific-risk': ['FORM-02', 'emergency-answered'],
  'conclude-specific-risk': ['FORM-03'],
  'record-needs-meeting': ['minutes'],
  'submit-plan': ['FORM-04', 'plan-complete'],
  'approve-plan': ['another-than-author', 'FORM-05'],
  'return-plan': ['reason'],
  close: ['FORM-06', 'no-further-risk', 'child-stable', 'no-separation'],
  replan: ['FORM-06'],
  'send-to-court': ['reason'],
  'return-from-court': ['reason'],
  transfer: ['reason'],
  merge: ['reason', 'no-separation'],
  'end-lost': ['reason', 'police-told', 'no-separation'],
  'end-deceased': ['reason', 'document', 'no-separation'],
  'end-false': ['reason', 'FORM-02', 'no-emergency-found', 'no-separation'],
  reopen: ['reason'],
};

describe('each condition, by the one fact that it looks at', () => {
  const stable = { physical: true, psychological: true, cognitive: true, emotional: true };
  const good: CaseFacts = {
    forms: new Set(decreeForm.codes),
    emergencyConcluded: false,
    emergencyDecided: false,
    planComplete: true,
    actorIsAuthor: false,
    review: { furtherRisk: false, stable },
    separationRunning: false,
    hasReason: true,
    hasMinutes: true,
    hasDocument: true,
    policeTold: true,
  };
  const without = (form: DecreeForm) => ({ forms: new Set(decreeForm.codes.filter((code) => code !== form)) });
  const broken: readonly (readonly [readonly string[], string, Partial<CaseFacts>])[] = [
    ...decreeForm.codes.map((form) => [[form], `without ${form}`, without(form)] as const),
    [['emergency-answered', 'no-emergency-found'], 'an emergency that nobody decided on', { emergencyConcluded: true }],
    [['no-emergency-found'], 'one that was decided on', { emergencyConcluded: true, emergencyDecided: true }],
    [[], 'a decision where there was none', { emergencyDecided: true }],
    [['minutes'], 'no minutes', { hasMinutes: false }],
    [['plan-complete'], 'half a plan', { planComplete: false }],
    [['another-than-author'], 'the plan’s author', { actorIsAuthor: true }],
    [['reason'], 'no reason', { hasReason: false }],
    [['document'], 'no document', { hasDocument: false }],
    [['police-told'], 'police not told', { policeTold: false }],
    [['no-separation'], 'a separation', { separationRunning: true }],
    [['no-further-risk', 'child-stable'], 'no review', { review: undefined }],
    [['no-further-risk'], 'a risk that goes on', { review: { furtherRisk: true, stable } }],
    ...stabilityFields.map(
      (field) =>
        [
          ['child-stable'],
          `not ${field} stable`,
          { review: { furtherRisk: false, stable: { ...stable, [field]: false } } },
        ] as const,
    ),
  ];

  it.each(broken)('%j: %s', (conditions, _what, change) => {
    for (const act of caseActCodes)
      expect([act, unmet(act, { ...good, ...change })]).toEqual([
        act,
        asked[act]?.find((one) => conditions.includes(one)),
      ]);
  });

  it('where all are met every act may be done', () => {
    for (const act of caseActCodes) expect([act, unmet(act, good)]).toEqual([act, undefined]);
  });
});

describe('what comes next in a case, and whose turn it is', () => {
  it('is the answer to an emergency first, in the state where one is found and nowhere else', () => {
    const waiting = caseStatus.codes.filter(
      (status) => stepIn(status, { emergencyWaits: true })?.act === 'decide-emergency',
    );
    expect(waiting).toEqual(['INITIAL_RISK']);
    expect(stepIn('INITIAL_RISK')?.act).toBe('start-specific-risk');
  });

  it('is the assessment while nobody has submitted it, by whoever may assess; then the chair’s where it found an emergency', () => {
    const given = { emergencyWaits: true, emergencyFound: null, forms: new Set<DecreeForm>(['FORM-01']) };
    expect(stepIn('INITIAL_RISK', given)).toEqual({
      act: 'decide-emergency',
      form: 'FORM-02',
      roles: ['commune_child_officer', 'commune_chair'],
      function: 'OWN_CASE',
    });
    const assessed = { emergencyWaits: true, forms: new Set<DecreeForm>(['FORM-01', 'FORM-02']) };
    expect(stepIn('INITIAL_RISK', { ...assessed, emergencyFound: true })).toEqual({
      act: 'decide-emergency',
      roles: ['commune_chair'],
      function: 'EMERGENCY_MEASURE',
    });
    expect(stepIn('INITIAL_RISK', { ...assessed, emergencyFound: false })?.act).toBe('start-specific-risk');
  });

  it('names the form that the act rests on, and its own function where the same role fills it', () => {
    const none = { forms: new Set<DecreeForm>() };
    expect(stepIn('PLAN_SUBMITTED', none)).toMatchObject({
      act: 'approve-plan',
      form: 'FORM-05',
      roles: ['commune_chair'],
      function: 'APPROVE_PLAN',
    });
    expect(stepIn('REVIEW', none)).toMatchObject({ act: 'close', form: 'FORM-06', function: 'OWN_CASE' });
    expect(stepIn('IMPLEMENTING', none)).not.toHaveProperty('form');
  });

  it('is another plan where the review says that the child is not safe and stable, and the closing in every other case', () => {
    const close = (requirement: Requirement) => stepIn('REVIEW', { close: requirement })?.act;
    expect(close('no-further-risk')).toBe('replan');
    expect(close('child-stable')).toBe('replan');
    expect(close('FORM-06')).toBe('close');
    expect(close('no-separation')).toBe('close');
    expect(stepIn('REVIEW')?.act).toBe('close');
    expect(stepIn('IMPLEMENTING', { close: 'no-further-risk' })?.act).toBe('start-review');
  });

  it('is there in every state but those in which the process has ended', () => {
    const over = caseStatus.codes.filter((status) => stepIn(status) === undefined);
    expect(over.sort()).toEqual(['CLOSED_STABLE', 'ENDED', 'MERGED', 'TRANSFERRED']);
  });
});

describe('when an act may be said to have been done', () => {
  const now = new Date('2026-04-22T10:00:00Z');
  const ago = (hours: number) => new Date(now.getTime() - hours * 3_600_000);
  it.each([
    ['now', ago(0), false, undefined],
    ['a minute ago', ago(1 / 60), false, undefined],
    ['an hour ago without a reason', ago(1), false, 'act.late-without-reason'],
    ['an hour ago with one', ago(1), true, undefined],
    ['25 hours ago', ago(25), true, 'act.too-long-ago'],
    ['in an hour', ago(-1), true, 'act.in-the-future'],
  ])('%s', (_name, at, reason, fault) => {
    expect(actTimeFault(at as Date, now, ago(48), reason as boolean)).toBe(fault);
  });
  it('not before the act that was recorded last', () => {
    expect(actTimeFault(ago(2), now, ago(1), true)).toBe('act.before-the-last');
    expect(actTimeFault(ago(1), now, ago(1), true)).toBeUndefined();
  });
  it('to the millisecond: five minutes without a reason, a day with one', () => {
    const later = (at: Date) => new Date(at.getTime() - 1);
    expect(actTimeFault(ago(5 / 60), now, ago(48), false)).toBeUndefined();
    expect(actTimeFault(later(ago(5 / 60)), now, ago(48), false)).toBe('act.late-without-reason');
    expect(actTimeFault(ago(24), now, ago(48), true)).toBeUndefined();
    expect(actTimeFault(later(ago(24)), now, ago(48), true)).toBe('act.too-long-ago');
    expect(actTimeFault(new Date(now.getTime() + 1), now, ago(48), true)).toBe('act.in-the-future');
  });
});

it('the step map shows an emergency only where there was one', () => {
  const states = (status: CaseStatus, emergency: boolean) =>
    Object.fromEntries(stepMap(status, { emergency, separation: false }).map((step) => [step.step, step.state]));
  expect(states('PLAN_DRAFT', false)).toMatchObject({
    FORWARD: 'done',
    EMERGENCY: 'not-needed',
    PLAN_DRAFT: 'now',
    REVIEW: 'ahead',
  });
  expect(states('PLAN_DRAFT', true)).toMatchObject({ EMERGENCY: 'done' });
  expect(states('EMERGENCY_MEASURE', true)).toMatchObject({
    INITIAL_RISK: 'done',
    EMERGENCY: 'now',
    SEPARATE: 'ahead',
  });
  expect(states('INITIAL_RISK', false)).toMatchObject({ INITIAL_RISK: 'now', EMERGENCY: 'ahead', SEPARATE: 'ahead' });
  expect(states('CLOSED_STABLE', false).CLOSE).toBe('done');
  expect(states('OPEN', false)).toMatchObject({ RECEIVE: 'done', FORWARD: 'done', INITIAL_RISK: 'ahead' });
});

it('the step map shows a separation only where there was one, and the court where the case is there', () => {
  const separated = (status: CaseStatus, separation: boolean) =>
    stepMap(status, { emergency: false, separation }).find(({ step }) => step === 'SEPARATE');
  expect(separated('INITIAL_RISK', false)).toEqual({ step: 'SEPARATE', state: 'ahead' });
  expect(separated('EMERGENCY_MEASURE', false)).toEqual({ step: 'SEPARATE', state: 'ahead' });
  expect(separated('SPECIFIC_RISK', false)).toEqual({ step: 'SEPARATE', state: 'not-needed' });
  expect(separated('SPECIFIC_RISK', true)).toEqual({ step: 'SEPARATE', state: 'done' });
  expect(separated('INITIAL_RISK', true)).toEqual({ step: 'SEPARATE', state: 'done' });
  expect(separated('COURT_ROUTE', false)).toEqual({ step: 'SEPARATE', state: 'now' });
  expect(separated('COURT_ROUTE', true)).toEqual({ step: 'SEPARATE', state: 'now' });
});

it('each act names its source, and clocks that exist', () => {
  for (const rule of Object.values(caseActs)) expect(rule.source).not.toBe('');
});
