import { type Ctx, DAY, hasDeskKey, insertGrant, ok, type Result, readTextInput } from '../../kernel/index.ts';
import { SHORT_REASON } from '../case-text.ts';
import { agencyExists } from '../process/agency-check.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { noticeOfShared } from '../process/case-notices.ts';
import { insertEvent } from '../process/case-store.ts';
import { refuse } from '../refusals.ts';
import { readingPurposes, type SealedClass, sealedClasses } from './case-access.ts';
import { caseRecord } from './case-sealing.ts';

const LONGEST_DAYS = 180;

export interface GrantAccess extends OnCase {
  readonly to:
    | { readonly kind: 'agency'; readonly agency: string }
    | { readonly kind: 'person'; readonly person: string; readonly agency: string };
  readonly classes: readonly ('triage' | SealedClass)[];
  readonly purpose: (typeof readingPurposes)[number];
  readonly until: Date;
  /** Short words; sealed with the reasons of the case, and nowhere in the clear. */
  readonly reason: string;
}

/** Lets an agency or one of its people into the case: for classes, a purpose and a time. The keys of the classes go to the agency's desk. */
export async function grantAccess(ctx: Ctx, input: GrantAccess): Promise<Result<{ grant: string }>> {
  const days = (input.until.getTime() - ctx.now.getTime()) / DAY;
  if (!(readingPurposes as readonly string[]).includes(input.purpose) || !(days > 0 && days <= LONGEST_DAYS))
    return refuse('grant.purpose-invalid');
  const reason = readTextInput(input.reason, 'reason', SHORT_REASON);
  if (!reason.ok) return reason;
  if (!(await agencyExists(ctx, input.to.agency))) return refuse('referral.receiver-unknown', { field: 'to' });
  return caseAct(ctx, 'case.grant', { case: input.case }, async (tx, row, person) => {
    const classes = [...new Set(['triage' as const, ...input.classes])];
    const sealed = sealedClasses.filter((fieldClass) => classes.includes(fieldClass));
    if (sealed.length > 0 && !(await hasDeskKey(tx, input.to.agency)))
      return refuse('case.desk-has-no-key', { facts: { desk: input.to.agency } });
    const key = await caseRecord.openKey(ctx, tx, row.id, 'narrative', person.agency);
    if (!key) return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    const grant = await insertGrant(tx, {
      objectKind: 'case',
      objectId: row.id,
      subjectKind: input.to.kind,
      subject: input.to.kind === 'person' ? input.to.person : input.to.agency,
      fieldClasses: classes,
      purpose: input.purpose,
      reason: 'sealed',
      origin: 'assignment',
      keyDesk: input.to.agency,
      until: input.until,
    });
    await caseRecord.put(tx, key, `reason:grant:${grant}`, reason.value);
    for (const fieldClass of sealed)
      await ctx.kernel.sealing.giveKey(tx, caseRecord.scope(row.id, fieldClass), {
        from: person.agency,
        to: input.to.agency,
        purpose: input.purpose,
        byGrant: true,
      });
    await insertEvent(tx, row.id, 'access-granted', {
      codes: { to: input.to.agency, purpose: input.purpose, classes: classes.join(' ') },
    });
    await noticeOfShared(
      tx,
      input.to.kind === 'person' ? { person: input.to.person } : { agency: input.to.agency },
      row,
      input.purpose,
    );
    tx.audit({
      ...auditOf(row),
      action: 'case.grant',
      fieldClasses: classes,
      codes: { to: input.to.agency, purpose: input.purpose },
    });
    return ok({ grant });
  });
}
