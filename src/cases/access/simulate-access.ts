import {
  actorIs,
  all,
  always,
  any,
  type Condition,
  type Ctx,
  definePolicy,
  excluded,
  not,
  ok,
  type PersonActor,
  parseId,
  type Result,
  refuseRequest,
  steppedUp,
  systemActor,
} from '../../kernel/index.ts';
import { membersCapabilities, type PersonWhoCan, peopleWhoCan } from '../../members/index.ts';
import type { OnCase } from '../process/case-act.ts';
import { caseByReference, findCase, scopeOf } from '../process/case-store.ts';
import { casePolicy, type Sensitivity } from './case-policy.ts';

export type AccessChange =
  /** Somebody is given a role at an agency, in a province where the role needs one. */
  | { readonly kind: 'role'; readonly role: string; readonly agency: string; readonly province?: string }
  | { readonly kind: 'label'; readonly sensitivity: Sensitivity }
  | { readonly kind: 'owner'; readonly agency: string }
  | {
      readonly kind: 'grant';
      readonly to: 'agency' | 'person';
      readonly subject: string;
      readonly classes: readonly ('triage' | 'narrative' | 'identity' | 'internal')[];
    }
  | { readonly kind: 'conflict'; readonly with: 'agency' | 'person'; readonly subject: string };

export interface AccessNow {
  readonly fieldClass: SimulatedClass;
  readonly people: readonly PersonWhoCan[];
  /** With the change: who would come in, and who would be shut out. Absent where no change was tried. */
  readonly gains?: readonly PersonWhoCan[];
  readonly loses?: readonly PersonWhoCan[];
  /** For a role that is tried: whether who holds it would come in, and whether only after a fresh proof. */
  readonly holder?: 'in' | 'in-after-proof' | 'out';
}

export interface Simulation {
  readonly case: {
    readonly id: string;
    readonly reference: string;
    readonly owner: string;
    readonly sensitivity: string;
  };
  readonly classes: readonly AccessNow[];
}

const classes = ['triage', 'narrative', 'identity', 'internal'] as const;
type SimulatedClass = (typeof classes)[number];
type Column = 'id' | 'owner_agency' | 'reporting_agency' | 'province_code' | 'sensitivity' | 'subject';

/**
 * Who could read this case now, and why; and what a change would do before it is made. The policy itself is asked, for everybody who
 * holds a role. Needs `policy.read` at an agency that owns or reported the case or that audits others, or `case.simulate` on this case; tells names of readers, nothing of the child.
 * @param input.case id or reference
 */
export async function simulateAccess(
  ctx: Ctx,
  input: OnCase & { readonly change?: AccessChange },
): Promise<Result<Simulation>> {
  // Before anything is looked up, so that nobody learns here which references there are.
  const reads = membersCapabilities.can(ctx.actor, 'policy.read', ctx.now);
  if (!reads && !casePolicy.couldEver(ctx.actor, 'case.simulate', ctx.now)) {
    await ctx.auditRefused({ action: 'policy.read' });
    return refuseRequest('access.not-permitted');
  }
  const id = parseId<'case'>(input.case);
  const found = await ctx
    .as(systemActor('cases.simulate-access'))
    .transaction(async (tx) =>
      ok(id ? await findCase(tx, id) : await caseByReference(tx, input.case.trim().toUpperCase())),
    );
  if (!found.ok || !found.value) return refuseRequest('record.not-found', { field: 'case' });
  const { reference, owner_agency: owner, reporting_agency: reporter, sensitivity } = found.value;
  const row = scopeOf(found.value);
  const permitted = casePolicy.can(ctx.actor, 'case.simulate', row, ctx.now);
  const { actor } = ctx;
  const concerned = actor.kind === 'person' && [owner, reporter].includes(actor.agency);
  const overseen = reads && (concerned || membersCapabilities.can(actor, 'policy.read-elsewhere', ctx.now));
  if (!overseen && !permitted) return refuseRequest('record.not-found', { field: 'case' });
  const answers: AccessNow[] = [];
  for (const fieldClass of classes) {
    const now = await ask(ctx, permitted, fieldClass, row);
    if (!now.ok) return now;
    if (!input.change) {
      answers.push({ fieldClass, people: now.value });
      continue;
    }
    if (input.change.kind === 'role') {
      answers.push({ fieldClass, people: now.value, holder: holderOf(input.change, fieldClass, row, ctx.now) });
      continue;
    }
    const then = await ask(ctx, permitted, fieldClass, row, input.change);
    if (!then.ok) return then;
    const key = (one: PersonWhoCan) => `${one.person} ${one.agency}`;
    const [before, after] = [new Set(now.value.map(key)), new Set(then.value.map(key))];
    answers.push({
      fieldClass,
      people: now.value,
      gains: then.value.filter((one) => !before.has(key(one))),
      loses: now.value.filter((one) => !after.has(key(one))),
    });
  }
  return ok({ case: { id: row.id, reference, owner, sensitivity }, classes: answers });
}

/** Whether a person who held this role and nothing else would get in. */
function holderOf(
  change: Extract<AccessChange, { kind: 'role' }>,
  fieldClass: SimulatedClass,
  row: ReturnType<typeof scopeOf>,
  now: Date,
): NonNullable<AccessNow['holder']> {
  const action = fieldClass === 'triage' ? 'case.read' : (`case.read-${fieldClass}` as const);
  const { role, agency, province } = change;
  const holder: PersonActor = {
    kind: 'person',
    person: '',
    name: '',
    nameKey: '',
    agency,
    assignments: [{ role, agency, ...(province === undefined ? {} : { province }) }],
    grants: [],
    exclusions: [],
    session: '',
    purpose: '',
  };
  if (casePolicy.can(holder, action, row, now)) return 'in';
  const proved = { ...holder, steppedUpUntil: new Date(now.getTime() + 1) };
  return casePolicy.can(proved, action, row, now) ? 'in-after-proof' : 'out';
}

function ask(
  ctx: Ctx,
  permitted: boolean,
  fieldClass: SimulatedClass,
  row: ReturnType<typeof scopeOf>,
  change?: AccessChange,
): Promise<Result<PersonWhoCan[]>> {
  const base = casePolicy.condition(
    fieldClass === 'triage' ? 'case.read' : `case.read-${fieldClass}`,
  ) as Condition<Column>;
  const changed = {
    ...row,
    ...(change?.kind === 'label' ? { sensitivity: change.sensitivity } : {}),
    ...(change?.kind === 'owner' ? { owner_agency: change.agency } : {}),
  };
  const policy = definePolicy<Column, 'case.simulated'>({
    resource: 'case',
    table: 'cases.protection_case',
    columns: {
      id: 'uuid',
      owner_agency: 'text',
      reporting_agency: 'text',
      province_code: 'text',
      sensitivity: 'text',
      subject: 'text',
    },
    visible: always,
    insertable: not(always),
    actions: { 'case.simulated': withChange(base, fieldClass, change) },
  });
  return peopleWhoCan(
    ctx,
    policy,
    'case.simulated',
    { ...changed, ...(change && 'subject' in change ? { subject: change.subject } : {}) },
    { permitted },
  );
}

function withChange(base: Condition<Column>, fieldClass: SimulatedClass, change?: AccessChange): Condition<Column> {
  if (change?.kind === 'conflict') return all(base, not(actorIs(change.with, 'subject')));
  if (change?.kind === 'grant' && change.classes.includes(fieldClass)) {
    const letIn = all<Column>(not(excluded('case', 'id')), actorIs(change.to, 'subject'));
    return any(base, fieldClass === 'identity' ? all<Column>(letIn, steppedUp) : letIn);
  }
  return base;
}
