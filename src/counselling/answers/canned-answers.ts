import {
  actorName,
  type Ctx,
  ok,
  type PersonActor,
  type Result,
  readTextInput,
  refuseRequest,
  type TextRule,
  type Tx,
} from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { LINE, readLine } from '../lines/line.ts';
import { refuse } from '../refusals.ts';
import { guardOutgoing } from '../safeguards/outgoing-guard.ts';
import { cannedAnswerPolicy } from './answer-policy.ts';
import { insertAnswer, newestAnswers, versionsOf } from './answer-store.ts';
import type { AnswerRow } from './answer-tables.ts';
import { fillAnswer, unknownBlank } from './fill-answer.pure.ts';

export const ANSWER_TITLE: TextRule = { most: 80 };
export const ANSWER_SOURCE: TextRule = { most: 200 };
export const ANSWER_TEXT = LINE;
const CODE = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const CODE_MOST = 30;

/** A sentence kept ready, with its blanks. */
export interface CannedAnswer {
  readonly code: string;
  readonly version: number;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly vi: string;
  readonly en: string;
  readonly source: string;
  readonly verified: boolean;
  readonly setAt: string;
}

/** The sentences of the desk, by their code. */
export function listCannedAnswers(ctx: Ctx): Promise<Result<readonly CannedAnswer[]>> {
  return atDesk(ctx, 'canned-answer.use', async (tx) => ok((await newestAnswers(tx, HELPLINE.desk)).map(viewOf)));
}

export interface WriteCannedAnswer {
  /** What is typed after the stroke: small letters without diacritics, figures and dashes. */
  readonly code: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly vi: string;
  readonly en: string;
  readonly source: string;
}

/**
 * Writes a sentence, or another version of it. What the guard of outgoing lines would hold back is not kept ready either.
 * @returns refusals `canned-answer.code-unusable`, `canned-answer.blank-unknown`, `canned-answer.held-back`, `line.*`, `text.*`
 */
export async function writeCannedAnswer(
  ctx: Ctx,
  input: WriteCannedAnswer,
): Promise<Result<{ readonly version: number }>> {
  if (!CODE.test(input.code) || input.code.length > CODE_MOST)
    return refuse('canned-answer.code-unusable', { field: 'code' });
  const [titleVi, titleEn, source] = [
    readTextInput(input.titleVi, 'titleVi', ANSWER_TITLE),
    readTextInput(input.titleEn, 'titleEn', ANSWER_TITLE),
    readTextInput(input.source, 'source', ANSWER_SOURCE),
  ];
  for (const one of [titleVi, titleEn, source]) if (!one.ok) return one;
  const [vi, en] = [readSentence(input.vi, 'vi'), readSentence(input.en, 'en')];
  if (!vi.ok) return vi;
  if (!en.ok) return en;
  return atDesk(ctx, 'canned-answer.write', async (tx, actor) => {
    const version = (await versionsOf(tx, HELPLINE.desk, input.code)) + 1;
    await insertAnswer(tx, {
      desk_code: HELPLINE.desk,
      code: input.code,
      version,
      retired: false,
      title_vi: titleVi.ok ? titleVi.value : '',
      title_en: titleEn.ok ? titleEn.value : '',
      vi: vi.value,
      en: en.value,
      source: source.ok ? source.value : '',
      verified: true,
      set_by: actorName(actor),
      set_at: tx.now,
    });
    tx.audit({ action: 'canned-answer.write', codes: { code: input.code, version } });
    tx.notify({ topic: 'canned-answer.changed', id: HELPLINE.desk, desk: HELPLINE.desk });
    return ok({ version });
  });
}

/** Takes a sentence out of use; what was sent with it stays as it was sent. */
export function retireCannedAnswer(ctx: Ctx, { code }: { readonly code: string }): Promise<Result<void>> {
  return atDesk(ctx, 'canned-answer.write', async (tx, actor) => {
    const last = (await newestAnswers(tx, HELPLINE.desk)).find((one) => one.code === code);
    if (!last) return refuse('canned-answer.not-there');
    const version = last.version + 1;
    await insertAnswer(tx, { ...last, version, retired: true, set_by: actorName(actor), set_at: tx.now });
    tx.audit({ action: 'canned-answer.write', codes: { code, version, retired: true } });
    return ok();
  });
}

function readSentence(written: string, field: 'vi' | 'en'): Result<string> {
  const read = readLine(written);
  if (!read.ok) return { ok: false, refusal: { ...read.refusal, field } };
  if (unknownBlank(read.value) !== undefined) return refuse('canned-answer.blank-unknown', { field });
  const filled = fillAnswer(read.value, { address: 'em', reference: 'ABCD-EFGH' }, field);
  const [found] = guardOutgoing(filled);
  return found ? refuse('canned-answer.held-back', { field, facts: { reason: found.reason } }) : read;
}

async function atDesk<T>(
  ctx: Ctx,
  action: (typeof cannedAnswerPolicy.actions)[number],
  act: (tx: Tx, actor: PersonActor) => Promise<Result<T>>,
): Promise<Result<T>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !cannedAnswerPolicy.can(actor, action, { desk_code: HELPLINE.desk }, ctx.now)) {
    await ctx.auditRefused({ action });
    return refuseRequest('access.not-permitted');
  }
  return ctx.transaction((tx) => act(tx, actor));
}

const viewOf = (row: AnswerRow): CannedAnswer => ({
  code: row.code,
  version: row.version,
  titleVi: row.title_vi,
  titleEn: row.title_en,
  vi: row.vi,
  en: row.en,
  source: row.source,
  verified: row.verified,
  setAt: row.set_at.toISOString(),
});
