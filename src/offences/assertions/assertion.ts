/** What somebody says of a file: with a grade, taken back and never changed. Pure rules. */
import { ok, type PersonActor, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { assertionBasis, informationCredibility, sourceReliability } from './assertion-lists.ts';
import type { Graded, Said } from './assertion-tables.ts';

export interface GivenGrade {
  readonly basis: string;
  /** A to F. */
  readonly reliability: string;
  /** 1 to 6. */
  readonly credibility: number;
}

/** Refusals: `assertion.unusable` */
export function readGrade({ basis, reliability, credibility }: GivenGrade): Result<Graded> {
  if (!assertionBasis.has(basis)) return refuse('assertion.unusable', { field: 'basis' });
  if (!sourceReliability.has(reliability)) return refuse('assertion.unusable', { field: 'reliability' });
  if (!informationCredibility.has(String(credibility))) return refuse('assertion.unusable', { field: 'credibility' });
  return ok({ basis, reliability, credibility });
}

export const saidBy = (actor: PersonActor, now: Date): Said => ({
  said_by: actor.person,
  agency: actor.agency,
  said_at: now,
  taken_back_at: null,
  taken_back_by: null,
  taken_back_reason: null,
});
