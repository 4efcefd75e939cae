import { sql } from 'kysely';
import { rows, type Tx, tablesOf } from '../../kernel/index.ts';
import type { ChannelCode } from '../inbound-event.ts';

export const templateStates = ['draft', 'approved', 'registered', 'retired'] as const;
export type TemplateState = (typeof templateStates)[number];

export interface TemplateRow {
  id: string;
  agency: string;
  channel: ChannelCode;
  code: string;
  version: number;
  text: string;
  state: TemplateState;
  written_by: string;
  written_at: Date;
  approved_by: string | null;
  approved_at: Date | null;
  network_id: string | null;
  registered_at: Date | null;
  retired_at: Date | null;
}

interface Tables {
  'channels.message_template': TemplateRow;
}

const table = tablesOf<Tables>();
const TEMPLATE = 'channels.message_template';

export const insertTemplate = (tx: Tx, row: TemplateRow): Promise<void> => table.insertRow(tx, TEMPLATE, row);
export const findTemplate = (tx: Tx, id: string, lock?: 'for update'): Promise<TemplateRow | undefined> =>
  table.findRow(tx, TEMPLATE, { id }, lock);
export const updateTemplate = (tx: Tx, id: string, set: Partial<TemplateRow>): Promise<number> =>
  table.updateRows(tx, TEMPLATE, { id }, set);
export const listTemplateRows = (tx: Tx): Promise<TemplateRow[]> =>
  table.listRows(tx, TEMPLATE, {}, ['channel', 'code', 'version']);

/** Of one code: the next number, and that no other writer takes it, until the transaction ends. */
export async function nextVersion(tx: Tx, of: Pick<TemplateRow, 'agency' | 'channel' | 'code'>): Promise<number> {
  const name = `channels.template ${of.agency} ${of.channel} ${of.code}`;
  await rows(tx, sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`);
  const [last] = await rows(
    tx,
    sql<{ version: number }>`select version from channels.message_template
      where agency = ${of.agency} and channel = ${of.channel} and code = ${of.code} order by version desc limit 1`,
  );
  return (last?.version ?? 0) + 1;
}

/** The version in use: registered and not retired, the newest. */
export async function registeredTemplate(
  tx: Tx,
  of: Pick<TemplateRow, 'agency' | 'channel' | 'code'>,
): Promise<TemplateRow | undefined> {
  const [found] = await rows(
    tx,
    sql<TemplateRow>`select * from channels.message_template where agency = ${of.agency} and channel = ${of.channel}
      and code = ${of.code} and state = 'registered' order by version desc limit 1`,
  );
  return found;
}
