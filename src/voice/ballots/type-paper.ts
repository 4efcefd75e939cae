import { randomBytes } from 'node:crypto';
import { actAs, actOnRecord, type Ctx, newId, ok, parseId, type Result, type Tx } from '../../kernel/index.ts';
import { CONSULTATION, consultationRecord, VOICE } from '../consultations/consultation-record.ts';
import { optionsOf, statementsOf } from '../consultations/consultation-store.ts';
import { refuse } from '../refusals.ts';
import { differingPapers, readChoices, writeChoices } from './ballot.ts';
import {
  addBallots,
  countIssued,
  entriesOf,
  entriesOfOthers,
  findBatch,
  insertBatch,
  putEntry,
  updateBatch,
} from './ballot-store.ts';
import { receiptOf, TOKEN_BYTES } from './blind-token.ts';

/** As many as two people type in an hour. */
const PAPERS_MOST = 500;

export interface TypedPaper {
  readonly batch: string;
  /** `WAITS`: somebody else types them too. `COUNTED`: both agree. */
  readonly state: 'WAITS' | 'COUNTED';
}

/**
 * Types the papers of a batch. Two people do, each without the other's; what both agree on counts, all at once. Where they differ the numbers
 * of the papers are told to both, and either types again.
 * @param input `batch` absent: a new one; `papers`: as `readChoices` reads each
 * Refusals: those of an act on a record, `consultation.not-found`, `consultation.wrong-state`, `paper.unusable`, `paper.typed`, `paper.differs`
 */
export async function typePaper(
  ctx: Ctx,
  input: {
    readonly consultation: string;
    readonly batch?: string | undefined;
    readonly papers: readonly Readonly<Record<string, string>>[];
  },
): Promise<Result<TypedPaper>> {
  const typed = await actOnRecord(
    consultationRecord,
    ctx,
    'consultation.type-paper',
    { id: input.consultation },
    async (tx, row, actor): Promise<Result<TypedPaper | { readonly differs: readonly number[] }>> => {
      if (row.closes_at === null || row.closes_at <= tx.now) return refuse('consultation.closed');
      if (!row.means.includes('PAPER') || input.papers.length < 1 || input.papers.length > PAPERS_MOST)
        return refuse('paper.unusable', { field: 'papers' });
      const choosable = {
        kind: row.kind,
        numbers: (row.kind === 'STATEMENTS' ? await statementsOf(tx, row.id) : await optionsOf(tx, row.id)).map(
          ({ number }) => number,
        ),
        most: row.most ?? undefined,
      };
      const texts: string[] = [];
      for (const paper of input.papers) {
        const choices = readChoices(paper, choosable);
        if (!choices) return refuse('paper.unusable', { field: 'papers', facts: { paper: texts.length + 1 } });
        texts.push(writeChoices(choices));
      }
      const known = input.batch === undefined ? undefined : parseId<'paper-batch'>(input.batch);
      if (input.batch !== undefined && known === undefined) return refuse('paper.unusable', { field: 'batch' });
      const batch = known ?? newId<'paper-batch'>(tx.now.getTime());
      const before = known && (await findBatch(tx, known, 'for update'));
      if (known && (before?.consultation_id !== row.id || before.state === 'COUNTED' || before.papers !== texts.length))
        return refuse('paper.unusable', { field: before?.consultation_id === row.id ? 'papers' : 'batch' });
      if (!before && texts.length > 1 && (await isTypedAlready(tx, row.id, actor.person, texts)))
        return refuse('paper.typed', { field: 'batch' });
      if (!before)
        await insertBatch(tx, {
          id: batch,
          consultation_id: row.id,
          papers: texts.length,
          state: 'OPEN',
          begun_by: actor.person,
          agency: actor.agency,
          begun_at: tx.now,
          counted_at: null,
        });
      await putEntry(tx, { batch_id: batch, person: actor.person, choices: texts, typed_at: tx.now });
      tx.audit({
        action: 'consultation.type-paper',
        object: { kind: CONSULTATION, id: row.id },
        codes: { papers: texts.length },
      });
      // The actor sees their own entry alone; that two agree, the platform sees.
      const other = await actAs(tx, VOICE, async (platform) =>
        (await entriesOf(platform, batch)).filter(({ person }) => person !== actor.person).at(-1),
      );
      if (!other) return ok({ batch, state: 'WAITS' });
      const differs = differingPapers(other.choices, texts);
      if (differs.length > 0) {
        await updateBatch(tx, batch, { state: 'DIFFERS' });
        return ok({ differs });
      }
      await actAs(tx, VOICE, async (platform) => {
        await addBallots(
          platform,
          texts.map((choices) => ({
            consultation_id: row.id,
            receipt: receiptOf(randomBytes(TOKEN_BYTES)),
            stratum: 'PAPER' as const,
            way: 'TYPED' as const,
            choices,
          })),
        );
      });
      await countIssued(tx, row.id, 'TYPED', texts.length);
      await updateBatch(tx, batch, { state: 'COUNTED', counted_at: tx.now });
      return ok({ batch, state: 'COUNTED' });
    },
  );
  if (!typed.ok) return typed;
  if (!('differs' in typed.value)) return ok(typed.value);
  return refuse('paper.differs', { field: 'papers', facts: { papers: typed.value.differs.join(' ') } });
}

/** Whether somebody else typed the same papers: whoever types them as a new batch forgot to choose theirs, and all would count twice. */
const isTypedAlready = (tx: Tx, consultation: string, person: string, texts: readonly string[]): Promise<boolean> =>
  actAs(tx, VOICE, async (platform) =>
    (await entriesOfOthers(platform, consultation, person)).some(
      ({ choices }) => choices.length === texts.length && differingPapers(choices, texts).length === 0,
    ),
  );
