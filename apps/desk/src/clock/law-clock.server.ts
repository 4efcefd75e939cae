import { lawCitation } from '../../../../src/vocabulary/law/law-citation.pure.ts';
import { ruleFor } from '../deadline-rule/current-law.server.ts';
import { getLocale } from '../paraglide/runtime.js';
import { type ClockView, clockView } from '../report/report-view.server.ts';

/** A clock with the law that it rests on. */
export interface LawClock extends ClockView {
  readonly law: string;
  readonly verified: boolean;
}

/** A clock by the rule that bound on the day it started. */
export function lawClock(clock: { readonly rule: string; readonly startedAt: Date; readonly dueAt: Date }): LawClock {
  const { rule, startedAt, dueAt } = clock;
  const binding = ruleFor(rule, startedAt);
  return {
    ...clockView({ rule, startedAt: startedAt.toISOString(), dueAt: dueAt.toISOString() }),
    law: lawCitation(binding?.legalSource ?? '', getLocale()),
    verified: binding?.verified ?? false,
  };
}
