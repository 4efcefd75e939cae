import { type Ctx, ok, type Result, refuseRequest, vietnamDate } from '../../kernel/index.ts';
import { lawOf, ruleThatBinds, timesOf } from '../../vocabulary/index.ts';
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
  /** By when somebody looks at it again, by the rule `DL-RECERTIFY` of the day it was given. */
  readonly dueAt: Date;
}

/**
 * Live grants on the own agency's cases that nobody has confirmed yet: the chair's list.
 * @param input.dueSoon only those whose second look is due soon, or over
 */
export async function grantsToRecertify(
  ctx: Ctx,
  input: { readonly dueSoon: boolean },
): Promise<Result<GrantToRecertify[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !casesCapabilities.can(actor, 'grant.recertify', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const found = (await rows(tx)).flatMap((row) => {
      const { due, warn } = timesAfter(ctx, row.granted_at);
      return input.dueSoon && warn > ctx.now ? [] : [{ row, due }];
    });
    tx.audit({ action: 'grant.recertify', codes: { listed: found.length } });
    return ok(
      found.map(({ row, due }) => ({
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
        dueAt: due,
      })),
    );
  });
}

/** @throws when no rule is in force: then nobody would be asked to look again */
function timesAfter(ctx: Ctx, grantedAt: Date): { due: Date; warn: Date } {
  const { rules, days } = lawOf(ctx.kernel);
  const rule = ruleThatBinds(rules, 'DL-RECERTIFY', grantedAt);
  if (!rule) throw new Error(`no deadline rule DL-RECERTIFY is in force on ${vietnamDate(grantedAt)}`);
  return timesOf(rule, grantedAt, days);
}
