import { z } from '@hono/zod-openapi';
import { type AgeBand, bandOfAge } from '../../vocabulary/index.ts';

/** An age that somebody knows: a birth date from a document, or somebody's estimate. */
export const knownAgeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('birth-date'), birthDate: z.iso.date() }),
  z.object({
    kind: z.literal('estimate'),
    minAge: z.number().int().min(0).max(30),
    maxAge: z.number().int().min(0).max(30),
    estimatedOn: z.iso.date(),
    confidence: z.enum(['high', 'medium', 'low']),
  }),
]);
export const ageFactsSchema = z.union([knownAgeSchema, z.object({ kind: z.literal('unknown') })]);
export type AgeFacts = Readonly<z.output<typeof ageFactsSchema>>;

export type AgeAnswer = 'yes' | 'no' | 'uncertain';

/** The youngest and the oldest that the child may be on a day, in whole years; undefined where nothing is known. */
export function ageRange(facts: AgeFacts, on: string): { readonly min: number; readonly max: number } | undefined {
  if (facts.kind === 'unknown') return undefined;
  if (facts.kind === 'birth-date') {
    const age = fullYears(facts.birthDate, on);
    return { min: age, max: age };
  }
  const passed = fullYears(facts.estimatedOn, on);
  // Somebody estimated at n years may have a birthday on any day of the year, so the upper end gains one.
  const slack = facts.confidence === 'high' ? 0 : facts.confidence === 'medium' ? 1 : 2;
  return {
    min: Math.max(0, facts.minAge + passed - slack),
    max: facts.maxAge + passed + slack + (on > facts.estimatedOn ? 1 : 0),
  };
}

/** Whether the child is below an age (7, 16 or 18) on a day. */
export function isUnder(facts: AgeFacts, limit: 7 | 16 | 18, on: string): AgeAnswer {
  const range = ageRange(facts, on);
  if (!range) return 'uncertain';
  if (range.max < limit) return 'yes';
  return range.min >= limit ? 'no' : 'uncertain';
}

/** The age band for the statistics: that of the age where it is sure, `UNK` where the range crosses bands. */
export function bandOn(facts: AgeFacts, on: string): AgeBand {
  const range = ageRange(facts, on);
  if (!range) return 'UNK';
  const [low, high] = [bandOfAge(range.min), bandOfAge(range.max)];
  return low === high ? low : 'UNK';
}

/**
 * Whether the person is treated as a child. Doubt and dispute count for the child: until an age assessment has
 * settled it, everybody who may be under 18 has the protection of the law (CRC General Comment 6, para. 31).
 */
export function protectedAsChild(facts: AgeFacts, disputed: boolean, on: string): boolean {
  return disputed || isUnder(facts, 18, on) !== 'no';
}

export type ConsentGiver = 'child' | 'representative';

/**
 * Whose consent a disclosure needs where consent is its basis: the representative alone under 7; child and
 * representative from 7 on; the person alone from 18 on (Law on Children art. 6 and 21, Law 91/2025/QH15 art. 24,
 * Decree 56/2017 art. 36). Where the age is uncertain or disputed both are asked.
 */
export function consentNeeded(facts: AgeFacts, disputed: boolean, on: string): readonly ConsentGiver[] {
  if (disputed) return ['child', 'representative'];
  if (isUnder(facts, 7, on) === 'yes') return ['representative'];
  return isUnder(facts, 18, on) === 'no' ? ['child'] : ['child', 'representative'];
}

/** Grounds on which facts may be shared. All but the first stand without consent, since protection may not wait for it. */
export const legalBases = {
  CONSENT: {
    vi: 'Có sự đồng ý',
    en: 'Consent',
    source: 'Personal Data Protection Law 91/2025/QH15, art. 24',
    verified: true,
  },
  CHILD_PROTECTION: {
    vi: 'Nghĩa vụ bảo vệ trẻ em',
    en: 'Duty of child protection',
    source: 'Law on Children 102/2016/QH13, art. 51-52',
    verified: false,
  },
  EMERGENCY: {
    vi: 'Khẩn cấp, bảo vệ tính mạng, sức khỏe',
    en: 'Emergency, protection of life and health',
    source: 'Decree 56/2017/ND-CP, art. 31',
    verified: false,
  },
  CRIME_REPORT: {
    vi: 'Tố giác, tin báo về tội phạm',
    en: 'Report of a crime',
    source: 'Criminal Procedure Code 101/2015/QH13, art. 144',
    verified: false,
  },
  COURT_ORDER: {
    vi: 'Quyết định của Tòa án',
    en: 'Court order',
    source: 'Law on Children 102/2016/QH13, art. 52',
    verified: false,
  },
} as const;
export type LegalBasis = keyof typeof legalBases;

/** Which basis a purpose may rest on without consent. Services of comfort rest on consent alone. */
export const basesOfPurpose: Readonly<Record<string, readonly LegalBasis[]>> = {
  POLICE: ['CRIME_REPORT', 'CHILD_PROTECTION', 'EMERGENCY', 'COURT_ORDER', 'CONSENT'],
  MEDICAL: ['EMERGENCY', 'CHILD_PROTECTION', 'COURT_ORDER', 'CONSENT'],
  SHELTER: ['EMERGENCY', 'CHILD_PROTECTION', 'COURT_ORDER', 'CONSENT'],
  SOCIAL_WORK: ['CHILD_PROTECTION', 'EMERGENCY', 'COURT_ORDER', 'CONSENT'],
  LEGAL_AID: ['CHILD_PROTECTION', 'COURT_ORDER', 'CONSENT'],
};

export interface ConsentAnswer {
  readonly by: ConsentGiver;
  readonly answer: 'given' | 'refused' | 'withdrawn';
}

export type ConsentFault = 'referral.consent-refused' | 'referral.consent-missing' | 'referral.basis-not-for-purpose';

/** What stands against sharing on this basis. `answers` holds the latest answer of each giver. */
export function basisFault(
  purpose: string,
  basis: LegalBasis,
  needed: readonly ConsentGiver[],
  answers: readonly ConsentAnswer[],
): ConsentFault | undefined {
  if (basis !== 'CONSENT')
    return (basesOfPurpose[purpose] ?? ['CONSENT']).includes(basis) ? undefined : 'referral.basis-not-for-purpose';
  const latest = (by: ConsentGiver) => answers.find((answer) => answer.by === by)?.answer;
  if (needed.some((by) => latest(by) === 'refused' || latest(by) === 'withdrawn')) return 'referral.consent-refused';
  return needed.every((by) => latest(by) === 'given') ? undefined : 'referral.consent-missing';
}

function fullYears(from: string, to: string): number {
  const years = Number(to.slice(0, 4)) - Number(from.slice(0, 4));
  return to.slice(5) < from.slice(5) ? years - 1 : years;
}
