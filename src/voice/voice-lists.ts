import { z } from 'zod';
import { type CodeOf, readList } from '../vocabulary/index.ts';
import lists from './voice-lists.json' with { type: 'json' };

/** `childVi`, `childEn`: what its writer reads. */
export const ideaRefusal = readList(lists.ideaRefusal, { childVi: z.string(), childEn: z.string() });
export type IdeaRefusal = CodeOf<typeof ideaRefusal>;

/** `limitsVi`, `limitsEn`: what a stratum cannot promise, said wherever its count stands. */
export const ballotStratum = readList(lists.ballotStratum, { limitsVi: z.string(), limitsEn: z.string() });

export const answerOutcome = readList(lists.answerOutcome);
