import {
  beginTry,
  type Ctx,
  ok,
  type Result,
  readCode,
  STRETCHING,
  sameVerifier,
  stretch,
  type Tx,
  verifierOf,
  vietnamDate,
} from '../../kernel/index.ts';
import { readReceiptWords, SMALLEST_SHOWN, shownNumber } from '../../vocabulary/index.ts';
import type { Stratum } from '../ballots/ballot.ts';
import { VOICE } from '../consultations/consultation-record.ts';
import { findAnswer, findConsultation, findStatement, findTheme } from '../consultations/consultation-store.ts';
import { refuse } from '../refusals.ts';
import type { IdeaRow } from '../tables.ts';
import { type IdeaRefusal, ideaRefusal } from '../voice-lists.ts';
import { type IdeaState, type WayStep, wayOf } from './idea.ts';
import { ideaByLocator, votesOn } from './idea-store.ts';

/** Wrong tries of one network on one locator, and on any, before it waits. */
const FREE_TRIES = 5;
const FREE_TRIES_OF_NETWORK = 20;
/** Stands in for the salt of an idea that does not exist, so that both take the same time. */
const NO_SALT = Buffer.alloc(16, 0x5a);
const WRITTEN_LIMIT = 1_000;

/** What became of one idea, for who has its words. Of what was refused or told, nothing of what was written. */
export interface IdeaWay {
  readonly consultation: { readonly code: string; readonly titleVi: string; readonly titleEn: string | null };
  readonly state: IdeaState;
  readonly steps: readonly WayStep[];
  readonly reason: IdeaRefusal | null;
  /** As it is shown, or the statement that it was joined to. */
  readonly statement: { readonly number: number; readonly text: string } | null;
  /** Its statement was taken out since: nobody reads the words any more. */
  readonly withdrawn: boolean;
  readonly theme: { readonly titleVi: string; readonly titleEn: string } | null;
  /** After the close, each stratum by itself; of fewer than ten ballots nothing. */
  readonly votes: readonly {
    readonly stratum: Stratum;
    readonly agree: number | null;
    readonly disagree: number | null;
  }[];
  readonly answer: {
    readonly outcome: string;
    readonly childWords: string;
    readonly decided: string;
    readonly whyNot: string | null;
    readonly answeredBy: string;
    readonly followUpOn: string;
    readonly followedUp: string | null;
  } | null;
}

/**
 * The way of an idea, by its locator and six words, without an account. One that does not exist answers, and takes as long, as wrong words do.
 * Refusals: `idea.not-found`, `idea.wait`
 */
export async function readIdea(
  ctx: Ctx,
  written: { readonly locator: string; readonly words: string },
): Promise<Result<IdeaWay>> {
  const locator = readCode(written.locator);
  if (locator === undefined || written.words.length > WRITTEN_LIMIT) return refuse('idea.not-found');
  const read = readReceiptWords(written.words);
  if ('unknown' in read) return refuse('idea.not-found', { field: 'words' });
  const tried = beginTry(ctx, 'voice-idea', [
    [locator, FREE_TRIES],
    ['', FREE_TRIES_OF_NETWORK],
  ]);
  if (typeof tried === 'number') return refuse('idea.wait', { facts: { retryAfterSeconds: Math.ceil(tried / 1_000) } });
  return ctx.as(VOICE).transaction(async (tx): Promise<Result<IdeaWay>> => {
    const row = await ideaByLocator(tx, locator);
    const stretching = row ? { memoryKib: row.memory_kib, passes: row.passes } : STRETCHING;
    const verifier = await verifierOf(ctx.kernel.vault, await stretch(read.words, row?.salt ?? NO_SALT, stretching));
    if (!sameVerifier(row?.verifier ?? Buffer.alloc(32), verifier) || !row) return refuse('idea.not-found');
    tried.right();
    return wayOfRow(tx, row);
  });
}

async function wayOfRow(tx: Tx, row: IdeaRow): Promise<Result<IdeaWay>> {
  const about = await findConsultation(tx, row.consultation_id);
  if (!about) return refuse('idea.not-found');
  const statement = row.statement_id === null ? undefined : await findStatement(tx, row.statement_id);
  // A statement may be put under a theme, or under another, after the idea was decided on.
  const themeId = statement?.theme_id ?? row.theme_id;
  const theme = themeId === null ? undefined : await findTheme(tx, themeId);
  const answer = themeId === null ? undefined : await findAnswer(tx, themeId);
  const isWithdrawn = statement !== undefined && statement.withdrawn_at !== null;
  const isCounted = statement !== undefined && about.counted?.includes(statement.number) === true;
  const votes = isCounted ? await votesOn(tx, about.id, statement.number) : [];
  return ok({
    consultation: { code: about.code, titleVi: about.title_vi, titleEn: about.title_en },
    state: row.state,
    steps: wayOf(
      {
        state: row.state,
        madeAt: row.made_at,
        decidedAt: row.decided_at,
        themed: theme !== undefined,
        closedAt: about.closed_at,
        counted: isCounted,
        withdrawn: isWithdrawn,
        answeredAt: answer?.answered_at ?? null,
        answerBy: about.answer_by ?? vietnamDate(row.made_at),
        followedUpAt: answer?.followed_up_at ?? null,
      },
      vietnamDate(tx.now),
    ),
    reason: ideaRefusal.has(row.reason) ? row.reason : null,
    statement: statement?.withdrawn_at === null ? { number: statement.number, text: statement.text_vi } : null,
    withdrawn: isWithdrawn,
    theme: theme ? { titleVi: theme.title_vi, titleEn: theme.title_en } : null,
    votes: votes
      .filter(({ ballots }) => ballots >= SMALLEST_SHOWN)
      .map(({ stratum, agree, disagree }) => ({
        stratum,
        agree: shownNumber(agree),
        disagree: shownNumber(disagree),
      })),
    answer: answer
      ? {
          outcome: answer.outcome,
          childWords: answer.child_words,
          decided: answer.decided,
          whyNot: answer.why_not,
          answeredBy: answer.answered_by,
          followUpOn: answer.follow_up_on,
          followedUp: answer.followed_up,
        }
      : null,
  });
}
