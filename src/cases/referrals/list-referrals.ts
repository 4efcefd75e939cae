import { z } from '@hono/zod-openapi';
import { bilingual, type Ctx, instant, ok, parseId, type Result, refuseRequest } from '../../kernel/index.ts';
import { type ReferralStatus, referralStatus, service } from '../../vocabulary/index.ts';
import { referralList } from './referral-store.ts';

export const referralInListSchema = z
  .object({
    id: z.uuid(),
    /** The code of the matter. */
    reference: z.string(),
    purpose: z.string(),
    status: referralStatus.zod,
    version: z.number().int(),
    from_agency: z.string(),
    to_agency: z.string().nullable(),
    sent_at: instant.nullable(),
    answer_due_at: instant.nullable(),
    /** Name of a receiver outside the platform. */
    outside: bilingual.nullable(),
    reason: z.string().nullable(),
    outcome: z.string().nullable(),
    madeAt: instant,
    /** Since when a question of the receiver waits for the sender; null where none does. */
    askedAt: instant.nullable(),
  })
  .openapi('ReferralInList');
export type ReferralInList = z.output<typeof referralInListSchema>;

export interface ReferralFilters {
  /** To the actor's agency or from it; absent: both. */
  readonly side?: 'in' | 'out';
  readonly statuses?: readonly string[];
  readonly purpose?: string;
  /** Id of a case: what was sent for it. */
  readonly case?: string;
  /** A whole code of a matter. */
  readonly reference?: string;
  /** Those with a question that the sender has not answered. */
  readonly asked?: boolean;
}

/** Referrals that came to the actor's agency, or that it sent; codes only. Those that wait for an answer come first, the least time left on top. */
export async function listReferrals(ctx: Ctx, input: ReferralFilters): Promise<Result<ReferralInList[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person') return refuseRequest('access.not-permitted');
  // A filter that nobody offers finds nothing; it is no reason to refuse the list.
  const statuses = input.statuses?.filter((status): status is ReferralStatus => referralStatus.has(status));
  const on = input.case === undefined ? undefined : parseId<'case'>(input.case);
  if (statuses?.length === 0 || (input.purpose !== undefined && !service.has(input.purpose))) return ok([]);
  if (input.case !== undefined && on === undefined) return ok([]);
  return ctx.transaction(async (tx) => {
    const rows = await referralList(tx, {
      ...(input.side ? { side: input.side } : {}),
      agency: actor.agency,
      ...(statuses ? { statuses } : {}),
      ...(input.purpose === undefined ? {} : { purpose: input.purpose }),
      ...(on === undefined ? {} : { case: on }),
      ...(input.reference === undefined ? {} : { reference: input.reference }),
      ...(input.asked ? { asked: true } : {}),
      limit: 200,
    });
    tx.audit({ action: 'referral.read', codes: { list: input.side ?? 'both', rows: rows.length } });
    return ok(rows.map(referralInList));
  });
}

export function referralInList(row: Awaited<ReturnType<typeof referralList>>[number]): ReferralInList {
  return {
    id: row.id,
    reference: row.reference,
    purpose: row.purpose,
    status: row.status,
    version: row.version,
    from_agency: row.from_agency,
    to_agency: row.to_agency,
    sent_at: row.sent_at,
    answer_due_at: row.answer_due_at,
    outside: row.outside_vi === null ? null : { vi: row.outside_vi, en: row.outside_en ?? row.outside_vi },
    reason: row.reason_code,
    outcome: row.outcome,
    madeAt: row.made_at,
    askedAt: row.asked_at,
  };
}
