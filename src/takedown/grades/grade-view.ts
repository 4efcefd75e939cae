import { z } from '@hono/zod-openapi';
import { instant, type Tx } from '../../kernel/index.ts';
import { visibleGrades } from './grade-store.ts';

/** A grade, without who gave it. */
export const gradeSchema = z.object({
  stage: z.enum(['blind', 'third']),
  mine: z.boolean(),
  nationalClass: z.string(),
  inhope: z.string(),
  industry: z.string().nullable(),
  depiction: z.string(),
  ageGroup: z.string(),
  notIllegalReason: z.string().nullable(),
  givenAt: instant,
});
export type GradeView = z.output<typeof gradeSchema>;

/** The grades of an item that its reader may see: their own, and all of them once it is decided. */
export async function gradesSeen(tx: Tx, item: string): Promise<GradeView[]> {
  return (await visibleGrades(tx, item)).map((row) => ({
    stage: row.stage,
    mine: tx.actor.kind === 'person' && row.grader === tx.actor.person,
    nationalClass: row.national_class,
    inhope: row.inhope,
    industry: row.industry,
    depiction: row.depiction,
    ageGroup: row.age_group,
    notIllegalReason: row.not_illegal_reason,
    givenAt: row.given_at,
  }));
}
