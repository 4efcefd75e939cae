import { z } from 'zod';
import { type AgeBand, type CodeOf, readList } from '../../vocabulary/index.ts';
import lists from './consent-rules.json' with { type: 'json' };

export const givers = ['child', 'guardian'] as const;
export type Giver = (typeof givers)[number];
export const consentAnswers = ['given', 'refused', 'withdrawn', 'not-asked'] as const;
export type ConsentAnswer = (typeof consentAnswers)[number];

/** Who has to agree before a session is held, by age. A band that crosses the limit of a rule, or is not known, asks both. */
export const consentRule = readList(lists.rule, {
  bands: z.array(z.string()).min(1),
  needs: z.array(z.enum(givers)).min(1),
});
export type ConsentRule = CodeOf<typeof consentRule>;
export const consentRuleVersion = consentRule.version ?? '1';

/** Why a guardian was not asked. The child itself is always asked, where the rule asks it. */
export const consentException = readList(lists.exception);
export type ConsentException = CodeOf<typeof consentException>;

/** @throws where no rule names the band: the data is not whole */
export function consentRuleFor(band: AgeBand) {
  const found = consentRule.terms.find(({ bands }) => bands.includes(band));
  if (!found) throw new Error(`no rule of consent for the age band ${band}`);
  return found;
}

export interface RecordedConsent {
  readonly giver: Giver;
  readonly answer: ConsentAnswer;
}

/** The newest answer of each giver; `recorded` stands in its order of time. */
export function latestAnswers(recorded: readonly RecordedConsent[]): ReadonlyMap<Giver, ConsentAnswer> {
  return new Map(recorded.map(({ giver, answer }) => [giver, answer]));
}

/** Whose agreement is missing before a session may be held: who was not asked yet, or said no. */
export function missingConsent(band: AgeBand, recorded: readonly RecordedConsent[]): readonly Giver[] {
  const latest = latestAnswers(recorded);
  return consentRuleFor(band).needs.filter((giver) => {
    const answer = latest.get(giver);
    return answer !== 'given' && answer !== 'not-asked';
  });
}
