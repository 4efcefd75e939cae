import type { Actor, FieldClass, PersonActor } from '../../kernel/index.ts';
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

export const sealedClasses = ['narrative', 'identity', 'internal'] as const;
export type SealedClass = (typeof sealedClasses)[number];

/**
 * Whether the actor may read a class of the case's fields now: by the policy (role or grant, time, proof of who they
 * are), and for a purpose that fits. A grant opens only for the purpose that it was given for.
 */
export function mayReadClass(actor: Actor, scope: CaseScope, fieldClass: FieldClass, now: Date): boolean {
  if (actor.kind !== 'person') return false;
  if (fieldClass === 'triage') return mayReadFile(actor, scope, now);
  if (fieldClass !== 'narrative' && fieldClass !== 'identity' && fieldClass !== 'internal') return false;
  if (!casePolicy.can(actor, `case.read-${fieldClass}`, scope, now)) return false;
  if (!(readingPurposes as readonly string[]).includes(actor.purpose)) return false;
  return (
    casePolicy.can(actor, 'case.work', scope, now) ||
    grantsOn(actor, scope, now).some(
      (grant) => grant.fieldClasses.includes(fieldClass) && grant.purpose === actor.purpose,
    )
  );
}

/** Whether the actor may read the file: as the owning commune, or by a grant for the purpose of this session. */
export function mayReadFile(actor: PersonActor, scope: CaseScope, now: Date): boolean {
  return casePolicy.can(actor, 'case.read', scope, now) && otherPurpose(actor, scope, now) === undefined;
}

/** The purpose that the actor's grants are for, where it is another than this session's and nothing else lets them in. */
export function otherPurpose(actor: PersonActor, scope: CaseScope, now: Date): string | undefined {
  if (casePolicy.can(actor, 'case.work', scope, now)) return undefined;
  const grants = grantsOn(actor, scope, now);
  return grants.some((grant) => grant.purpose === actor.purpose) ? undefined : grants[0]?.purpose;
}

function grantsOn(actor: PersonActor, scope: CaseScope, now: Date) {
  return actor.grants.filter(
    (grant) => grant.objectKind === 'case' && grant.objectId === scope.id && grant.until > now,
  );
}
