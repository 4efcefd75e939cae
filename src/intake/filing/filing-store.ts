import { newId, prepared, type Stretching, type Tx } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

export type ReportInsert = Omit<
  Tables['intake.report'],
  | 'queue_rank'
  | 'queue_danger'
  | 'queue_due'
  | 'is_open'
  | 'version'
  | 'assigned_to'
  | 'duplicate_of'
  | 'screened_at'
  | 'first_reply_at'
  | 'last_message_at'
  | 'unanswered'
  | 'closed_at'
>;

/** The columns of a new report; the others have their defaults, or follow from these. */
const REPORT_COLUMNS = [
  'id',
  'reference',
  'channel',
  'received_at',
  'informant_type',
  'portal_band',
  'age_band',
  'sex',
  'province_code',
  'commune_code',
  'desk_code',
  'organisation',
  'status',
  'urgency',
  'incident_codes',
  'danger_now',
  'still_going_on',
  'safe_contact',
  'story_signals',
  'language',
  'next_due_from',
  'next_due_at',
  'next_due_rule',
  'sealed_by',
  'filed_by',
  'is_demonstration',
] as const satisfies readonly (keyof ReportInsert)[];

const INSERT_REPORT = prepared(
  'intake.insert-report',
  `insert into intake.report (${REPORT_COLUMNS.join(', ')}) values (${REPORT_COLUMNS.map((_, at) => `$${at + 1}`).join(', ')})`,
);

export async function insertReport(tx: Tx, report: ReportInsert): Promise<void> {
  await tx.run(
    INSERT_REPORT,
    REPORT_COLUMNS.map((column) => report[column]),
  );
}

export interface FilingRows {
  readonly filing: { readonly keyHash: Buffer; readonly bodyHash: Buffer };
  readonly parts: readonly {
    readonly fieldClass: 'narrative' | 'identity';
    readonly part: string;
    readonly sealed: Buffer;
  }[];
  readonly locators: readonly { readonly kind: Tables['intake.locator']['kind']; readonly blind: Buffer }[];
  /** Null where nobody told it, and so nobody comes back. */
  readonly receipt: {
    readonly id: string;
    readonly locator: string;
    readonly salt: Buffer;
    readonly stretching: Stretching;
    readonly verifier: Buffer;
    readonly mustChange: boolean;
  } | null;
  readonly event: {
    readonly code: string;
    readonly actor: string | null;
    readonly codes: Readonly<Record<string, string | number | boolean>>;
  };
}

const INSERT_FILING_ROWS = prepared(
  'intake.insert-filing-rows',
  `with filings as (
    insert into intake.filing (key_hash, report_id, body_hash, at) values ($1, $2, $3, $4)
    on conflict do nothing returning report_id
  ), receipts as (
    insert into intake.receipt (id, report_id, locator, salt, memory_kib, passes, verifier, must_change, made_at)
    select $5::uuid, $2::uuid, $6::text, $7::bytea, $8::integer, $9::integer, $10::bytea, $11::boolean, $4::timestamptz where $5::uuid is not null
  ), parts as (
    insert into intake.sealed_part (report_id, field_class, part, sealed)
    select $2, field_class, part, sealed
    from unnest($12::text[], $13::text[], $14::bytea[]) as row (field_class, part, sealed)
  ), locators as (
    insert into intake.locator (report_id, kind, blind)
    select $2, kind, blind from unnest($15::text[], $16::bytea[]) as row (kind, blind)
  ), events as (
    insert into intake.event (id, report_id, code, at, actor_kind, actor, codes) values ($17, $2, $18, $4, $19, $20, $21)
  )
  select report_id from filings`,
);

/**
 * Everything that hangs on a new report, in one statement: a filing is the platform's busiest write. A transaction that
 * files the same key at the same time is waited for.
 * @returns whether the filing's key was new; where it was not, the caller must roll back
 */
export async function insertFilingRows(tx: Tx, reportId: string, rows: FilingRows): Promise<boolean> {
  const { filing, receipt, parts, locators, event } = rows;
  const inserted = await tx.run(INSERT_FILING_ROWS, [
    filing.keyHash,
    reportId,
    filing.bodyHash,
    tx.now,
    receipt?.id ?? null,
    receipt?.locator ?? null,
    receipt?.salt ?? null,
    receipt?.stretching.memoryKib ?? null,
    receipt?.stretching.passes ?? null,
    receipt?.verifier ?? null,
    receipt?.mustChange ?? null,
    parts.map((part) => part.fieldClass),
    parts.map((part) => part.part),
    parts.map((part) => part.sealed),
    locators.map((locator) => locator.kind),
    locators.map((locator) => locator.blind),
    newId<'event'>(tx.now.getTime()),
    event.code,
    tx.actor.kind,
    event.actor,
    JSON.stringify(event.codes),
  ]);
  return inserted.length === 1;
}

export async function findFiling(tx: Tx, keyHash: Buffer) {
  return tx
    .query<Tables>()
    .selectFrom('intake.filing as filing')
    .innerJoin('intake.report as report', 'report.id', 'filing.report_id')
    .leftJoin('intake.receipt as receipt', 'receipt.report_id', 'filing.report_id')
    .select([
      'filing.report_id',
      'filing.body_hash',
      'filing.at',
      'report.reference',
      'report.danger_now',
      'report.filed_by',
      'receipt.locator',
      'receipt.generation',
      'receipt.kept_confirmed_at',
      'receipt.salt',
      'receipt.verifier',
      'receipt.memory_kib',
      'receipt.passes',
    ])
    .where('filing.key_hash', '=', keyHash)
    .executeTakeFirst();
}
