import { z } from '@hono/zod-openapi';
import { listSchema } from '../../kernel/index.ts';
import { entryClassSchema } from '../entries/entry-view.ts';
import type { FoundEntry, MatchAnswer } from './match-hashes.ts';

const foundSchema = z.object({
  entry: z.uuid(),
  number: z.number(),
  bank: z.string(),
  distance: z.number(),
  threshold: z.number(),
  variant: z.string(),
  signal: z.string(),
  disputed: z.boolean(),
  media: z.enum(['image', 'video']),
  owner: z.string(),
  sources: listSchema(z.string()),
  classes: listSchema(entryClassSchema),
});
const answerSchema = z.object({
  outcome: z.enum(['refused', 'no-match', 'match', 'watch', 'suppressed']),
  reason: z.string().optional(),
  matches: listSchema(foundSchema),
  watched: listSchema(foundSchema),
  truncated: z.boolean(),
});
export const matchAnswersSchema = z.object({ indexSeq: z.number(), answers: listSchema(answerSchema) });

/** One answer of the match, without what stays inside the register. */
export function matchView(answer: MatchAnswer): z.output<typeof answerSchema> {
  if (answer.outcome === 'refused')
    return { outcome: 'refused', reason: answer.reason, matches: [], watched: [], truncated: false };
  return {
    outcome: answer.outcome,
    matches: answer.matches.map(foundView),
    watched: answer.watched.map(foundView),
    truncated: answer.truncated,
  };
}

const foundView = (hit: FoundEntry): z.output<typeof foundSchema> => ({
  entry: hit.entry,
  number: hit.detail.number,
  bank: hit.bank.code,
  distance: hit.distance,
  threshold: hit.threshold,
  variant: hit.variant,
  signal: hit.signal,
  disputed: hit.disputed,
  media: hit.detail.mediaKind,
  owner: hit.detail.ownerAgency,
  sources: hit.detail.sources,
  classes: hit.detail.classes,
});
