import { type InboundAttachment, inboundFile, type PrivateMessage } from '../../channels/index.ts';
import { type Decoders, hashMedia, type Matching, matchHashes, signalsOfMedia } from '../../hashes/index.ts';
import { type Ctx, DAY, MINUTE, ok, type Tx } from '../../kernel/index.ts';
import { postNotice } from '../../members/index.ts';
import { contactBands, isQueued } from '../contacts/contact.ts';
import { auditOf, contactRecord, QUEUED, tellChanged } from '../contacts/contact-record.ts';
import { findContact, insertEvent, updateContact, wasRaisedFor } from '../contacts/contact-store.ts';
import { raised } from '../contacts/raise-band.ts';
import { appendLine } from '../lines/append-line.ts';
import { lineByKey } from '../lines/line-store.ts';
import type { ContactRow } from '../tables.ts';
import { lineKey } from './line-key.ts';

export const LOOK_AT_FILES = 'counselling.look-at-files';
/** Files of one message that are looked at, and bytes of each. */
const FILES_MOST = 10;
const BYTES_MOST = 32 * 1024 * 1024;
const ONCE_MORE_AFTER = 5 * MINUTE;
/** What could not be had for so long is not to be had: networks keep addresses of files for hours. */
const TRIED_FOR = DAY;
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
  const payload = { contact: contact.id, account: sent.account, event: sent.event, since: tx.now.toISOString() };
  await tx.enqueue(LOOK_AT_FILES, payload, { key: `files-${sent.event}` });
  // Once more later: a process that is killed keeps what it had in hand from all others for hours. What was looked at is not looked at again.
  const runAt = new Date(tx.now.getTime() + ONCE_MORE_AFTER);
  await tx.enqueue(LOOK_AT_FILES, payload, { key: `files-once-more-${sent.event}`, runAt });
}

/** What stands in the thread, once a message each: the file will not be had, or was not had yet. */
const SAID = {
  gone: {
    place: 1_000,
    text: '[Không lấy được tệp gửi kèm từ mạng, có thể đã hết hạn hoặc bị gỡ, nên không đối chiếu được. Không có ai xem tệp.]',
  },
  later: {
    place: 1_001,
    text: '[Chưa đối chiếu được tệp gửi kèm, máy sẽ tự thử lại. Không có ai xem tệp.]',
  },
} as const;

/**
 * What became of a look at one file: known to the register, nothing is known of it, it is not to be had from the network, or
 * something on the way was not there and it is looked at later.
 */
type Found = 'known' | 'nothing' | 'gone' | 'later';

/**
 * Fetches what was sent with a message into memory, asks the register whether it is known, and drops it. What is known makes the contact
 * one of danger and is told to the desk, without a picture. Each file is settled once, however many look at it.
 * @throws where a file is to be looked at later, so that the job is tried again
 */
export async function lookAtFiles(
  ctx: Ctx,
  parts: FileParts,
  payload: Readonly<Record<string, unknown>>,
): Promise<void> {
  const [id, account, event] = [String(payload.contact), String(payload.account), String(payload.event)];
  const files = await inTransaction(ctx, async (tx) => (await openFiles(ctx, tx, id, event))?.files ?? []);
  if (files.length === 0) return;
  const since = typeof payload.since === 'string' ? Date.parse(payload.since) : Number.NaN;
  const tooLate = ctx.now.getTime() - since > TRIED_FOR;
  const found = new Map<string, Found>();
  const failures: unknown[] = [];
  for (const file of files) {
    const one = await lookAt(ctx, parts, account, file).catch((error: unknown) => {
      failures.push(error);
      return 'later' as const;
    });
    found.set(nameOf(file), one === 'later' && tooLate ? 'gone' : one);
  }
  await inTransaction(ctx, async (tx) => {
    const contact = await findContact(tx, id, { lock: true });
    const open = await openFiles(ctx, tx, id, event);
    // What another process has settled meanwhile is told by it.
    const here = (open?.files ?? []).map((file) => ({ file, found: found.get(nameOf(file)) ?? 'later' }));
    if (!contact || !open || here.length === 0) return;
    const left = here.filter((one) => one.found === 'later').map(({ file }) => file);
    await contactRecord.put(tx, open.key, partOf(event), left.length > 0 ? JSON.stringify(left) : '');
    const now = here.some((one) => one.found === 'known') ? await tellKnown(tx, contact) : contact;
    for (const what of ['gone', 'later'] as const)
      if (here.some((one) => one.found === what)) await say(ctx, tx, now, event, what);
  });
  if ([...found.values()].includes('later')) throw failures[0] ?? new Error('what was sent is looked at later');
}

const nameOf = ({ url, reference }: InboundAttachment) => JSON.stringify([url, reference ?? null]);

async function openFiles(ctx: Ctx, tx: Tx, id: string, event: string) {
  const contact = await findContact(tx, id, { lock: false });
  const key = contact && (await contactRecord.openKey(ctx, tx, id, 'internal', contact.desk_code));
  if (!key) return undefined;
  const text = await contactRecord.read(tx, key, partOf(event));
  return { key, files: text ? (JSON.parse(text) as InboundAttachment[]) : [] };
}

/** A refusal that is of the file itself (no picture, too large) is an answer: nothing is known of it. */
async function lookAt(ctx: Ctx, parts: FileParts, account: string, file: InboundAttachment): Promise<Found> {
  const got = await inboundFile(ctx, account, file, BYTES_MOST);
  if (!got.ok) return got.refusal.code === 'channel-attachment.unavailable' ? 'gone' : 'later';
  const hashed = await hashMedia(got.value, parts.decoders);
  if (!hashed.ok) return hashed.refusal.code === 'media.busy' ? 'later' : 'nothing';
  const asked = await matchHashes(ctx, parts.matching, {
    hashes: signalsOfMedia(hashed.value),
    purpose: 'COUNSELLING',
  });
  if (!asked.ok) return 'later';
  return asked.value.answers.some(({ outcome }) => outcome === 'match') ? 'known' : 'nothing';
}

/** One remark in the thread, for the desk and for the child where it reads there; it is no word of the child that is owed an answer. */
async function say(ctx: Ctx, tx: Tx, before: ContactRow, event: string, what: keyof typeof SAID): Promise<void> {
  const { place, text } = SAID[what];
  const contact = await findContact(tx, before.id, { lock: true });
  if (!contact || contact.state === 'done' || contact.state === 'abandoned') return;
  const line = lineKey(event, place);
  if ((await lineByKey(tx, contact.id, line)) !== undefined) return;
  const key = await contactRecord.openKey(ctx, tx, contact.id, 'thread', contact.desk_code);
  if (!key) return;
  const { owed_since } = contact;
  await appendLine(tx, key, contact, { lineKey: line, from: 'child', author: null, text }, { owed_since });
}

/** Told once, also where the same was sent again: a contact that stands in danger for it already has been told of. */
async function tellKnown(tx: Tx, contact: ContactRow): Promise<ContactRow> {
  tx.audit({ ...auditOf(contact), action: 'contact.known-picture' });
  if (contact.band === contactBands.danger && (await wasRaisedFor(tx, contact.id, 'known-picture'))) return contact;
  const to = raised(contact.band, contactBands.danger, 'known-picture');
  const now = to ? await updateContact(tx, contact.id, { band: to.band, band_reason: to.reason }) : contact;
  await insertEvent(tx, contact.id, 'raised', { band: now.band, reason: 'known-picture' });
  const { helper, organisation: agency } = contact;
  await postNotice(tx, helper === null ? { roles: ['111_supervisor'], agency } : { person: helper }, {
    kind: 'contact.known-picture',
    object: { kind: 'contact', id: contact.id },
    facts: {},
  });
  if (isQueued(now.state)) tx.notify({ topic: QUEUED, id: contact.id, desk: contact.desk_code });
  tellChanged(tx, now);
  return now;
}

async function inTransaction<T>(ctx: Ctx, work: (tx: Tx) => Promise<T>): Promise<T> {
  const done = await ctx.transaction(async (tx) => ok(await work(tx)));
  if (!done.ok) throw new Error(`refused: ${done.refusal.code}`);
  return done.value;
}
