import type { CaseFile, CaseView } from '../../../../src/cases/index.ts';
import type { PersonActor, Result } from '../../../../src/kernel/index.ts';
import { unitName } from '../agency/admin-units.server.ts';
import { spineOfCase } from '../matter/spine.server.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { type ClockView, clockView } from '../report/report-view.server.ts';
import { personOf, valueOrError } from '../server/answer.server.ts';
import { ageName, words } from '../server/codes.server.ts';
import {
  agencyIn,
  type CaseNames,
  caseEventView,
  caseStatusOf,
  caseSubject,
  namesInCase,
  nextName,
  ratedSections,
  rolesText,
  sensitivityOf,
} from './case-words.server.ts';

/** What the layout and the page of one request both need is read once, and is in the audit once. */
const views = new WeakMap<App.Locals, Map<string, Promise<Result<CaseView>>>>();

export function viewOnce(locals: App.Locals, id: string): Promise<Result<CaseView>> {
  const known = views.get(locals) ?? new Map<string, Promise<Result<CaseView>>>();
  views.set(locals, known);
  const view = known.get(id) ?? locals.app.modules.cases.caseView(locals.ctx, { case: id });
  known.set(id, view);
  return view;
}

/** The case for a page below the layout; a refusal is the page's end. */
export async function caseOf(locals: App.Locals, id: string): Promise<CaseView> {
  return valueOrError(locals.ctx, await viewOnce(locals, id));
}

/** Acts on a case by the action of the policy that each needs. */
const ACTS = [
  ['work', 'case.work'],
  ['decide', 'case.decide'],
  ['transfer', 'case.transfer'],
  ['grant', 'case.grant'],
  ['label', 'case.label'],
  ['conflict', 'case.declare-conflict'],
  ['simulate', 'case.simulate'],
  ['narrative', 'case.read-narrative'],
  ['identity', 'case.read-identity'],
] as const;
export type CaseMay = Record<(typeof ACTS)[number][0], boolean>;

export function mayOf({ app, ctx }: App.Locals, { overview }: CaseView): CaseMay {
  const actor = personOf(ctx);
  // Identity needs a fresh proof, which is asked for at the moment; here only whether it could be given at all.
  const proved = { ...actor, steppedUpUntil: new Date(ctx.now.getTime() + 1) };
  const row = {
    id: overview.id,
    owner_agency: overview.owner,
    reporting_agency: overview.reportedBy,
    province_code: overview.province,
    sensitivity: overview.sensitivity,
  };
  return Object.fromEntries(
    ACTS.map(([name, action]) => [name, app.modules.cases.casePolicy.can(proved, action, row, ctx.now)]),
  ) as CaseMay;
}

const OPEN = new Set(['running', 'breached']);

/** The clocks that still run, the least time left first, each with the rule it is of. */
export function runningClocks({ overview }: CaseView): (ClockView & { rule: string; escalated: boolean })[] {
  return overview.clocks
    .filter((clock) => OPEN.has(clock.status))
    .toSorted((a, b) => a.dueAt.getTime() - b.dueAt.getTime())
    .map((clock) => ({
      ...clockView({
        rule: clock.rule,
        startedAt: clock.startedAt.toISOString(),
        dueAt: clock.dueAt.toISOString(),
      }),
      rule: clock.rule,
      escalated: clock.escalatedTo !== null,
    }));
}

/** The clock that ends first, for who does not see the others. */
function nextClock({ overview: { nextClock: clock } }: CaseView): ClockView | null {
  return (
    clock && clockView({ rule: clock.rule, startedAt: clock.startedAt.toISOString(), dueAt: clock.dueAt.toISOString() })
  );
}

/** What every page of a case opens with. */
export async function loadCase(locals: App.Locals, id: string) {
  const { app, ctx } = locals;
  const actor = personOf(ctx);
  const view = await caseOf(locals, id);
  const { overview, file } = view;
  const names = await namesInCase(app, ctx, view);
  const clocks = runningClocks(view);
  const clock = clocks[0] ?? nextClock(view);
  const emergency = clocks.find((one) => one.rule === 'DL-EMERG-12H');
  return {
    id: overview.id,
    reference: overview.reference,
    version: overview.version,
    status: caseStatusOf(overview.status),
    urgency: overview.urgency as 'U1' | 'U2' | 'U3' | 'U4',
    sensitivity: sensitivityOf(overview.sensitivity),
    what: [...caseSubject(overview)],
    why: whyOf(app, view),
    turn: turnOf(app, view, names, actor.agency, new Set(actor.assignments.map((held) => held.role))),
    clock,
    /** A clock runs, and this reader sees of the clocks only the one that ends first. */
    clocksHidden: clocks.length === 0 && clock !== null,
    danger: emergency !== undefined,
    events: (file?.events ?? []).map((event, at) => caseEventView(app, event, at, names)),
    readable: file !== null,
    granted: grantedTo(actor, view),
    assigned:
      overview.assignedTo === null
        ? null
        : {
            id: overview.assignedTo,
            name: names.people.get(overview.assignedTo) ?? m.person_elsewhere(),
            me: overview.assignedTo === actor.person,
          },
    owner: agencyIn(names, overview.owner),
    reportedBy: agencyIn(names, overview.reportedBy),
    place: `${unitName(overview.commune)}, ${unitName(overview.province)}`,
    age: ageName(overview.ageBand),
    ageDisputed: overview.ageDisputed,
    openedAt: overview.openedAt.toISOString(),
    closedAt: overview.closedAt?.toISOString() ?? null,
    cycle: overview.cycle,
    demonstration: overview.demonstration,
    spine: spineOfCase(view, app.permissions.allows({ action: 'report.read' }, actor, ctx.now)),
    mergedInto: overview.mergedInto,
    transferredTo: overview.transferredTo,
    transferredFrom: overview.transferredFrom,
    may: mayOf(locals, view),
    me: actor.person,
    counts: file
      ? {
          forms: file.forms.length,
          conflicts: file.forms.reduce((sum, form) => sum + form.conflicts, 0),
          referrals: file.referrals.length,
          decisions: file.decisions.length,
          grants: file.access.length,
        }
      : null,
    unmaskReasons: app.modules.cases.childUnmaskReasons.map((value) => ({
      value,
      label: words('case_unmask_reason', value),
    })),
    now: ctx.now.toISOString(),
  };
}

/** By which grant somebody of another agency reads the file; null for its own people and where the overview is all. */
function grantedTo(actor: PersonActor, { overview, file }: CaseView) {
  if (!file || overview.owner === actor.agency) return null;
  const own = file.access.find(
    (one) =>
      one.purpose === actor.purpose && one.subject === (one.subjectKind === 'agency' ? actor.agency : actor.person),
  );
  return (
    own && {
      classes: own.classes.map((code) => words('class', code)).join(', '),
      purpose: words('purpose', own.purpose),
      until: own.until.toISOString(),
    }
  );
}

export type CaseHead = Awaited<ReturnType<typeof loadCase>>;

/** Why the case is as urgent as it is: what the assessments counted, never a conclusion of ours; they are in the file. */
function whyOf(app: App.Locals['app'], { overview, file }: CaseView): string[] {
  const waiting = overview.clocks.some((clock) => clock.rule === 'DL-EMERG-12H' && OPEN.has(clock.status));
  return [...(file ? whyAssessed(app, file) : [m.case_part_hidden()]), ...(waiting ? [m.case_why_emergency()] : [])];
}

function whyAssessed(app: App.Locals['app'], file: CaseFile): string[] {
  const assessed = file.forms.findLast((form) => form.form === 'FORM-02' && form.status === 'submitted');
  return assessed ? ratedSections(app, 'FORM-02', assessed.totals) : [m.case_why_screened()];
}

/** Whose turn it is: the next act, the agency that holds its function today, and the roles that may do it. */
function turnOf(
  app: App.Locals['app'],
  { overview }: CaseView,
  names: CaseNames,
  own: string,
  roles: ReadonlySet<string>,
) {
  const { next } = overview;
  if (!next) return { mine: false, who: m.turn_nobody(), holder: m.turn_nobody(), act: '', code: null, form: null };
  const mine = next.agency === own && next.roles.some((role) => roles.has(role));
  const agency = next.agencyName?.[getLocale()] ?? agencyIn(names, next.agency ?? overview.owner);
  const holder = `${rolesText(next.roles)}, ${agency}`;
  return {
    mine,
    who: mine ? m.turn_me() : holder,
    /** The same for paper, which somebody else reads. */
    holder,
    act: nextName(app, next),
    /** The form that comes before the act. */
    form: next.form ?? null,
    code: next.act as string | null,
  };
}
