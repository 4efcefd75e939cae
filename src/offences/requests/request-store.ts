import { sql } from 'kysely';
import { actorName, newId, rows, type Tx, tablesOf } from '../../kernel/index.ts';
import { filePolicy } from '../policies.ts';
import type { RequestRow, RequestTables } from './request-tables.ts';

const table = tablesOf<RequestTables>();

export const insertRequest = (tx: Tx, row: RequestRow): Promise<void> =>
  table.insertRow(tx, 'offences.offence_request', row);
export const findRequest = (tx: Tx, id: string, lock?: 'for update'): Promise<RequestRow | undefined> =>
  table.findRow(tx, 'offences.offence_request', { id }, lock);
export const requestsOf = (tx: Tx, file: string): Promise<RequestRow[]> =>
  table.listRows(tx, 'offences.offence_request', { file_id: file }, ['drafted_at', 'id']);

export async function changeRequest(
  tx: Tx,
  row: Pick<RequestRow, 'id' | 'version'>,
  set: Partial<RequestRow>,
): Promise<void> {
  await table.updateRows(
    tx,
    'offences.offence_request',
    { id: row.id, version: row.version },
    { ...set, version: row.version + 1 },
  );
}

export async function markRequestOverdue(tx: Tx, id: string): Promise<void> {
  await table.updateRows(tx, 'offences.offence_request', { id }, { overdue: true });
}

/** New ends of clocks after a change of the law. */
export async function retimeRequests(
  tx: Tx,
  clocks: readonly { readonly object: string; readonly rule: string; readonly dueAt: Date }[],
): Promise<void> {
  for (const { object, rule, dueAt } of clocks)
    await table.updateRows(
      tx,
      'offences.offence_request',
      { id: object, next_due_rule: rule },
      { next_due_at: dueAt, overdue: false },
    );
}

export async function insertRequestEvent(
  tx: Tx,
  request: Pick<RequestRow, 'id' | 'file_id'>,
  code: string,
  codes: Readonly<Record<string, string | number | boolean>> = {},
  sealed?: { readonly id: string; readonly bytes: Buffer },
): Promise<void> {
  await table.insertRow(tx, 'offences.request_event', {
    id: sealed?.id ?? newId<'request-event'>(tx.now.getTime()),
    request_id: request.id,
    file_id: request.file_id,
    code,
    at: tx.now,
    actor_kind: tx.actor.kind,
    actor: actorName(tx.actor),
    codes: JSON.stringify(codes),
    sealed: sealed?.bytes ?? null,
  });
}

export const requestEventsOf = (tx: Tx, file: string) =>
  table.listRows(tx, 'offences.request_event', { file_id: file }, ['at', 'id']);

/** Open requests of files that the reader may act on: what waits to be sent, and what was not answered in time. */
export function waitingRequests(tx: Tx, limit: number): Promise<(RequestRow & { readonly file_reference: string })[]> {
  return rows(
    tx,
    sql<RequestRow & { file_reference: string }>`
      select request.*, file.reference as file_reference
      from offences.offence_request as request join offences.offence_file as file on file.id = request.file_id
      where (request.state = 'APPROVED' or request.state = 'SENT') and ${filePolicy.filter(tx.actor, 'offence-file.request', tx.now, 'file')}
      order by request.next_due_at nulls first, request.drafted_at, request.id limit ${limit}`,
  );
}

/** Requests whose addressee has until a moment between two, of files that the reader sees. */
export function requestsDueBetween(tx: Tx, from: Date, to: Date): Promise<RequestRow[]> {
  return rows(
    tx,
    sql<RequestRow>`
      select request.* from offences.offence_request as request join offences.offence_file as file on file.id = request.file_id
      where request.next_due_at >= ${from} and request.next_due_at < ${to} and ${filePolicy.filter(tx.actor, 'offence-file.read', tx.now, 'file')}
      order by request.next_due_at, request.id`,
  );
}

/** What people call requests, as far as the reader sees their file. */
export async function requestReferences(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const found = await rows(
    tx,
    sql<{ id: string; reference: string }>`
      select request.id, request.reference from offences.offence_request as request
      join offences.offence_file as file on file.id = request.file_id
      where request.id = any(${[...ids]}::uuid[]) and ${filePolicy.filter(tx.actor, 'offence-file.read', tx.now, 'file')}`,
  );
  return new Map(found.map(({ id, reference }) => [id, reference]));
}
