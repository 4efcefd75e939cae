import { type Ctx, isDate, newId, ok, type Result, vietnamDate } from '../../kernel/index.ts';
import { type Day, inForce, offence } from '../../vocabulary/index.ts';
import { auditOf, fileAct, type OnFile } from '../files/file-record.ts';
import { insertEvent } from '../files/file-store.ts';
import { refuse } from '../refusals.ts';
import { saidBy } from './assertion.ts';
import { articlesOf, insertArticle } from './assertion-store.ts';

/**
 * Says that a file falls under an article of the penal code, as it stood on the day of the act.
 * Refusals: those of an act on a file, `article.unusable`, `article.there-already`, `offence-file.day-unusable`
 */
export async function addArticle(
  ctx: Ctx,
  input: OnFile & {
    /** Code of an offence. */
    readonly article: string;
    /** Day of the act, or of its last part, `yyyy-mm-dd`; absent: not known, and today's text counts. */
    readonly actOn?: string | undefined;
  },
): Promise<Result<void>> {
  const today = vietnamDate(ctx.now);
  if (input.actOn !== undefined && (!isDate(input.actOn) || input.actOn > today))
    return refuse('offence-file.day-unusable', { field: 'actOn' });
  const { article } = input;
  const term = offence.has(article) ? offence.get(article) : undefined;
  if (!term || !inForce(term, (input.actOn ?? today) as Day)) return refuse('article.unusable', { field: 'article' });
  return fileAct(ctx, 'offence-file.assert', { file: input.file }, async (tx, file, actor) => {
    const there = (await articlesOf(tx, file.id)).some((one) => one.article === article && one.taken_back_at === null);
    if (there) return refuse('article.there-already', { field: 'article' });
    await insertArticle(tx, {
      id: newId<'file-article'>(tx.now.getTime()),
      file_id: file.id,
      article,
      act_on: input.actOn ?? null,
      source: term.source,
      verified: term.verified,
      ...saidBy(actor, tx.now),
    });
    await insertEvent(tx, file.id, 'article-added', { article });
    tx.audit({ ...auditOf(file, 'offence-file.assert'), codes: { kind: 'article', article } });
    return ok();
  });
}
