import { DAY, type Kernel } from '../../kernel/index.ts';
import { progressStep } from '../progress.ts';

/** The report's own steps that a reporter sees, in codes that the pages word. No code says more than the reporter may know. */
export const timelineCodes = [
  'received',
  'read',
  'looked-at',
  'checking',
  'checked',
  'passed-on',
  'answered',
  'you-wrote',
  'finished',
  'opened-again',
  'words-changed',
] as const;
export type TimelineCode = (typeof timelineCodes)[number];

/** One step of the reporter's timeline. */
export interface TimelineStep {
  readonly code: string;
  readonly at: Date;
  /** Those of a step that another module told of. */
  readonly words?: { readonly vi: string; readonly en: string };
}

/** An outcome of the check is not told here, but by a person in the thread: "checked" is the same word for all three. */
const shown: Readonly<Record<string, TimelineCode>> = {
  received: 'received',
  screened: 'looked-at',
  'verifying-started': 'checking',
  confirmed: 'checked',
  'found-unfounded': 'checked',
  'found-unverifiable': 'checked',
  routed: 'passed-on',
  replied: 'answered',
  'message-received': 'you-wrote',
  closed: 'finished',
  reopened: 'opened-again',
  'receipt-changed': 'words-changed',
};

/**
 * The reporter's timeline: the events that may be shown, the first reading by a person, and the steps that other
 * modules told of; in order of time, each repeated step of one day once.
 */
export function reporterTimeline(
  kernel: Kernel,
  events: readonly { code: string; at: Date }[],
  firstReadAt: Date | undefined,
): TimelineStep[] {
  const steps = events.flatMap(({ code, at }): TimelineStep[] => {
    const own = shown[code];
    if (own !== undefined) return [{ code: own, at }];
    const step = progressStep(kernel, code);
    return step ? [{ code, at, words: step.reporter }] : [];
  });
  if (firstReadAt) steps.push({ code: 'read', at: firstReadAt });
  steps.sort((a, b) => a.at.getTime() - b.at.getTime());
  return steps.filter((step, index) => {
    const before = steps[index - 1];
    return !(before && before.code === step.code && step.at.getTime() - before.at.getTime() < DAY);
  });
}
