import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { findDetails } from '../../listening/index.ts';
import { normalise } from '../../text/index.ts';
import { findConsultation, statementsOf } from '../consultations/consultation-store.ts';
import { ideaPolicy } from '../policies.ts';
import { openJson } from '../sealed-json.ts';
import { waitingIdeas } from './idea-store.ts';
import { type SimilarIdea, similarIdeas } from './similar-ideas.ts';
import type { IdeaWords } from './write-idea.ts';

const MOST = 50;

export interface WaitingIdea {
  readonly id: string;
  readonly consultation: string;
  readonly title: string;
  readonly band: string;
  readonly madeAt: Date;
  readonly text: string;
  /** How many details a machine found by which somebody could be found; it hides them before the idea is shown. */
  readonly hides: number;
  /** Statements that are shown and say nearly the same, the nearest first, with their words. */
  readonly similar: readonly (SimilarIdea & { readonly text: string })[];
}

/** Ideas that wait to be read, the oldest first, with their words; that they were read is in the audit. Refusals: `access.not-permitted` */
export async function listWaitingIdeas(ctx: Ctx, consultation?: string): Promise<Result<WaitingIdea[]>> {
  if (ctx.actor.kind !== 'person' || !ideaPolicy.couldEver(ctx.actor, 'idea.decide', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const waiting: WaitingIdea[] = [];
    const shown = new Map<string, readonly { readonly id: string; readonly text: string }[]>();
    for (const row of await waitingIdeas(tx, MOST, consultation)) {
      const about = await findConsultation(tx, row.consultation_id);
      if (!about || row.sealed === null) continue;
      const { text } = await openJson<IdeaWords>(ctx.kernel, 'idea', { id: row.id, sealed: row.sealed });
      const others =
        shown.get(about.id) ??
        (await statementsOf(tx, about.id))
          .filter(({ withdrawn_at }) => withdrawn_at === null)
          .map((statement) => ({ id: statement.id, text: statement.text_vi }));
      shown.set(about.id, others);
      waiting.push({
        id: row.id,
        consultation: about.id,
        title: about.title_vi,
        band: row.band,
        madeAt: row.made_at,
        text,
        hides: findDetails(normalise(text)).length,
        similar: similarIdeas(text, others).map((one) => ({
          ...one,
          text: others.find(({ id }) => id === one.id)?.text ?? '',
        })),
      });
    }
    if (waiting.length > 0) tx.audit({ action: 'idea.read', codes: { count: waiting.length } });
    return ok(waiting);
  });
}
