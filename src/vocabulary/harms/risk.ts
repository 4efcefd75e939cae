/** How grave and how urgent. */
import { law, ours } from '../source.ts';
import { type CodeOf, defineList, listOf } from '../term.ts';

export const riskLevel = defineList({
  name: 'risk_level',
  title: { vi: 'Mức độ nguy cơ', en: 'Risk level' },
  source: `${law.decree56}, forms 02, 03 and 06`,
  verified: true,
  terms: {
    HIGH: { vi: 'Cao', en: 'High' },
    MEDIUM: { vi: 'Trung bình', en: 'Medium' },
    LOW: { vi: 'Thấp', en: 'Low' },
  },
});
export type RiskLevel = CodeOf<typeof riskLevel>;

/** The clock a screen shows before a deadline rule is chosen; the rule that binds is in deadline-rules.ts. */
export interface ClockHint {
  readonly amount: number;
  readonly unit: 'hour' | 'working_day';
  readonly rule: string;
}

export const urgency = listOf<{ readonly clock: ClockHint | null; readonly rank: 1 | 2 | 3 | 4 }>()({
  name: 'urgency',
  title: { vi: 'Mức độ khẩn cấp', en: 'Urgency' },
  source: ours,
  verified: false,
  terms: {
    U1: { vi: 'Khẩn cấp', en: 'Emergency', rank: 1, clock: { amount: 12, unit: 'hour', rule: 'DL-EMERG-12H' } },
    U2: { vi: 'Cao', en: 'High', rank: 2, clock: { amount: 24, unit: 'hour', rule: 'DL-TD-24H' } },
    U3: { vi: 'Thường', en: 'Normal', rank: 3, clock: { amount: 5, unit: 'working_day', rule: 'DL-PLAN-5WD' } },
    U4: { vi: 'Thông tin', en: 'Information only', rank: 4, clock: null },
  },
});
export type Urgency = CodeOf<typeof urgency>;

/** The more urgent of two. */
export function moreUrgent(a: Urgency, b: Urgency): Urgency {
  return urgency.get(a).rank <= urgency.get(b).rank ? a : b;
}
