import { ok, type Result, type Tx } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { AccountRow } from '../tables.ts';
import { findTemplate, registeredTemplate } from './template-store.ts';
import { fillBlanks } from './template-text.ts';

/** A template by the name that its agency gave it, with what stands in its blanks. */
export interface TemplateUse {
  readonly code: string;
  readonly data: Readonly<Record<string, string>>;
}

/** A template ready to be sent by one account. */
export interface FilledTemplate {
  /** The words as they are read: what a network without ids of templates sends. */
  readonly text: string;
  readonly template: { readonly id: string; readonly data: Readonly<Record<string, string>> };
  /** Our own id of the version, asked for once more when it leaves. */
  readonly version: string;
}

/** Refusals: `message-template.not-usable`, `message-template.blank-*` */
export async function fillTemplate(
  tx: Tx,
  { agency, adapter }: Pick<AccountRow, 'agency' | 'adapter'>,
  { code, data }: TemplateUse,
): Promise<Result<FilledTemplate>> {
  const row = await registeredTemplate(tx, { agency, channel: adapter, code });
  if (!row || row.network_id === null) return refuse('message-template.not-usable');
  const text = fillBlanks(row.text, data);
  return text.ok ? ok({ text: text.value, template: { id: row.network_id, data }, version: row.id }) : text;
}

/** Whether a version that was good when a message was queued still is. */
export const isStillRegistered = async (tx: Tx, version: string): Promise<boolean> =>
  (await findTemplate(tx, version))?.state === 'registered';
