import { createHash } from 'node:crypto';
import { fileByChannel, holdsMedia } from '../../intake/index.ts';
import {
  beginTry,
  type Ctx,
  keyedDigest,
  newCode,
  newId,
  ok,
  type Receipt,
  type Result,
  readCode,
  readTextInput,
  STRETCHING,
  sameWords,
  secretsOfWords,
  wordsOfSubmission,
} from '../../kernel/index.ts';
import { findDisclosure } from '../../learning/index.ts';
import { type PortalBand, portalBand, receiptWordLists, receiptWords } from '../../vocabulary/index.ts';
import { VOICE } from '../consultations/consultation-record.ts';
import { consultationByCode } from '../consultations/consultation-store.ts';
import { refuse } from '../refusals.ts';
import { sealJson } from '../sealed-json.ts';
import type { ConsultationRow } from '../tables.ts';
import { IDEA_TEXT, TOLD_TEXT } from './idea.ts';
import { countWaitingIdeas, ideaOfSubmission, insertIdea } from './idea-store.ts';

/** Ideas of one consultation that wait at once: more than is read in three days. */
const WAITING_AT_MOST = 2_000;

/** Ideas that one network sends at once, before it waits longer each time: a class. No address is stored. */
export const FREE_IDEAS = 60;

/** What is sealed of an idea. */
export interface IdeaWords {
  readonly text: string;
}

/** What became of the words at once. */
export type IdeaTaken =
  /** A person reads it; the six words tell what became of it. */
  | { readonly taken: 'WAITS'; readonly receipt: Receipt }
  /** It told of something that happened: 111 has it, and the receipt opens what they answer. It is no idea, and counts nowhere. */
  | { readonly taken: 'TOLD'; readonly receipt: Receipt };

/**
 * Takes one idea of a child. Nobody reads it before a person has read it. Words that tell of something that happened to a child go to the 111
 * desk as a report with a receipt, sealed, and neither text nor trace of them stays here.
 * @param input `key`: 16 to 200 printable characters that the page made with its form, so that the same sent twice is one idea
 * Refusals: those of a text and of a filing, `consultation.not-found`, `consultation.closed`, `idea.unusable`, `idea.wait-to-write`, `idea.too-many`
 */
export async function writeIdea(
  ctx: Ctx,
  input: { readonly consultation: string; readonly band: string; readonly text: string; readonly key: string },
): Promise<Result<IdeaTaken>> {
  const { band } = input;
  if (!/^[\x21-\x7e]{16,200}$/.test(input.key)) return refuse('idea.unusable', { field: 'key' });
  const told = readTextInput(input.text, 'text', TOLD_TEXT);
  if (!told.ok) return told;
  const code = readCode(input.consultation);
  const found = await ctx
    .as(VOICE)
    .transaction(async (tx) => ok(code === undefined ? undefined : await consultationByCode(tx, code)));
  if (!found.ok) return found;
  const row = found.value;
  if (!row || row.state === 'DRAFT' || row.kind !== 'STATEMENTS') return refuse('consultation.not-found');
  if (holdsMedia(told.value)) return refuse('idea.unusable', { field: 'text' });
  // A disclosure is heard whenever it comes: after the close, in more words than an idea has, and without an age.
  if (findDisclosure(told.value).length > 0)
    return tell(ctx, row, { band, text: told.value, key: keyOf(input.key, row, band, told.value) });
  if (!portalBand.has(band)) return refuse('idea.unusable', { field: 'band' });
  const read = readTextInput(input.text, 'text', IDEA_TEXT);
  if (!read.ok) return read;
  if (row.state !== 'OPEN' || row.closes_at === null || row.closes_at <= ctx.now) return refuse('consultation.closed');
  const tried = beginTry(ctx, 'voice-write', [[row.code, FREE_IDEAS]]);
  if (typeof tried === 'number')
    return refuse('idea.wait-to-write', { facts: { retryAfterSeconds: Math.ceil(tried / 1_000) } });
  return keep(ctx, row, { band, text: read.value, key: keyOf(input.key, row, band, read.value) });
}

/** The same words sent twice are one; other words from the same form are others, and nobody is turned away for having gone back. */
const keyOf = (key: string, { id }: ConsultationRow, band: string, text: string): string =>
  createHash('sha256').update(`${key}|${id}|${band}|${text}`).digest('hex');

interface Written {
  readonly band: string;
  readonly text: string;
  readonly key: string;
}

/** A report by the front door of intake, as if the child had written it on the report's own page. */
async function tell(ctx: Ctx, row: ConsultationRow, { band, text, key }: Written): Promise<Result<IdeaTaken>> {
  const filed = await fileByChannel(ctx, {
    channel: 'WEB',
    idempotencyKey: key,
    demonstration: row.is_demonstration,
    report: {
      reporter: reporterIn(band),
      narrative: `${text}\n\n(Viết ở ô ý kiến của cuộc lấy ý kiến “${row.title_vi}” · Written as an idea in a consultation)`,
      language: ctx.language,
    },
  });
  return filed.ok ? ok({ taken: 'TOLD', receipt: filed.value.receipt }) : filed;
}

const reporterIn = (band: string) => {
  if (!portalBand.has(band)) return { kind: 'child' } as const;
  return band === 'ADULT' ? ({ kind: 'other', band } as const) : ({ kind: 'child', band } as const);
};

async function keep(
  ctx: Ctx,
  row: ConsultationRow,
  { band, text, key }: Written & { readonly band: PortalBand },
): Promise<Result<IdeaTaken>> {
  const { vault } = ctx.kernel;
  const id = newId<'idea'>(ctx.now.getTime());
  const words: IdeaWords = { text };
  const body = createHash('sha256').update(`${row.id}|${band}|${text}`).digest();
  const submission = await keyedDigest(vault, 'voice-idea-submission', `${row.id}|${key}`);
  const spoken = await wordsOfSubmission(vault, receiptWords, key, body);
  const { salt, verifier } = await secretsOfWords(vault, spoken);
  const sealed = await sealJson(ctx.kernel, 'idea', id, words);
  return ctx.as(VOICE).transaction(async (tx): Promise<Result<IdeaTaken>> => {
    const before = await ideaOfSubmission(tx, submission);
    if (before) {
      const stored = {
        memoryKib: before.memory_kib,
        passes: before.passes,
        salt: before.salt,
        verifier: before.verifier,
      };
      const again = await sameWords(vault, receiptWordLists, key, body, stored);
      // The key hangs on the words, so whoever has another receipt for it has made the key up.
      if (!again) return refuse('idea.unusable', { field: 'key' });
      return ok({ taken: 'WAITS', receipt: { locator: before.locator, words: again } });
    }
    if ((await countWaitingIdeas(tx, row.id)) >= WAITING_AT_MOST) return refuse('idea.too-many');
    const locator = newCode();
    await insertIdea(tx, {
      id,
      consultation_id: row.id,
      locator,
      salt,
      memory_kib: STRETCHING.memoryKib,
      passes: STRETCHING.passes,
      verifier,
      submission,
      band,
      sealed,
      made_at: tx.now,
      state: 'WAITING',
      reason: null,
      statement_id: null,
      theme_id: null,
      decided_by: null,
      decided_at: null,
      is_demonstration: row.is_demonstration,
    });
    tx.notify({ topic: 'voice.idea', id, roles: ['youth_union_moderator'] });
    return ok({ taken: 'WAITS', receipt: { locator, words: spoken } });
  });
}
