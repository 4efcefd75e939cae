import {
  type Ctx,
  newId,
  ok,
  putEvidence,
  type Result,
  readEvidence,
  removeEvidence,
  type Tx,
  tablesOf,
} from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';
import { referralRecord } from './referral-sealing.ts';

export type AttachmentRow = Tables['cases.referral_attachment'];

/** A document that goes along, and its bytes. */
export interface Attachment {
  readonly document: string;
  readonly kind: string;
  readonly bytes: Buffer;
}

const table = tablesOf<Tables>();

/** Documents hold who the child is: their copies are sealed with the strict key of the referral. */
const ATTACHED_CLASS = 'identity' as const;

export async function attachmentsOf(tx: Tx, referral: string): Promise<AttachmentRow[]> {
  return table.listRows(tx, 'cases.referral_attachment', { referral_id: referral }, ['attached_at', 'kind', 'id']);
}

/** Keeps a copy of a document under the referral's key. @returns false where the desk cannot open it */
export async function keepAttachment(
  ctx: Ctx,
  tx: Tx,
  on: { readonly referral: string; readonly desk: string; readonly person: string },
  { document, kind, bytes }: Attachment,
): Promise<Result<boolean>> {
  const key = await referralRecord.openKey(ctx, tx, on.referral, ATTACHED_CLASS, on.desk);
  if (!key) return ok(false);
  const id = newId<'referral-attachment'>(tx.now.getTime());
  const put = await putEvidence(tx, ctx.kernel, {
    key,
    objectKind: 'referral',
    objectId: on.referral,
    part: `attachment:${id}`,
    mediaType: 'application/pdf',
    bytes,
    storedBy: on.person,
  });
  if (!put.ok) return put;
  await table.insertRow(tx, 'cases.referral_attachment', {
    id,
    referral_id: on.referral,
    document_id: document,
    kind,
    evidence_file: put.value.id,
    size: bytes.length,
    attached_at: tx.now,
    attached_by: on.person,
  });
  return ok(true);
}

/** The bytes of a copy; undefined where the desk has no key to it. */
export async function openAttachment(
  ctx: Ctx,
  tx: Tx,
  row: AttachmentRow,
  desk: string,
): Promise<Result<Buffer | undefined>> {
  const key = await referralRecord.openKey(ctx, tx, row.referral_id, ATTACHED_CLASS, desk);
  if (!key) return ok(undefined);
  const read = await readEvidence(tx, ctx.kernel, { id: row.evidence_file, objectId: row.referral_id, key });
  return read.ok ? ok(read.value.bytes) : read;
}

export async function dropAttachment(tx: Tx, row: AttachmentRow): Promise<void> {
  await table.deleteRows(tx, 'cases.referral_attachment', { id: row.id });
  await removeEvidence(tx, row.evidence_file);
}
