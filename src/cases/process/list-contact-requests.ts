import { z } from '@hono/zod-openapi';
import { type Ctx, instant, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { contactRequests } from '../access/identity-store.ts';

export const contactRequestSchema = z.object({
  id: z.uuid(),
  side: z.enum(['asked-by-us', 'asked-of-us']),
  otherAgency: z.string(),
  /** The own agency's case; the other side's is not told. */
  ownCase: z.uuid(),
  /** Absent where the actor may not know of the own agency's case. */
  ownReference: z.string().nullable(),
  status: z.enum(['asked', 'agreed', 'declined']),
  askedAt: instant,
  answeredAt: instant.nullable(),
});
export type ContactRequest = z.output<typeof contactRequestSchema>;

/** Contact requests of the actor's agency, both ways. */
export async function listContactRequests(ctx: Ctx): Promise<Result<ContactRequest[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) =>
    ok(
      (await contactRequests(tx, actor.agency)).map((row): ContactRequest => {
        const ours = row.from_agency === actor.agency;
        return {
          id: row.id,
          side: ours ? 'asked-by-us' : 'asked-of-us',
          otherAgency: ours ? row.to_agency : row.from_agency,
          ownCase: ours ? row.from_case : row.to_case,
          ownReference: row.reference,
          status: row.status,
          askedAt: row.asked_at,
          answeredAt: row.answered_at,
        };
      }),
    ),
  );
}
