import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { grantsToRecertify as rows } from '../process/case-store.ts';
import { casesCapabilities } from './case-policy.ts';

export interface GrantToRecertify {
  readonly grant: string;
  readonly case: string;
  readonly reference: string;
  readonly subjectKind: 'person' | 'desk' | 'agency';
  readonly subject: string;
  readonly classes: readonly string[];
  readonly purpose: string;
  readonly origin: string;
  readonly grantedAt: Date;
  readonly until: Date;
}

/** Live grants on the own agency's cases that are older than so many days and that nobody has confirmed yet: the chair's list. */
export async function grantsToRecertify(
  ctx: Ctx,
  input: { readonly olderThanDays: number },
): Promise<Result<GrantToRecertify[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !casesCapabilities.can(actor, 'grant.recertify', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const found = await rows(tx, new Date(ctx.now.getTime() - Math.max(0, input.olderThanDays) * 86_400_000));
    tx.audit({ action: 'grant.recertify', codes: { listed: found.length } });
    return ok(
      found.map((row) => ({
        grant: row.id,
        case: row.object_id,
        reference: row.reference,
        subjectKind: row.subject_kind,
        subject: row.subject,
        classes: row.field_classes,
        purpose: row.purpose,
        origin: row.origin,
        grantedAt: row.granted_at,
        until: row.expires_at,
      })),
    );
  });
}
