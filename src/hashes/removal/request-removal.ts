import { createHash, randomBytes } from 'node:crypto';
import {
  type Ctx,
  HOUR,
  newCode,
  newId,
  ok,
  type Receipt,
  type Result,
  STRETCHING,
  sameWords,
  stretch,
  systemActor,
  type Tx,
  verifierOf,
  wordsOfSubmission,
} from '../../kernel/index.ts';
import { receiptWordLists, receiptWords } from '../../vocabulary/index.ts';
import { nextStatus } from '../entries/entry.ts';
import { insertEntries, putSignals, recordChanges, setStatus } from '../entries/entry-store.ts';
import { bankByCode } from '../entries/register-store.ts';
import { type GivenSignal, parseSignal, QUALITY_LEAST, type Signal } from '../entries/signal.ts';
import { refuse } from '../refusals.ts';
import {
  BROWSER_RECIPE,
  isLikePdq,
  REMOVAL_AGENCY,
  REMOVAL_BANK,
  REMOVAL_BASIS,
  REMOVAL_LIMITS,
  type RemovalAnswers,
  type RemovalFile,
  removalAnswers,
  removalFiles,
} from './removal.ts';
import { removalParts } from './removal-part.ts';
import {
  entryOfHash,
  insertRemoval,
  insertRemovalEntries,
  lockRemovals,
  type ReceiptOfRemoval,
  removalCounts,
  removalOfSubmission,
} from './removal-store.ts';

export interface RequestRemoval {
  /** Made by the page that was shown: a request that is sent twice counts once. */
  readonly idempotencyKey: string;
  /** As the device wrote it (`removalFiles`). */
  readonly files: unknown;
  /** What the person chose (`removalAnswers`). */
  readonly answers: unknown;
}

/**
 * Takes in the hashes that somebody made of their own pictures or videos. Rules review them, since nobody can look: they
 * are like a PDQ hash, of quality 50 and more, not there already, and within what the whole platform takes in an hour.
 * They are in force at once in a bank that members watch for, and go when the receipt takes them back. Links that the person gives are
 * handed to those who have them taken down, with or without a hash.
 * @returns the receipt. Refusals: `removal.key-unusable`, `removal.incomplete` (field), `removal.hash-unreadable`,
 * `removal.too-plain`, `removal.too-many`, `removal.link-unusable`, `removal.already-received` (another receipt opens it by now)
 */
export async function requestRemoval(ctx: Ctx, request: RequestRemoval): Promise<Result<Receipt>> {
  const { vault } = ctx.kernel;
  const read = readRequest(request);
  if (!read.ok) return read;
  const { submission, digest } = read.value;
  const words = await wordsOfSubmission(vault, receiptWords, request.idempotencyKey, digest);
  const salt = randomBytes(16);
  const verifier = await verifierOf(vault, await stretch(words, salt, STRETCHING));
  const locator = newCode();
  return ctx.as(systemActor('hashes.request-removal')).transaction(async (tx) => {
    await lockRemovals(tx);
    const before = await removalOfSubmission(tx, submission);
    if (!before) {
      const taken = await takeIn(ctx, tx, read.value, { locator, salt, verifier, ...STRETCHING });
      return taken.ok ? ok({ locator, words }) : taken;
    }
    const again = hasReceipt(before)
      ? await sameWords(vault, receiptWordLists, request.idempotencyKey, digest, before)
      : undefined;
    return again && before.locator !== null
      ? ok({ locator: before.locator, words: again })
      : refuse('removal.already-received');
  });
}

/**
 * The same for the holder of another receipt, which opens the request too: whoever calls keeps which one.
 * @returns the request's id; sent twice, the same one
 */
export async function requestRemovalWithoutReceipt(
  ctx: Ctx,
  request: RequestRemoval,
): Promise<Result<{ readonly removal: string }>> {
  const read = readRequest(request);
  if (!read.ok) return read;
  return ctx.as(systemActor('hashes.request-removal')).transaction(async (tx) => {
    await lockRemovals(tx);
    const before = await removalOfSubmission(tx, read.value.submission);
    return before ? ok({ removal: before.id }) : takeIn(ctx, tx, read.value, undefined);
  });
}

interface ReadRequest {
  readonly wanted: readonly { readonly media: 'image' | 'video'; readonly signals: readonly Signal[] }[];
  readonly answers: RemovalAnswers;
  /** Of files and answers. */
  readonly digest: Buffer;
  /** Of these and the key: one that is sent twice is the same. */
  readonly submission: Buffer;
}

function readRequest(request: RequestRemoval): Result<ReadRequest> {
  if (!/^[\x21-\x7e]{16,200}$/.test(request.idempotencyKey)) return refuse('removal.key-unusable');
  const files = removalFiles.safeParse(request.files);
  if (!files.success) return refuse('removal.hash-unreadable', { field: 'files' });
  const answers = removalAnswers.safeParse(request.answers);
  if (!answers.success) return refuse('removal.incomplete', { field: String(answers.error.issues[0]?.path[0]) });
  if (files.data.length === 0 && answers.data.links === undefined)
    return refuse('removal.hash-unreadable', { field: 'files' });
  const wanted: { readonly media: 'image' | 'video'; readonly signals: readonly Signal[] }[] = [];
  for (const [place, file] of files.data.entries()) {
    const signals = signalsOf(file);
    if (signals === undefined) return refuse('removal.hash-unreadable', { field: 'files', facts: { place } });
    if (signals.length === 0) return refuse('removal.too-plain', { field: 'files', facts: { place } });
    wanted.push({ media: file.media, signals });
  }
  const digest = createHash('sha256')
    .update(JSON.stringify([files.data, answers.data]))
    .digest();
  const submission = createHash('sha256').update(request.idempotencyKey).update('\0').update(digest).digest();
  return ok({ wanted, answers: answers.data, digest, submission });
}

const hasReceipt = (
  row: {
    readonly [part in keyof ReceiptOfRemoval]: ReceiptOfRemoval[part] | null;
  },
): row is ReceiptOfRemoval => row.locator !== null;

/** Writes a request that was not there before, under the lock of all requests. */
async function takeIn(
  ctx: Ctx,
  tx: Tx,
  { wanted, answers, submission }: ReadRequest,
  receipt: ReceiptOfRemoval | undefined,
): Promise<Result<{ readonly removal: string }>> {
  const bank = await bankByCode(tx, REMOVAL_BANK);
  if (!bank?.enabled) return refuse('removal.too-many');
  const counts = await removalCounts(tx, new Date(tx.now.getTime() - HOUR), bank.id);
  if (counts.requests >= REMOVAL_LIMITS.requestsAnHour || counts.entries >= REMOVAL_LIMITS.entries)
    return refuse('removal.too-many');
  const id = newId<'removal'>();
  const { ageBand, subject, places } = answers;
  await insertRemoval(tx, { id, receipt, submission, ageBand, subject, places: [...new Set(places)] });
  const touched = new Set<string>();
  const held: string[] = [];
  for (const { media, signals } of wanted) held.push(await hold(tx, bank.id, media, signals, touched));
  await insertRemovalEntries(tx, id, held);
  const { links = [] } = answers;
  if (links.length > 0)
    for (const part of ctx.kernel.offered.of(removalParts)) {
      const taken = await part.asked(ctx, tx, { removal: id, links, ageBand, subject, places });
      if (!taken.ok) return refuse('removal.link-unusable', { field: 'links', facts: taken.refusal.facts ?? {} });
    }
  tx.audit({
    organisation: REMOVAL_AGENCY,
    action: 'hash-removal.request',
    object: { kind: 'hash-removal', id },
    codes: { files: wanted.length, new: touched.size, links: links.length },
  });
  if (touched.size > 0) await recordChanges(tx, [...touched]);
  return ok({ removal: id });
}

/** The usable signals of one file; undefined where a hash is none. Frames too plain to say anything are left out. */
function signalsOf(file: RemovalFile): readonly Signal[] | undefined {
  const given: GivenSignal[] =
    file.media === 'image'
      ? [file.pdq, ...(file.shown === undefined ? [] : [file.shown])].map((value) => ({
          type: 'pdq',
          value,
          variant: 'full',
          quality: file.quality,
        }))
      : file.frames.map(({ pdq, quality, ms }) => ({
          type: 'vpdq',
          value: pdq,
          variant: BROWSER_RECIPE,
          quality,
          frameMs: ms,
        }));
  const clear = given.filter(({ quality = 0 }) => quality >= QUALITY_LEAST);
  if (clear.some(({ value }) => !isLikePdq(value))) return undefined;
  if (clear.length === 0) return [];
  if (file.sha256 !== undefined) clear.push({ type: 'sha256', value: file.sha256 });
  const signals = clear.map(parseSignal);
  return signals.every((signal): signal is Signal => !('fault' in signal)) ? signals : undefined;
}

/** The entry for a file: the one that is there for the same hash, or a new one. */
async function hold(
  tx: Tx,
  bank: string,
  media: 'image' | 'video',
  signals: readonly Signal[],
  touched: Set<string>,
): Promise<string> {
  const first = signals[0] as Signal;
  const there = await entryOfHash(tx, bank, media, media === 'image' ? 'pdq' : 'vpdq', first.value);
  if (there) {
    // Taken back by all who had asked: it comes again. What an approver took out stays out.
    const again =
      there.status === 'WITHDRAWN' && there.wanted === 0 ? nextStatus(there.status, 'reinstated') : undefined;
    if (again) {
      await setStatus(tx, [there.entry], again);
      touched.add(there.entry);
    }
    return there.entry;
  }
  const entry = newId<'hash-entry'>();
  await insertEntries(tx, [
    {
      id: entry,
      bankId: bank,
      ownerAgency: REMOVAL_AGENCY,
      mediaKind: media,
      status: 'ACTIVE',
      legalBasis: REMOVAL_BASIS,
      reference: null,
      proposedBy: 'hashes.request-removal',
    },
  ]);
  await putSignals(
    tx,
    signals.map((signal) => ({ entry, signal, id: newId<'hash-signal'>() })),
  );
  touched.add(entry);
  return entry;
}
