import type { Actor, PersonActor } from './actor.ts';
import type { Ctx } from './context.ts';
import type { Tx } from './database.ts';
import { parseId } from './id.ts';
import type { PolicyRow } from './policy/check.ts';
import { refuse } from './refusals.ts';
import { ok, type Result } from './result.ts';

/** What the frame of an act needs to know of one kind of record. */
export interface RecordKind<Row, A extends string, Who extends Actor = PersonActor> {
  /** As the audit names it. */
  readonly kind: string;
  /** Who may act at all; anybody else is refused before the record is looked for. */
  acts(actor: Actor): actor is Who;
  /** The record as far as the actor may see it, under a lock unless it is only looked at. Where there is no `can`, as far as they may do the act. */
  find(tx: Tx, id: string, options: { readonly lock: boolean; readonly action: A }): Promise<Row | undefined>;
  /** Whether the policy permits the act on it. */
  can?(actor: Actor, action: A, row: Row, now: Date): boolean;
  /** The module's word for a record that is not there for the actor; else `record.not-found`. */
  notFound?(): Result<never>;
  /** A more exact word for an act that is not permitted, as where the record is in a state that the act does not fit. */
  notPermitted?(actor: Who, action: A, row: Row, now: Date): Result<never> | undefined;
  /** Acts for which a need-to-know grant counts only under the purpose that it was given for. */
  readonly underPurpose?: readonly A[];
  /** The module's own refusals that are denials, beside the frame's: they go to the audit too. */
  readonly denials?: ReadonlySet<string>;
  /** The state that is compared with the one that the actor saw. */
  versionOf?(row: Row): number;
  /** What somebody else did meanwhile: codes, ids and the state now, for the refusal. */
  meanwhile?(row: Row): Readonly<Record<string, string | number | boolean>>;
  /** Its acts read and change few rows by their keys: one plan does for all values (`TransactionOptions.onePlan`). */
  readonly onePlan?: boolean;
  /** Its acts come by the hundred in a second (`TransactionOptions.sharedFlush`). */
  readonly sharedFlush?: boolean;
  /** After an act that changed it: who is told. */
  changed?(tx: Tx, row: Row, actor: Who): void;
}

/** One record, and the state of it that the actor saw, for an act that changes it. */
export interface OnRecord {
  readonly id: string;
  readonly version?: number | undefined;
  /** It is looked at and not changed: no lock, and nobody is told. */
  readonly readOnly?: boolean | undefined;
}

/** What the frame itself may refuse with: for the lists of the routes. */
export const onRecordRefusals = [
  'record.not-found',
  'record.changed-meanwhile',
  'access.step-up-needed',
  'access.other-purpose',
];

/** Refusals that are written to the audit: somebody reached for what they may not have. */
const DENIALS: ReadonlySet<string> = new Set([
  'access.not-permitted',
  'access.step-up-needed',
  'access.other-purpose',
  'record.not-found',
]);

export const personsOnly = (actor: Actor): actor is PersonActor => actor.kind === 'person';
export const anybody = (_actor: Actor): _actor is Actor => true;

/**
 * The frame of an act on one record: find it as far as the actor may see it, ask the policy, compare the version, act;
 * denials go to the audit, also those that the act itself finds. Somebody who comes second is told what the first one did.
 * Refusals: `record.not-found`, `access.not-permitted`, `access.step-up-needed`, `access.other-purpose`, `record.changed-meanwhile`
 */
export async function actOnRecord<Row, A extends string, Who extends Actor, T>(
  kind: RecordKind<Row, A, Who>,
  ctx: Ctx,
  action: A,
  on: OnRecord,
  act: (tx: Tx, row: Row, actor: Who) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { actor } = ctx;
  if (!kind.acts(actor)) return refuse('access.not-permitted');
  const id = parseId<'record'>(on.id);
  const notFound = kind.notFound?.() ?? refuse('record.not-found');
  if (id === undefined) return notFound;
  const result = await ctx.transaction(
    async (tx): Promise<Result<T>> => {
      const row = await kind.find(tx, id, { lock: !on.readOnly, action });
      if (row === undefined) {
        // Whoever sees a record and may change nothing of it cannot lock it: it is there for them, and no act runs on it.
        const seen = on.readOnly ? undefined : await kind.find(tx, id, { lock: false, action });
        return seen === undefined ? notFound : whyNot(kind, actor, action, seen, tx.now);
      }
      const may = permittedOn(kind, actor, action, row, tx.now);
      if (!may.ok) return kind.notPermitted?.(actor, action, row, tx.now) ?? may;
      if (on.version !== undefined && on.version !== kind.versionOf?.(row))
        return refuse('record.changed-meanwhile', kind.meanwhile ? { facts: kind.meanwhile(row) } : {});
      const done = await act(tx, row, actor);
      if (done.ok && !on.readOnly) kind.changed?.(tx, row, actor);
      return done;
    },
    { keep: true, onePlan: kind.onePlan ?? false, sharedFlush: kind.sharedFlush ?? false },
  );
  if (
    !result.ok &&
    (DENIALS.has(result.refusal.code) ||
      kind.denials?.has(result.refusal.code) ||
      (!notFound.ok && result.refusal.code === notFound.refusal.code))
  )
    await ctx.auditRefused({ action, object: { kind: kind.kind, id }, codes: { refusal: result.refusal.code } });
  return result;
}

/** Why an act that changes a record is refused to somebody who sees it and could not lock it. */
function whyNot<Row, A extends string, Who extends Actor>(
  kind: RecordKind<Row, A, Who>,
  actor: Who,
  action: A,
  row: Row,
  now: Date,
): Result<never> {
  const may = permittedOn(kind, actor, action, row, now);
  return may.ok ? refuse('access.not-permitted') : (kind.notPermitted?.(actor, action, row, now) ?? may);
}

/** The record as far as the actor may see it at all, for what is worked out before the act; that it was not there goes to the audit. */
export async function lookAtRecord<Row, A extends string, Who extends Actor>(
  kind: RecordKind<Row, A, Who>,
  ctx: Ctx,
  action: A,
  recordId: string,
): Promise<Result<Row>> {
  const id = parseId<'record'>(recordId);
  const notFound = kind.notFound?.() ?? refuse('record.not-found');
  if (!kind.acts(ctx.actor) || id === undefined) return notFound;
  const found = await ctx.transaction(async (tx) => ok(await kind.find(tx, id, { lock: false, action })), {
    keep: true,
  });
  if (!found.ok) return found;
  if (found.value !== undefined) return ok(found.value);
  await ctx.auditRefused({ action, object: { kind: kind.kind, id }, codes: { refusal: 'record.not-found' } });
  return notFound;
}

/**
 * Whether the policy lets the actor do this to the record; names the fresh proof where only that is missing, and the purpose
 * where a grant would open it under another one.
 */
export function permittedOn<Row, A extends string, Who extends Actor>(
  kind: RecordKind<Row, A, Who>,
  actor: Actor,
  action: A,
  row: Row,
  now: Date,
): Result<void> {
  const can = (who: Actor) => kind.can?.(who, action, row, now) ?? true;
  const fitting = kind.underPurpose?.includes(action) ? underOwnPurpose(actor) : actor;
  if (can(fitting)) return ok();
  if (actor.kind !== 'person') return refuse('access.not-permitted');
  if (can(proved(fitting, now))) return refuse('access.step-up-needed');
  if (fitting === actor || !can(proved(actor, now))) return refuse('access.not-permitted');
  const purpose = actor.grants.find((grant) => can(proved({ ...actor, grants: [grant] }, now)))?.purpose;
  return refuse('access.other-purpose', purpose === undefined ? {} : { facts: { purpose } });
}

function underOwnPurpose(actor: Actor): Actor {
  if (actor.kind !== 'person') return actor;
  return { ...actor, grants: actor.grants.filter((grant) => grant.purpose === actor.purpose) };
}

function proved(actor: Actor, now: Date): Actor {
  return actor.kind === 'person' ? { ...actor, steppedUpUntil: new Date(now.getTime() + 1) } : actor;
}

/** Binds a policy over a table to the kind of record: the policy's question, asked of the row's columns. */
export function canBy<Row, A extends string, C extends string>(
  policy: { can(actor: Actor, action: A, row: PolicyRow<C>, now: Date): boolean },
  scopeOf: (row: Row) => PolicyRow<C>,
): (actor: Actor, action: A, row: Row, now: Date) => boolean {
  return (actor, action, row, now) => policy.can(actor, action, scopeOf(row), now);
}
