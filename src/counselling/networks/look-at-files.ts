import { type InboundAttachment, inboundFile, type PrivateMessage } from '../../channels/index.ts';
import { type Decoders, hashMedia, type Matching, matchHashes, signalsOfMedia } from '../../hashes/index.ts';
import { type Ctx, MINUTE, ok, type Tx } from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { contactBands, isQueued } from '../contacts/contact.ts';
import { auditOf, contactRecord, QUEUED, tellChanged } from '../contacts/contact-record.ts';
import { findContact, insertEvent, updateContact } from '../contacts/contact-store.ts';
import { raised } from '../contacts/raise-band.ts';
import type { ContactRow } from '../tables.ts';

export const LOOK_AT_FILES = 'counselling.look-at-files';
/** Files of one message that are looked at, and bytes of each. */
const FILES_MOST = 10;
const BYTES_MOST = 32 * 1024 * 1024;
const ONCE_MORE_AFTER = 5 * MINUTE;
/** What may be a picture or a video. */
const LOOKED_AT: readonly InboundAttachment['kind'][] = ['image', 'video', 'file'];

const partOf = (event: string) => `files:${event}`;

/** The hashing and the register of this process. */
export interface FileParts {
  readonly decoders: Decoders;
  readonly matching: Matching;
}

/** Has the register asked about what was sent with a message. Until then its addresses at the network are kept sealed, and no byte of it. */
export async function askAboutFiles(
  ctx: Ctx,
  tx: Tx,
  contact: ContactRow,
  sent: { readonly account: string; readonly event: string; readonly attachments: PrivateMessage['attachments'] },
): Promise<void> {
  const files = sent.attachments
    .filter(({ kind, url, reference }) => LOOKED_AT.includes(kind) && (url !== null || reference !== undefined))
    .slice(0, FILES_MOST);
  if (files.length === 0) return;
  const key = await contactRecord.openKey(ctx, tx, contact.id, 'internal', contact.desk_code);
  if (!key) return;
  await contactRecord.put(tx, key, partOf(sent.event), JSON.stringify(files));
  const payload = { contact: contact.id, account: sent.account, event: sent.event };
  await tx.enqueue(LOOK_AT_FILES, payload, { key: `files-${sent.event}` });
  // Once more later: a process that is killed keeps what it had in hand from all others for hours. What was looked at is not looked at again.
  const runAt = new Date(tx.now.getTime() + ONCE_MORE_AFTER);
  await tx.enqueue(LOOK_AT_FILES, payload, { key: `files-once-more-${sent.event}`, runAt });
}

/**
 * Fetches what was sent with a message into memory, asks the register whether it is known, and drops it. What is known makes the contact
 * one of danger and is told to the desk, without a picture.
 * @throws where it could not be asked, so that the job is tried again
 */
export async function lookAtFiles(
  ctx: Ctx,
  parts: FileParts,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const [id, account, event] = [String(payload.contact), String(payload.account), String(payload.event)];
  const files = await inTransaction(ctx, async (tx) => {
    const part = await openFiles(ctx, tx, id, event);
    return part?.text ? (JSON.parse(part.text) as InboundAttachment[]) : [];
  });
  if (files.length === 0) return;
  let known = false;
  for (const file of files) known ||= await isKnown(ctx, parts, account, file);
  await inTransaction(ctx, async (tx) => {
    const contact = await findContact(tx, id, { lock: true });
    const part = await openFiles(ctx, tx, id, event);
    // Another process has come to the end of it meanwhile.
    if (!contact || !part?.text) return;
    await contactRecord.put(tx, part.key, partOf(event), '');
    if (known) await tellKnown(tx, contact);
  });
}

async function openFiles(ctx: Ctx, tx: Tx, id: string, event: string) {
  const contact = await findContact(tx, id, { lock: false });
  const key = contact && (await contactRecord.openKey(ctx, tx, id, 'internal', contact.desk_code));
  return key && { key, text: await contactRecord.read(tx, key, partOf(event)) };
}

/** A refusal (no picture, too large, gone at the network) is an answer: nothing is known of it. */
async function isKnown(ctx: Ctx, parts: FileParts, account: string, file: InboundAttachment): Promise<boolean> {
  const got = await inboundFile(ctx, account, file, BYTES_MOST);
  if (!got.ok) return false;
  const hashed = await hashMedia(got.value, parts.decoders);
  if (!hashed.ok) {
    if (hashed.refusal.code === 'media.busy') throw new Error('the decoders are busy');
    return false;
  }
  const asked = await matchHashes(ctx, parts.matching, {
    hashes: signalsOfMedia(hashed.value),
    purpose: 'COUNSELLING',
  });
  if (!asked.ok) throw new Error(`the register was not asked: ${asked.refusal.code}`);
  return asked.value.answers.some(({ outcome }) => outcome === 'match');
}

async function tellKnown(tx: Tx, contact: ContactRow): Promise<void> {
  const to = raised(contact.band, contactBands.danger, 'known-picture');
  const now = to ? await updateContact(tx, contact.id, { band: to.band, band_reason: to.reason }) : contact;
  await insertEvent(tx, contact.id, 'raised', { band: now.band, reason: 'known-picture' });
  const { helper, organisation: agency } = contact;
  await postNotice(tx, helper === null ? { roles: ['111_supervisor'], agency } : { person: helper }, {
    ...{ kind: 'contact.known-picture', object: { kind: 'contact', id: contact.id }, facts: {} },
  });
  tx.audit({ ...auditOf(contact), action: 'contact.known-picture' });
  if (isQueued(now.state)) tx.notify({ topic: QUEUED, id: contact.id, desk: contact.desk_code });
  tellChanged(tx, now);
}

async function inTransaction<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done = await ctx.transaction(async (tx) => ok(await work(tx)));
  if (!done.ok) throw new Error(`refused: ${done.refusal.code}`);
  return done.value;
}
