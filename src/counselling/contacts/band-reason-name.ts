import { type TriageRule, triageRule, triageRules } from '../triage/triage-rules.ts';

/** What a rule of words is about, where one raised the band; undefined for the other reasons, whose words are the page's. */
export function bandReasonName(reason: string, language: 'vi' | 'en'): string | undefined {
  return triageRules.some((rule) => rule === reason) ? triageRule(reason as TriageRule)[language] : undefined;
}
