import { type Phrase, phraseFinder } from '../../vocabulary/index.ts';
import rules from './triage-rule.json' with { type: 'json' };

/** What a rule of words may be about. A machine saw words; no person has judged them. */
export type TriageRule = keyof typeof rules;
export const triageRules = Object.keys(rules) as TriageRule[];

/** What a rule means, where it is from, and whether counsellors have read it. */
export const triageRule = (code: TriageRule) => rules[code];

const phrases: readonly Phrase<TriageRule>[] = triageRules.flatMap((code) =>
  rules[code].phrases.map((phrase): Phrase<TriageRule> => ({ code, ...phrase })),
);

/** Which rules the words of a message hit, in the order of the list. `unmarked`: it was typed without diacritics. */
export const findTriageRules = phraseFinder(triageRules, phrases);
