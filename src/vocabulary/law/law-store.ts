/** Deadline rules and days of the calendar that were recorded while the service runs; they win over the files (`origin`). */
import { actAs, type Ctx, systemActor, type Tx, tablesOf } from '../../kernel/index.ts';
import type { Day } from '../term.ts';
import { type DeadlineRule, deadlineRules } from './deadline-rules.ts';
import type { Holiday } from './holiday.ts';

/** Who writes the law once a verb has asked whether its actor may. */
const platform = systemActor('vocabulary.law');

type Origin = 'file' | 'operator';

interface RuleRow {
  id: string;
  revision: number;
  code: string;
  vi: string;
  en: string;
  trigger: string;
  urgency: string | null;
  amount: number;
  min_amount: number | null;
  unit: string;
  owner_function: string | null;
  owner_role: string | null;
  owner_external: string | null;
  legal_source: string;
  verified: boolean;
  valid_from: string;
  valid_to: string | null;
  warn_at: number;
  escalates_to: string;
  origin: Origin;
  recorded_at: Date;
  superseded_at: Date | null;
  recorded_by: string | null;
  reason: string | null;
}

interface HolidayRow {
  day: string;
  kind: string;
  vi: string;
  en: string;
  source: string;
  verified: boolean;
  origin: Origin;
  withdrawn: boolean;
  recorded_at: Date;
  recorded_by: string | null;
  reason: string | null;
}

interface Tables {
  'vocabulary.deadline_rule': RuleRow;
  'vocabulary.holiday': HolidayRow;
}

const table = tablesOf<Tables>();

/** Lets one change of the law be made after the other: until the end of the transaction nobody else gets here. */
export async function lockLaw(tx: Tx): Promise<void> {
  await tx
    .query<Tables>()
    .selectFrom('vocabulary.deadline_rule')
    .select('id')
    .where('superseded_at', 'is', null)
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** What an operator recorded and stands now. */
export async function lawRecorded(
  ctx: Ctx,
): Promise<{ rules: readonly DeadlineRule[]; holidays: readonly (Holiday & { withdrawn: boolean })[] }> {
  const read = await ctx.transaction(async (tx) => {
    const [rules, days] = await Promise.all([
      table.listRows(tx, 'vocabulary.deadline_rule', { origin: 'operator', superseded_at: null }, ['id']),
      recordedDays(tx),
    ]);
    return { ok: true, value: { rules: rules.map(ruleOf), holidays: days } } as const;
  });
  if (!read.ok) throw new Error(read.refusal.code);
  return read.value;
}

/** One form in which a rule stands or stood. */
export interface RuleRevision {
  readonly rule: DeadlineRule;
  readonly revision: number;
  /** Who put it in the place of what stood before: a person's id, or `vocabulary` with no reason where the files brought it. */
  readonly by: string;
  readonly at: Date;
  readonly reason: string;
}

/** Every form of the rules that were changed while the service ran, by rule, the newest first. */
export async function ruleRevisions(tx: Tx): Promise<RuleRevision[]> {
  const rows = await tx
    .query<Tables>()
    .selectFrom('vocabulary.deadline_rule')
    .selectAll()
    .where('id', 'in', (one) =>
      one.selectFrom('vocabulary.deadline_rule as other').select('other.id').where('other.origin', '=', 'operator'),
    )
    .orderBy('id')
    .orderBy('revision', 'desc')
    .execute();
  return rows.map((row) => ({
    rule: ruleOf(row),
    revision: row.revision,
    by: row.recorded_by ?? 'vocabulary',
    at: row.recorded_at,
    reason: row.reason ?? '',
  }));
}

/** Records a rule that from now on stands for its id, over the files and over what stood before, which is kept. */
export async function recordRule(tx: Tx, rule: DeadlineRule, by: string, reason: string): Promise<void> {
  await actAs(tx, platform, (as) => writeRule(as, rule, by, reason));
}

async function writeRule(tx: Tx, rule: DeadlineRule, by: string, reason: string): Promise<void> {
  const db = tx.query<Tables>();
  const before = await db
    .selectFrom('vocabulary.deadline_rule')
    .select('revision')
    .where('id', '=', rule.id)
    .orderBy('revision', 'desc')
    .forUpdate()
    .executeTakeFirst();
  let last = before?.revision ?? 0;
  const written = deadlineRules.find((one) => one.id === rule.id);
  const kept = { origin: 'file', recorded_at: tx.now, superseded_at: tx.now, recorded_by: null, reason: null } as const;
  if (last === 0 && written) {
    last = 1;
    await db
      .insertInto('vocabulary.deadline_rule')
      .values({ ...rowOf(written), ...kept, revision: last })
      .execute();
  }
  await db
    .updateTable('vocabulary.deadline_rule')
    .set({ superseded_at: tx.now })
    .where('id', '=', rule.id)
    .where('superseded_at', 'is', null)
    .execute();
  await db
    .insertInto('vocabulary.deadline_rule')
    .values({
      ...rowOf(rule),
      revision: last + 1,
      origin: 'operator',
      recorded_at: tx.now,
      superseded_at: null,
      recorded_by: by,
      reason,
    })
    .execute();
}

export interface RecordedDay extends Holiday {
  /** The day is as any other again, whatever the files say. */
  readonly withdrawn: boolean;
  readonly recordedBy: string;
  readonly recordedAt: Date;
  readonly reason: string;
}

/** Days that an operator recorded or withdrew, in their order. */
export async function recordedDays(tx: Tx): Promise<RecordedDay[]> {
  const rows = await table.listRows(tx, 'vocabulary.holiday', { origin: 'operator' }, ['day']);
  return rows.map((row) => ({
    day: row.day as Day,
    kind: row.kind as Holiday['kind'],
    vi: row.vi,
    en: row.en,
    source: row.source,
    verified: row.verified,
    withdrawn: row.withdrawn,
    recordedBy: row.recorded_by ?? '',
    recordedAt: row.recorded_at,
    reason: row.reason ?? '',
  }));
}

/** Records a day of the calendar (the notice of the year), or withdraws it; it wins over the files. */
export async function recordDay(tx: Tx, day: Holiday, withdrawn: boolean, by: string, reason: string): Promise<void> {
  const { day: on, kind, vi, en, source, verified } = day;
  const row = { kind, vi, en, source, verified, origin: 'operator', withdrawn, recorded_by: by, reason } as const;
  await actAs(tx, platform, (as) =>
    as
      .query<Tables>()
      .insertInto('vocabulary.holiday')
      .values({ day: on, ...row, recorded_at: tx.now })
      .onConflict((conflict) => conflict.column('day').doUpdateSet({ ...row, recorded_at: tx.now }))
      .execute(),
  );
}

function ruleOf(row: RuleRow): DeadlineRule {
  const optional = {
    urgency: row.urgency,
    minAmount: row.min_amount,
    ownerFunction: row.owner_function,
    ownerRole: row.owner_role,
    ownerExternal: row.owner_external,
    validTo: row.valid_to,
  };
  return {
    id: row.id,
    code: row.code,
    vi: row.vi,
    en: row.en,
    trigger: row.trigger,
    amount: row.amount,
    unit: row.unit,
    legalSource: row.legal_source,
    verified: row.verified,
    validFrom: row.valid_from,
    warnAt: Number(row.warn_at),
    escalatesTo: row.escalates_to,
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null)),
  } as DeadlineRule;
}

/** A rule as its columns. */
export function rowOf(rule: DeadlineRule) {
  return {
    id: rule.id,
    code: rule.code,
    vi: rule.vi,
    en: rule.en,
    trigger: rule.trigger,
    urgency: rule.urgency ?? null,
    amount: rule.amount,
    min_amount: rule.minAmount ?? null,
    unit: rule.unit,
    owner_function: rule.ownerFunction ?? null,
    owner_role: rule.ownerRole ?? null,
    owner_external: rule.ownerExternal ?? null,
    legal_source: rule.legalSource,
    verified: rule.verified,
    valid_from: rule.validFrom,
    valid_to: rule.validTo ?? null,
    warn_at: rule.warnAt,
    escalates_to: rule.escalatesTo,
  };
}
