import type { z } from '@hono/zod-openapi';
import type { Answers } from '../forms/definition.pure.ts';
import { type AgeFacts, ageFactsSchema } from '../process/child-age.ts';
import { identityFactsSchema } from './identity-index.ts';

/** What the case keeps of the child apart from the forms, sealed with the identity: for age, consent and matching. */
export const childFactsSchema = identityFactsSchema.extend({ age: ageFactsSchema });
export type ChildFacts = Readonly<z.output<typeof childFactsSchema>>;

/** The child's facts as form 01 gives them. Phone numbers come from the words about the informant, since a child is reached through them. */
export function identityFactsOf(answers: Answers): ChildFacts {
  const name = answers.child_name;
  const birthDate = answers.birth_date;
  const estimated = answers.estimated_age;
  const received = typeof answers.received_at === 'string' ? answers.received_at.slice(0, 10) : undefined;
  const age: AgeFacts =
    typeof birthDate === 'string'
      ? { kind: 'birth-date', birthDate }
      : typeof estimated === 'number' && received
        ? {
            kind: 'estimate',
            minAge: Math.floor(estimated),
            maxAge: Math.ceil(estimated),
            estimatedOn: received,
            confidence: 'medium',
          }
        : { kind: 'unknown' };
  const birthYear = birthYearOf(age);
  const phone = answers.informant_phone;
  return {
    ...(typeof name === 'string' ? { name } : {}),
    ...(birthYear === undefined ? {} : { birthYear }),
    phones: typeof phone === 'string' ? [phone] : [],
    age,
  };
}

/** The year by which the child is found elsewhere; of an estimate, the latest that it allows. */
export function birthYearOf(age: AgeFacts): number | undefined {
  if (age.kind === 'birth-date') return Number(age.birthDate.slice(0, 4));
  return age.kind === 'estimate' ? Number(age.estimatedOn.slice(0, 4)) - age.minAge : undefined;
}
