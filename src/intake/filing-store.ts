import { newId, type Tx } from '../kernel/index.ts';
import type { Tables } from './tables.ts';

export type ReportInsert = Omit<
  Tables['intake.report'],
  | 'queue_rank'
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

export async function insertReport(tx: Tx, report: ReportInsert): Promise<void> {
  await tx
    .query<Tables>()
    .insertInto('intake.report')
    .values({
      ...report,
      version: 1,
      assigned_to: null,
      duplicate_of: null,
      screened_at: null,
      first_reply_at: null,
      last_message_at: null,
      unanswered: false,
      closed_at: null,
    })
    .execute();
}

export interface FilingRows {
  readonly filing: Tables['intake.filing'];
  readonly parts: readonly Tables['intake.sealed_part'][];
  readonly locators: readonly Tables['intake.locator'][];
  readonly receipt: Tables['intake.receipt'];
  readonly clock: { readonly rule_code: string; readonly due_at: Date };
  readonly event: {
    readonly code: string;
    readonly actor: string | null;
    readonly codes: Readonly<Record<string, string | number | boolean>>;
  };
}

/**
 * Everything that hangs on a new report, in one statement: a filing is the platform's busiest write. A transaction that
 * files the same key at the same time is waited for.
 * @returns whether the filing's key was new; where it was not, the caller must roll back
 */
export async function insertFilingRows(tx: Tx, reportId: string, rows: FilingRows): Promise<boolean> {
  const query = tx
    .query<Tables>()
    .with('filings', (db) =>
      db
        .insertInto('intake.filing')
        .values(rows.filing)
        .onConflict((conflict) => conflict.doNothing())
        .returning('report_id'),
    )
    .with('receipts', (db) => db.insertInto('intake.receipt').values(rows.receipt))
    .with('parts', (db) => db.insertInto('intake.sealed_part').values([...rows.parts]))
    .with('clocks', (db) =>
      db.insertInto('intake.clock').values({
        id: newId<'clock'>(tx.now.getTime()),
        report_id: reportId,
        rule_code: rows.clock.rule_code,
        started_at: tx.now,
        due_at: rows.clock.due_at,
        met_at: null,
        breached_at: null,
      }),
    )
    .with('events', (db) =>
      db.insertInto('intake.event').values({
        id: newId<'event'>(tx.now.getTime()),
        report_id: reportId,
        code: rows.event.code,
        at: tx.now,
        actor_kind: tx.actor.kind,
        actor: rows.event.actor,
        codes: JSON.stringify(rows.event.codes),
      }),
    );
  const withLocators =
    rows.locators.length === 0
      ? query
      : query.with('locators', (db) => db.insertInto('intake.locator').values([...rows.locators]));
  return (await withLocators.selectFrom('filings').select('report_id').execute()).length === 1;
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
    ])
    .where('filing.key_hash', '=', keyHash)
    .executeTakeFirst();
}
