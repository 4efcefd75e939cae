import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { auditOf, caseAct, type OnCase } from '../process/case-act.ts';
import { scopeOf } from '../process/case-store.ts';
import type { AgeFacts } from '../process/child-age.ts';
import { refuse } from '../refusals.ts';
import { mayReadClass } from './case-access.ts';
import { caseRecord, readChild } from './case-sealing.ts';

/** Why the child's identity is opened; kept in the audit and reviewed. */
export const childUnmaskReasons = ['visit', 'contact', 'imminent-danger', 'document', 'verify', 'legal-duty'] as const;
export type ChildUnmaskReason = (typeof childUnmaskReasons)[number];

/** How long a page may show what was unmasked. Milliseconds. */
const UNMASKED_FOR = 120_000;

export interface UnmaskedChild {
  readonly name: string | null;
  readonly phones: readonly string[];
  readonly age: AgeFacts;
  readonly until: Date;
}

/**
 * Opens who the child is. Needs the class identity (so a fresh proof of who asks), a purpose that fits and a reason; the
 * audit keeps who and why, and the child's page says that identity was opened that day.
 */
export async function unmaskChild(
  ctx: Ctx,
  input: OnCase & { readonly reason: ChildUnmaskReason },
): Promise<Result<UnmaskedChild>> {
  if (!childUnmaskReasons.includes(input.reason)) return refuse('case.needs-reason', { field: 'reason' });
  return caseAct(ctx, 'case.read', { case: input.case, readOnly: true }, async (tx, row, person) => {
    if (!mayReadClass(person, scopeOf(row), 'identity', tx.now)) {
      const proved = { ...person, steppedUpUntil: new Date(tx.now.getTime() + 1) };
      return mayReadClass(proved, scopeOf(row), 'identity', tx.now)
        ? refuseRequest('access.step-up-needed')
        : refuse('case.class-not-yours');
    }
    const key = await caseRecord.openKey(ctx, tx, row.id, 'identity', person.agency);
    if (!key) return refuse('case.desk-has-no-key', { facts: { desk: person.agency } });
    const facts = await readChild(tx, key);
    tx.audit({
      ...auditOf(row),
      action: 'case.read-identity',
      fieldClasses: ['identity'],
      codes: { reason: input.reason },
    });
    return ok({
      name: facts?.name ?? null,
      phones: facts?.phones ?? [],
      age: facts?.age ?? { kind: 'unknown' },
      until: new Date(tx.now.getTime() + UNMASKED_FOR),
    });
  });
}
