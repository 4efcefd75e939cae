import { createHash } from 'node:crypto';
import { z } from 'zod';
import {
  type Ctx,
  DeskWithoutKey,
  HOUR,
  type Id,
  keyedDigest,
  newCode,
  newId,
  ok,
  type Receipt,
  type ReceiptSecrets,
  type Result,
  refuseRequest,
  STRETCHING,
  sameWords,
  secretsOfWords,
  stretch,
  systemActor,
  type Tx,
  wordsOfSubmission,
  wrapSecretOf,
} from '../../kernel/index.ts';
import { helplineNumber, informantType, portalBand, receiptWordLists, receiptWords } from '../../vocabulary/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { appendLine } from '../lines/append-line.ts';
import { LINE, readLine } from '../lines/line.ts';
import { refuse } from '../refusals.ts';
import { openThread, startSession } from './contact-receipts.ts';
import { auditOf, contactRecord, QUEUED } from './contact-record.ts';
import { findContact, insertContact, insertEvent } from './contact-store.ts';
import { newContact } from './new-contact.ts';
import { firstBand } from './raise-band.ts';
import { insertReceipt, receiptOfSubmission } from './receipt-store.ts';
import { triageFirstLine } from './triage-first-line.ts';

/** What somebody says when they ask for a chat. Nothing but whether it is urgent is asked. */
export const contactInput = z.strictObject({
  urgent: z.boolean(),
  firstLine: z
    .string()
    .max(LINE.most * 4)
    .optional(),
  informantType: informantType.zod.optional(),
  portalBand: portalBand.zod.optional(),
  province: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
});

export interface BeginContact {
  /** As `contactInput` says; checked here, whoever calls. */
  readonly contact: unknown;
  /** 16 to 200 printable characters without blanks, one per contact: the page makes it with the form. */
  readonly idempotencyKey: string;
  readonly demonstration?: boolean;
}

export interface ContactBegun {
  readonly contact: Id<'contact'>;
  readonly receipt: Receipt;
  /** For the cookie of the child's page. */
  readonly session: string;
  readonly expiresAt: Date;
  /** The same submission had been received before; this is its receipt again. */
  readonly repeated: boolean;
}

/** How long the same submission gets the same words again. */
const REPEATABLE = 24 * HOUR;
const RETRY_SECONDS = 600;
const ALREADY_BEGUN = Symbol('already begun');

/**
 * A child, or somebody who cares for one, asks for a chat: contact, receipt with six words, session and first line are written
 * together, and it stands in the queue. The words are in the answer and nowhere else.
 * @returns refusals `contact.*`, `line.*`, `request.invalid`
 */
export async function beginContact(ctx: Ctx, input: BeginContact): Promise<Result<ContactBegun>> {
  if (!/^[\x21-\x7e]{16,200}$/.test(input.idempotencyKey))
    return refuse('contact.key-unusable', { field: 'idempotency-key' });
  const parsed = contactInput.safeParse(input.contact);
  if (!parsed.success) return refuseRequest('request.invalid', { field: parsed.error.issues[0]?.path.join('.') ?? '' });
  const said = parsed.data;
  const blank = said.firstLine === undefined || said.firstLine.trim() === '';
  const line = blank ? ok(undefined) : readLine(said.firstLine as string);
  if (!line.ok) return line;

  const { vault } = ctx.kernel;
  const body = createHash('sha256')
    .update(JSON.stringify([said.urgent, line.value ?? null, said.informantType, said.portalBand, said.province]))
    .digest();
  const words = await wordsOfSubmission(vault, receiptWords, input.idempotencyKey, body);
  const ready: Ready = {
    said,
    line: line.value,
    body,
    words,
    ...(await secretsOfWords(vault, words)),
    keyHash: await keyedDigest(vault, 'contact-key', input.idempotencyKey),
    bodyHash: await keyedDigest(vault, 'contact-body', body),
  };
  // Offered by the ticker, which hears `contact.queued`: the child does not wait for it.
  return (await write(ctx, input, ready)) ?? repeat(ctx, input, ready);
}

interface Ready extends ReceiptSecrets {
  readonly said: z.infer<typeof contactInput>;
  readonly line: string | undefined;
  readonly body: Buffer;
  readonly words: string[];
  readonly keyHash: Buffer;
  readonly bodyHash: Buffer;
}

/** @returns undefined where a submission with this key was there before */
async function write(ctx: Ctx, input: BeginContact, ready: Ready): Promise<Result<ContactBegun> | undefined> {
  const id = newId<'contact'>(ctx.now.getTime());
  try {
    return await ctx.as({ kind: 'receipt', report: id }).transaction((tx) => writeContact(ctx, tx, id, input, ready), {
      keep: true,
    });
  } catch (error) {
    if (error === ALREADY_BEGUN) return undefined;
    if (!(error instanceof DeskWithoutKey)) throw error;
    ctx.kernel.log.error({ err: error }, 'no contact can be taken');
    return refuse('contact.desk-without-key', { facts: { retryAfterSeconds: RETRY_SECONDS, call: helplineNumber } });
  }
}

async function writeContact(
  ctx: Ctx,
  tx: Tx,
  id: Id<'contact'>,
  input: BeginContact,
  ready: Ready,
): Promise<Result<ContactBegun>> {
  const { said, line, words } = ready;
  const { sealing, config } = ctx.kernel;
  const begins = firstBand(said.urgent);
  const contact = newContact(tx, {
    id,
    channel: 'CHAT',
    language: ctx.language,
    informantType: said.informantType ?? null,
    portalBand: said.portalBand ?? null,
    province: said.province ?? null,
    saidUrgent: said.urgent,
    first: begins,
    demonstration: input.demonstration ?? config.demonstration,
  });
  await insertContact(tx, contact);
  const receipt = { id: newId<'receipt'>(tx.now.getTime()), locator: newCode() };
  const isNew = await insertReceipt(tx, {
    ...receipt,
    contact_id: id,
    salt: ready.salt,
    memory_kib: STRETCHING.memoryKib,
    passes: STRETCHING.passes,
    verifier: ready.verifier,
    made_at: tx.now,
    last_opened_at: null,
    key_hash: ready.keyHash,
    body_hash: ready.bodyHash,
  });
  // Thrown, so that the transaction ends here and leaves nothing.
  if (!isNew) throw ALREADY_BEGUN;
  const keys = await sealing.makeKeys(
    tx,
    [
      {
        scope: contactRecord.scope(id, 'thread'),
        secrets: [{ kind: 'receipt', holder: receipt.id, secret: ready.wrapSecret }],
      },
      { scope: contactRecord.scope(id, 'internal') },
    ],
    [HELPLINE.desk],
    'counselling',
  );
  await sealing.writeKeys(tx, keys, 'server');
  const thread = keys.find(({ key }) => key.scope.fieldClass === 'thread')?.key;
  if (!thread) throw new Error('the thread of a contact has no key');
  const session = await startSession(ctx, tx, id, thread);
  await insertEvent(tx, id, 'began', { channel: 'CHAT', band: contact.band, reason: contact.band_reason });
  if (line !== undefined) {
    const first = { lineKey: newId<'line'>(), from: 'child', author: null, text: line } as const;
    const written = await appendLine(tx, thread, contact, first);
    await triageFirstLine(tx, written.contact, line);
  }
  tx.audit({ ...auditOf(contact), action: 'contact.begin', codes: { channel: 'CHAT' } });
  tx.notify({ topic: QUEUED, id, desk: contact.desk_code });
  return ok({ contact: id, receipt: { locator: receipt.locator, words }, ...session, repeated: false });
}

/** The answer to a submission that came before: its own receipt again with a new session, or why not. */
async function repeat(ctx: Ctx, input: BeginContact, ready: Ready): Promise<Result<ContactBegun>> {
  const { vault } = ctx.kernel;
  const earlier = await ctx
    .as(systemActor('counselling.repeat-begin'))
    .transaction(async (tx) => ok(await receiptOfSubmission(tx, ready.keyHash)));
  if (!earlier.ok) return earlier;
  const row = earlier.value;
  if (!row) throw new Error('a contact that blocked another is gone');
  if (!row.body_hash.equals(ready.bodyHash)) return refuse('contact.key-reused');
  if (ctx.now.getTime() - row.made_at.getTime() > REPEATABLE) return refuse('contact.already-begun');
  const stretching = { memoryKib: row.memory_kib, passes: row.passes };
  const words = await sameWords(vault, receiptWordLists, input.idempotencyKey, ready.body, {
    ...stretching,
    salt: row.salt,
    verifier: row.verifier,
  });
  if (words === undefined) return refuse('contact.already-begun');
  const secret = await wrapSecretOf(vault, await stretch(words, row.salt, stretching));
  return ctx.as({ kind: 'receipt', report: row.contact_id }).transaction(async (tx) => {
    const contact = await findContact(tx, row.contact_id, { lock: false });
    const shown = { session: row.id, object: row.contact_id, secret, by: 'receipt' } as const;
    const key = await openThread(ctx, tx, row.contact_id, shown);
    if (!contact || !key) return refuseRequest('service.unavailable');
    const session = await startSession(ctx, tx, contact.id, key);
    return ok({
      contact: contact.id as Id<'contact'>,
      receipt: { locator: row.locator, words },
      ...session,
      repeated: true,
    });
  });
}
