import { z } from '@hono/zod-openapi';
import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { relatedCases } from '../access/identity-store.ts';
import { auditOf, caseAct, type OnCase } from './case-act.ts';

export const relatedAgencySchema = z.object({
  /** Code of the agency that holds a case which seems to concern the same child. */
  agency: z.string(),
  match: z.enum(['strong', 'possible', 'name-only']),
});
export type RelatedAgency = z.output<typeof relatedAgencySchema>;

/**
 * Whether another agency holds a related case, by keyed hashes of names, phones and birth years. The answer names the
 * agency and how good the match is; of the other case it tells nothing. Ask for contact with `requestContact`.
 */
export async function findRelated(ctx: Ctx, input: OnCase): Promise<Result<RelatedAgency[]>> {
  return caseAct(ctx, 'case.work', { case: input.case, readOnly: true }, async (tx, row) => {
    const found = await ctx
      .as(systemActor('cases.find-related'))
      .transaction(async (platform) => ok(await relatedCases(platform, row.id)));
    if (!found.ok) return found;
    tx.audit({ ...auditOf(row), action: 'case.work', codes: { act: 'find-related', found: found.value.length } });
    const best = new Map<string, number>();
    for (const one of found.value) best.set(one.agency, Math.max(best.get(one.agency) ?? 0, one.strength));
    return ok(
      [...best].map(([agency, strength]) => ({
        agency,
        match: strength >= 3 ? ('strong' as const) : strength === 2 ? ('possible' as const) : ('name-only' as const),
      })),
    );
  });
}
