import { type ExpressionBuilder, type RawBuilder, type SqlBool, sql } from 'kysely';
import { nextDue, nextDues } from '../../clocks/index.ts';
import { newId, type Tx, tablesOf } from '../../kernel/index.ts';
import type { OnlineIncident, ReportChannel, ReportStatus, Urgency } from '../../vocabulary/index.ts';
import type { LocatorKind } from '../receipts/locator.ts';
import type { ReportRow, Tables } from '../tables.ts';
import { type ReportAction, reportPolicy } from './report-policy.ts';

const table = tablesOf<Tables>();

const COLUMNS = [
  'r.id',
  'r.reference',
  'r.channel',
  'r.received_at',
  'r.informant_type',
  'r.portal_band',
  'r.age_band',
  'r.sex',
  'r.province_code',
  'r.commune_code',
  'r.desk_code',
  'r.organisation',
  'r.status',
  'r.urgency',
  'r.incident_codes',
  'r.danger_now',
  'r.still_going_on',
  'r.safe_contact',
  'r.story_signals',
  'r.language',
  'r.assigned_to',
  'r.duplicate_of',
  'r.version',
  'r.screened_at',
  'r.first_reply_at',
  'r.last_message_at',
  'r.unanswered',
  'r.closed_at',
  'r.next_due_from',
  'r.next_due_at',
  'r.next_due_rule',
  'r.sealed_by',
  'r.filed_by',
  'r.is_demonstration',
] as const;

const may = (tx: Tx, action: ReportAction) => reportPolicy.filter(tx.actor, action, tx.now, 'r');

/** One report as far as the actor may read it; `lock` keeps it from changing until the commit. */
export async function findReport(tx: Tx, id: string, options: { lock?: boolean } = {}): Promise<ReportRow | undefined> {
  const query = tx
    .query<Tables>()
    .selectFrom('intake.report as r')
    .select(COLUMNS)
    .where('r.id', '=', id)
    .where(may(tx, 'report.read'));
  return (options.lock ? query.forUpdate() : query).executeTakeFirst();
}

/** For the receipt's holder and the platform's own acts: the row lock alone decides. */
export async function findOwnReport(
  tx: Tx,
  id: string,
  options: { lock?: boolean } = {},
): Promise<ReportRow | undefined> {
  const query = tx.query<Tables>().selectFrom('intake.report as r').select(COLUMNS).where('r.id', '=', id);
  return (options.lock ? query.forUpdate() : query).executeTakeFirst();
}

/** For the platform's own acts: the row lock alone decides. */
export async function findByReference(tx: Tx, reference: string): Promise<ReportRow | undefined> {
  return tx
    .query<Tables>()
    .selectFrom('intake.report as r')
    .select(COLUMNS)
    .where('r.reference', '=', reference)
    .executeTakeFirst();
}

/** @throws where the actor has no such report: whoever calls has just proved that it is theirs */
export async function lockOwnReport(tx: Tx, id: string): Promise<ReportRow> {
  const report = await findOwnReport(tx, id, { lock: true });
  if (!report) throw new Error('the report of an opened receipt is gone');
  return report;
}

export interface QueueFilters {
  /** One desk's queue. */
  readonly desk?: string;
  /** These reports alone: what grants opened to the actor. */
  readonly ids?: readonly string[];
  /** The queue of open reports, or everything with the newest first. */
  readonly scope: 'open' | 'all';
  readonly status?: readonly ReportStatus[];
  readonly urgency?: readonly (Urgency | 'unscreened')[];
  readonly incident?: OnlineIncident;
  readonly province?: string;
  readonly channel?: ReportChannel;
  /** A person's id, or nobody. */
  readonly assigned?: string | null;
  readonly overdue?: boolean;
  readonly unanswered?: boolean;
}

/** Where a page of everything ended: the sort key of its last row. */
export interface NewestMark {
  readonly receivedAt: Date;
  readonly id: string;
}

/**
 * The parts of the queue, one after the other: danger that can still be answered in time, danger that is late, clocks that can still
 * be kept, what is overdue, what has no clock. Within a part the clock that ends first leads; in a late one, the urgency does.
 */
export const queueParts = ['danger', 'danger-late', 'kept', 'late', 'no-clock'] as const;
export type QueuePart = (typeof queueParts)[number];

/** Where a page of the queue ended. Which part a report stands in was decided at one moment for all of its pages. */
export interface QueueMark {
  readonly part: QueuePart;
  readonly at: Date;
  readonly rank: number;
  readonly due: Date;
  readonly id: string;
}

/** An id that no report has: an empty list finds nothing. */
const NO_REPORT = '00000000-0000-0000-0000-000000000000';

const RANK: Readonly<Record<Urgency | 'unscreened', number>> = { U1: 1, unscreened: 2, U2: 3, U3: 4, U4: 5 };

/** What a report without a clock has in `queue_due`. */
const NO_CLOCK = new Date('9999-01-01T00:00:00Z');

/** Open and closed reports as far as the actor may list them, narrowed by the filters. */
function filteredReports(tx: Tx, filters: QueueFilters) {
  let query = tx
    .query<Tables>()
    .selectFrom('intake.report as r')
    .select(COLUMNS)
    .select(['r.queue_rank', 'r.queue_due'])
    .where(may(tx, 'report.list'));
  if (filters.desk !== undefined) query = query.where('r.desk_code', '=', filters.desk);
  if (filters.ids) query = query.where('r.id', 'in', filters.ids.length > 0 ? filters.ids : [NO_REPORT]);
  if (filters.status) query = query.where('r.status', 'in', filters.status);
  if (filters.urgency)
    query = query.where(
      'r.queue_rank',
      'in',
      filters.urgency.map((code) => RANK[code]),
    );
  if (filters.province !== undefined) query = query.where('r.province_code', '=', filters.province);
  if (filters.channel !== undefined) query = query.where('r.channel', '=', filters.channel);
  if (filters.assigned === null) query = query.where('r.assigned_to', 'is', null);
  else if (filters.assigned !== undefined) query = query.where('r.assigned_to', '=', filters.assigned);
  if (filters.overdue) query = query.where('r.queue_due', '<', tx.now);
  if (filters.unanswered) query = query.where(sql<SqlBool>`r.unanswered`);
  return query;
}

/** Everything, the newest first. */
export function newestQuery(tx: Tx, filters: QueueFilters, limit: number, after?: NewestMark) {
  let query = filteredReports(tx, filters).orderBy('r.received_at', 'desc').orderBy('r.id', 'desc').limit(limit);
  if (filters.incident !== undefined) query = query.where(sql<SqlBool>`${filters.incident} = any (r.incident_codes)`);
  if (after) query = query.where(sql<SqlBool>`(r.received_at, r.id) < (${after.receivedAt}, ${after.id})`);
  return query;
}

/**
 * Open reports as far as the actor may list them, with what orders the queue. With an incident code they are found by the rows of
 * the code, which stand in the same order, so that nothing else of the queue is read.
 */
function openReports(tx: Tx, filters: QueueFilters) {
  const { incident, desk } = filters;
  const query = filteredReports(tx, filters);
  // A literal and no parameter: the planner must see that the partial index fits.
  const open = query
    .where(sql<SqlBool>`r.is_open`)
    .select(['r.queue_danger as danger', 'r.queue_due as due', 'r.id as place']);
  if (incident === undefined) return open;
  if (desk === undefined) return open.where(sql<SqlBool>`${incident} = any (r.incident_codes)`);
  return query
    .innerJoin('intake.report_incident as i', 'i.report_id', 'r.id')
    .select(['i.queue_danger as danger', 'i.queue_due as due', 'i.report_id as place'])
    .where('i.desk_code', '=', desk)
    .where('i.code', '=', incident) as unknown as typeof open;
}

function dueIn(part: QueuePart, at: Date): RawBuilder<SqlBool> {
  if (part === 'no-clock') return sql`due = ${NO_CLOCK}`;
  if (part === 'danger') return sql`due >= ${at}`;
  return part === 'kept' ? sql`due >= ${at} and due < ${NO_CLOCK}` : sql`due < ${at}`;
}

/**
 * The queue from where the page before ended, in one statement: its parts stand one behind the other, and the next is read when those
 * ahead of it are at their end. In each the desk and the part stand in the where by equality and the order is the index's, so that a
 * page costs a page, however long the queue is.
 */
export function queueQuery(
  tx: Tx,
  filters: QueueFilters,
  limit: number,
  from: Pick<QueueMark, 'part' | 'at'> & Partial<QueueMark>,
) {
  const open = openReports(tx, filters);
  type Row = Awaited<ReturnType<(typeof open)['execute']>>[number] & { readonly part: QueuePart };
  return (
    tx
      .query<Tables>()
      // Each part reads it by an index of its own, so it must not be made as a whole first.
      .with(
        (cte) => cte('open').notMaterialized(),
        () => open,
      )
      .with('page', (query) => {
        const rowsOf = (part: QueuePart) => {
          const late = part === 'danger-late' || part === 'late';
          let rows = query
            .selectFrom('open')
            .selectAll()
            .select(sql<QueuePart>`${sql.lit(part)}`.as('part'))
            .where('danger', '=', sql.lit(part === 'danger' || part === 'danger-late'))
            .where(dueIn(part, from.at));
          if (part === from.part && from.id !== undefined)
            rows = rows.where(
              late
                ? sql<SqlBool>`(queue_rank, due, place) > (${from.rank}, ${from.due}, ${from.id})`
                : sql<SqlBool>`(due, place) > (${from.due}, ${from.id})`,
            );
          if (late) rows = rows.orderBy('queue_rank');
          return rows.orderBy('due').orderBy('place').limit(limit);
        };
        const parts = queueParts.slice(queueParts.indexOf(from.part));
        return sql<Row>`(${sql.join(parts.map(rowsOf), sql` union all `)})`;
      })
      .selectFrom('page')
      .selectAll()
      .limit(limit)
  );
}

/** What the header of a desk counts. */
export type Figure = 'U1' | 'unscreened' | 'U2' | 'U3' | 'U4' | 'overdue' | 'mine' | 'nobody' | 'unanswered';

/**
 * Counts over a desk's open reports, each up to `bound`: a header needs "1,000 or more" and no exact million, and so
 * its price does not grow with the queue. Through the same filter as the rows.
 */
export async function countFigures(
  tx: Tx,
  desk: string,
  person: string,
  bound: number,
): Promise<Record<Figure, number>> {
  type Where = (
    eb: ExpressionBuilder<{ r: Tables['intake.report'] }, 'r'>,
  ) => RawBuilder<SqlBool> | ReturnType<typeof eb.and>;
  const figures: Record<Figure, Where> = {
    U1: (eb) => eb.and([eb('r.queue_rank', '=', 1)]),
    unscreened: (eb) => eb.and([eb('r.queue_rank', '=', 2)]),
    U2: (eb) => eb.and([eb('r.queue_rank', '=', 3)]),
    U3: (eb) => eb.and([eb('r.queue_rank', '=', 4)]),
    U4: (eb) => eb.and([eb('r.queue_rank', '=', 5)]),
    overdue: (eb) => eb.and([eb('r.queue_due', '<', tx.now)]),
    mine: (eb) => eb.and([eb('r.assigned_to', '=', person)]),
    nobody: (eb) => eb.and([eb('r.assigned_to', 'is', null)]),
    unanswered: () => sql<SqlBool>`r.unanswered`,
  };
  const counts = Object.entries(figures).map(([name, where]) => {
    const rows = tx
      .query<Tables>()
      .selectFrom('intake.report as r')
      .select(sql<number>`1`.as('one'))
      .where('r.desk_code', '=', desk)
      .where(sql<SqlBool>`r.is_open`)
      .where(may(tx, 'report.list'))
      .where(where as never)
      .limit(bound);
    return sql<number>`(select count(*)::int from ${rows} as rows)`.as(name as Figure);
  });
  const row = await tx.query<Tables>().selectNoFrom(counts).executeTakeFirstOrThrow();
  return row as Record<Figure, number>;
}

/** Open reports of a desk by who holds them, each person's counted up to `bound`. */
export async function heldReports(tx: Tx, desk: string, bound: number): Promise<ReadonlyMap<string, number>> {
  const rows = await tx
    .query<Tables>()
    .selectFrom('intake.report as r')
    .select(['r.assigned_to', sql<number>`least(count(*), ${bound})::int`.as('held')])
    .where('r.desk_code', '=', desk)
    .where(sql<SqlBool>`r.is_open`)
    .where('r.assigned_to', 'is not', null)
    .where(may(tx, 'report.list'))
    .groupBy('r.assigned_to')
    .execute();
  return new Map(rows.map((row) => [row.assigned_to as string, row.held]));
}

export type ReportChange = Partial<
  Pick<
    ReportRow,
    | 'status'
    | 'urgency'
    | 'incident_codes'
    | 'assigned_to'
    | 'duplicate_of'
    | 'screened_at'
    | 'first_reply_at'
    | 'last_message_at'
    | 'story_signals'
    | 'unanswered'
    | 'closed_at'
  >
>;

/** Changes the report, moves its version on and brings its next clock up to date. @returns the report as it is now */
export async function updateReport(tx: Tx, report: ReportRow, change: ReportChange): Promise<ReportRow> {
  const moved = { ...change, ...(await nextDue(tx, { kind: 'report', id: report.id })), version: report.version + 1 };
  await table.updateRows(tx, 'intake.report', { id: report.id }, moved);
  return { ...report, ...moved };
}

/** Whether a report was told a step, or had an event, of this code. */
export async function insertEvent(
  tx: Tx,
  report: string,
  code: string,
  codes: Readonly<Record<string, string | number | boolean>> = {},
): Promise<string> {
  const id = newId<'event'>(tx.now.getTime());
  await table.insertRow(tx, 'intake.event', {
    id,
    report_id: report,
    code,
    at: tx.now,
    actor_kind: tx.actor.kind,
    actor: tx.actor.kind === 'person' ? tx.actor.person : null,
    codes: JSON.stringify(codes),
  });
  return id;
}

export async function eventsOf(tx: Tx, report: string) {
  return tx
    .query<Tables>()
    .selectFrom('intake.event')
    .select(['id', 'code', 'at', 'actor_kind', 'actor', 'codes'])
    .where('report_id', '=', report)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

export type EventRow = Awaited<ReturnType<typeof eventsOf>>[number];

/** The references of reports that the actor may know of. */
export async function reportReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .query<Tables>()
    .selectFrom('intake.report')
    .select(['id', 'reference'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.reference]));
}

/** The desks of reports, to tell them. */
export async function reportsAtDesks(tx: Tx, ids: readonly string[]): Promise<{ id: string; desk: string }[]> {
  return tx
    .query<Tables>()
    .selectFrom('intake.report')
    .select(['id', 'desk_code as desk'])
    .where('id', 'in', [...ids])
    .execute();
}

/** Writes anew, on the rows of reports, which of their clocks ends first. */
export async function refreshNextDue(tx: Tx, ids: readonly string[]): Promise<void> {
  const due = [...(await nextDues(tx, 'report', ids))];
  await sql`
    update intake.report as r set next_due_from = given.started, next_due_at = given.due, next_due_rule = given.rule
    from unnest(${due.map(([id]) => id)}::uuid[], ${due.map(([, one]) => one.next_due_from)}::timestamptz[],
      ${due.map(([, one]) => one.next_due_at)}::timestamptz[], ${due.map(([, one]) => one.next_due_rule)}::text[]) as given(id, started, due, rule)
    where r.id = given.id`.execute(tx.query<Tables>());
}

/** The lines of the thread that stand; those that were taken back before the reporter saw them are left out. */
export async function messagesOf(tx: Tx, report: string) {
  return tx
    .query<Tables>()
    .selectFrom('intake.message')
    .select(['id', 'at', 'from_kind', 'author', 'sealed', 'shown_from'])
    .where('report_id', '=', report)
    .where('withdrawn_at', 'is', null)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

/** Takes a line back that the reporter has not seen. */
export async function withdrawMessage(tx: Tx, id: string): Promise<void> {
  await table.updateRows(tx, 'intake.message', { id }, { withdrawn_at: tx.now });
}

/** @returns false where the id, which the writer's page may have made, is another report's message */
export async function insertMessage(tx: Tx, message: Tables['intake.message']): Promise<boolean> {
  const result = await tx
    .query<Tables>()
    .insertInto('intake.message')
    .values(message)
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

export async function notesOf(tx: Tx, report: string) {
  return tx
    .query<Tables>()
    .selectFrom('intake.note')
    .select(['id', 'at', 'author', 'sealed'])
    .where('report_id', '=', report)
    .orderBy('at')
    .orderBy('id')
    .execute();
}

export async function insertNote(tx: Tx, note: Tables['intake.note']): Promise<void> {
  await table.insertRow(tx, 'intake.note', note);
}

/** Reports that name one of the same links, accounts or numbers. Run as the platform it reaches over all desks. */
export async function sharingLocators(tx: Tx, report: string, limit: number) {
  return tx
    .query<Tables>()
    .selectFrom('intake.locator as own')
    .innerJoin('intake.locator as other', (join) =>
      join.onRef('other.kind', '=', 'own.kind').onRef('other.blind', '=', 'own.blind'),
    )
    .innerJoin('intake.report as r', 'r.id', 'other.report_id')
    .select([
      'r.id',
      'r.reference',
      'r.desk_code',
      'r.assigned_to',
      'r.status',
      'r.urgency',
      'r.received_at',
      'other.kind',
    ])
    .where('own.report_id', '=', report)
    .where('other.report_id', '!=', report)
    .orderBy('r.received_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit)
    .execute();
}

export interface SearchTerm {
  readonly reference?: string;
  readonly locators: readonly { readonly kind: LocatorKind; readonly blind: Buffer }[];
}

/** Reports with this reference, or that name this link, account or number, as far as the actor may see them. */
export async function searchRows(tx: Tx, term: SearchTerm, limit: number): Promise<ReportRow[]> {
  const { reference, locators } = term;
  return tx
    .query<Tables>()
    .selectFrom('intake.report as r')
    .select(COLUMNS)
    .where(may(tx, 'report.search'))
    .where((eb) =>
      eb.or([
        ...(reference === undefined
          ? []
          : [
              eb('r.reference', '=', reference),
              // What a child who calls reads out: the code on the receipt. It opens nothing without the words.
              eb(
                'r.id',
                'in',
                eb.selectFrom('intake.receipt as own').select('own.report_id').where('own.locator', '=', reference),
              ),
            ]),
        ...(locators.length === 0
          ? []
          : [
              eb(
                'r.id',
                'in',
                eb
                  .selectFrom('intake.locator as l')
                  .select('l.report_id')
                  .where((on) =>
                    on.or(
                      locators.map(({ kind, blind }) => on.and([on('l.kind', '=', kind), on('l.blind', '=', blind)])),
                    ),
                  ),
              ),
            ]),
      ]),
    )
    .orderBy('r.received_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit)
    .execute();
}

/** Who read what of a report, from the audit: the acts that opened a sealed part. */
export async function readingsOf(tx: Tx, report: string) {
  return tx
    .query<Tables>()
    .selectFrom('kernel.audit_entry')
    .select(['at', 'action', 'body'])
    .where('object_kind', '=', 'report')
    .where('object_id', '=', report)
    .where('action', 'in', ['report.read-narrative', 'report.read-identity'])
    .where('outcome', '=', 'allowed')
    .orderBy('at')
    .execute();
}

export async function hasReceipt(tx: Tx, report: string): Promise<boolean> {
  return table.hasRow(tx, 'intake.receipt', { report_id: report });
}

/** Whether there is a report of the demonstration, or one that is of no demonstration. */
export async function hasReports(tx: Tx, demonstration: boolean): Promise<boolean> {
  return table.hasRow(tx, 'intake.report', { is_demonstration: demonstration });
}
