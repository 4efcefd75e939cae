import type { OpenedReport } from '../../../../src/intake/index.ts';
import { helperWords, stepInWords, type TimelineCode } from '../../../../src/intake/reports/step-words.pure.ts';
import { endReason, type ReportEnd, reportEnds } from '../../../../src/vocabulary/index.ts';
import { m } from '../paraglide/messages.js';
import { label } from '../server/codes.server.ts';

/** One way to end a report, as its dialog asks for it. */
export interface EndView {
  readonly act: ReportEnd;
  readonly label: string;
  readonly reasons: { value: string; label: string }[];
  readonly wordsNeeded: boolean;
  /** The report leaves the desk by it, with all its clocks. */
  readonly leaves: boolean;
  /** What the reporter reads of the act itself; null where they read nothing. */
  readonly childReads: string | null;
}

const labels: Readonly<Record<ReportEnd, () => string>> = {
  'find-unfounded': m.act_find_unfounded,
  'find-unverifiable': m.act_find_unverifiable,
  'mark-duplicate': m.act_mark_duplicate,
  close: m.act_close,
};

const steps: Readonly<Partial<Record<ReportEnd, TimelineCode>>> = {
  'find-unfounded': 'checked',
  'find-unverifiable': 'checked',
  close: 'finished',
};

/** A step as the reporter of this report reads it, in the language that they chose. */
export function stepRead({ language, informantType }: OpenedReport['triage'], step: TimelineCode): string {
  return stepInWords(step, language, {
    Em: '',
    helper: helperWords[informantType === 'CHILD' ? 'child' : 'adult'][language],
  });
}

export function endLabel(act: ReportEnd): string {
  return labels[act]();
}

/** The ends that are open now. */
export function endViews({ openActs, triage }: OpenedReport): EndView[] {
  return reportEnds
    .filter((act) => openActs.includes(act))
    .map((act) => ({
      act,
      label: labels[act](),
      reasons: endReason.terms
        .filter(({ ends }) => ends.includes(act))
        .map(({ code }) => ({ value: code, label: label(endReason, code) })),
      wordsNeeded: act === 'find-unfounded' || act === 'find-unverifiable',
      leaves: act === 'close' || act === 'mark-duplicate',
      childReads: steps[act] ? stepRead(triage, steps[act]) : null,
    }));
}
