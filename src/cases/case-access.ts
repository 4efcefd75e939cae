import type { Actor, FieldClass } from '../kernel/index.ts';
import { casePolicy } from './case-policy.ts';

/** The columns of a case that its policy reads. */
export interface CaseScope {
  readonly id: string;
  readonly owner_agency: string;
  readonly reporting_agency: string;
  readonly province_code: string;
  readonly sensitivity: string;
}

/** Purposes under which a child's own matter may be read. statistics, audit and administration never open a text. */
export const readingPurposes = ['protection', 'counselling', 'investigation'] as const;

export type SealedClass = 'narrative' | 'identity' | 'internal';
export const sealedClasses: readonly SealedClass[] = ['narrative', 'identity', 'internal'];

/**
 * Whether the actor may read a class of the case's fields now: by the policy (role or grant, time, proof of who they
 * are), and for a purpose that fits. A grant opens only for the purpose that it was given for.
 */
export function mayReadClass(actor: Actor, scope: CaseScope, fieldClass: FieldClass, now: Date): boolean {
  if (actor.kind !== 'person') return false;
  if (fieldClass === 'triage') return casePolicy.can(actor, 'case.read', scope, now);
  if (fieldClass !== 'narrative' && fieldClass !== 'identity' && fieldClass !== 'internal') return false;
  if (!casePolicy.can(actor, `case.read-${fieldClass}`, scope, now)) return false;
  if (!(readingPurposes as readonly string[]).includes(actor.purpose)) return false;
  return (
    casePolicy.can(actor, 'case.work', scope, now) ||
    actor.grants.some(
      (grant) =>
        grant.objectKind === 'case' &&
        grant.objectId === scope.id &&
        grant.until > now &&
        grant.fieldClasses.includes(fieldClass) &&
        grant.purpose === actor.purpose,
    )
  );
}
