import { z } from '@hono/zod-openapi';
import { instant, listSchema } from '../../kernel/index.ts';

const logRowSchema = z.object({
  id: z.uuid(),
  at: instant,
  agency: z.string(),
  actor: z.string(),
  purpose: z.string(),
  questions: z.number(),
  refused: z.number(),
  hits: z.number(),
});
const hitRowSchema = z.object({
  event: z.uuid(),
  question: z.number(),
  signalType: z.string(),
  entry: z.uuid(),
  bank: z.string(),
  distance: z.number(),
  threshold: z.number(),
  decision: z.string(),
});
/** Who asked what, and what it hit. */
export const matchLogSchema = z.object({ events: listSchema(logRowSchema), hits: listSchema(hitRowSchema) });
export type MatchLogRow = Readonly<z.output<typeof logRowSchema>>;
export type MatchHitRow = Readonly<z.output<typeof hitRowSchema>>;
export type MatchLog = z.output<typeof matchLogSchema>;
