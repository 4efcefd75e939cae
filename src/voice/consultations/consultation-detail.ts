import { actOnRecord, type Ctx, ok, type Result } from '../../kernel/index.ts';
import { batchesOf, sheetsOf } from '../ballots/ballot-store.ts';
import { consultationPolicy } from '../policies.ts';
import type { ConsultationRow, OptionRow, PaperBatchRow, StatementRow, ThemeAnswerRow, ThemeRow } from '../tables.ts';
import { type ConsultationAct, consultationRecord } from './consultation-record.ts';
import { answersOf, optionsOf, statementsOf, themesOf } from './consultation-store.ts';

/** A consultation as who speaks for children works on it. Nothing of a ballot, before the close or after it: results are the public ones. */
export interface ConsultationDetail {
  readonly consultation: Omit<ConsultationRow, 'sealed' | 'issuer_public'>;
  readonly options: readonly OptionRow[];
  readonly statements: readonly StatementRow[];
  readonly themes: readonly (ThemeRow & { readonly answer: ThemeAnswerRow | null })[];
  /** How many slips of each class came back. */
  readonly sheets: readonly {
    readonly id: string;
    readonly slips: number;
    readonly used: number;
    readonly endsAt: Date;
  }[];
  readonly batches: readonly (PaperBatchRow & { readonly begunByReader: boolean })[];
  /** What the reader may do with it now. */
  readonly may: readonly ConsultationAct[];
}

/** Refusals: those of an act on a record, `consultation.not-found` */
export function consultationDetail(ctx: Ctx, id: string): Promise<Result<ConsultationDetail>> {
  return actOnRecord(consultationRecord, ctx, 'consultation.read', { id, readOnly: true }, async (tx, row, actor) => {
    const { sealed: _sealed, issuer_public: _issuer, ...consultation } = row;
    const answers = new Map((await answersOf(tx, row.id)).map((answer) => [answer.theme_id, answer]));
    return ok({
      consultation,
      options: await optionsOf(tx, row.id),
      statements: await statementsOf(tx, row.id),
      themes: (await themesOf(tx, row.id)).map((theme) => ({ ...theme, answer: answers.get(theme.id) ?? null })),
      sheets: (await sheetsOf(tx, row.id)).map(({ id: sheet, slips, used, ends_at }) => ({
        id: sheet,
        slips,
        used,
        endsAt: ends_at,
      })),
      batches: (await batchesOf(tx, row.id)).map((batch) => ({
        ...batch,
        begunByReader: batch.begun_by === actor.person,
      })),
      may: consultationPolicy.actions.filter((act) => consultationPolicy.can(actor, act, { state: row.state }, tx.now)),
    });
  });
}
