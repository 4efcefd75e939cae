import { DAY, type Kernel } from '../../kernel/index.ts';
import { progressStep } from '../progress.ts';
import type { TimelineCode } from './step-words.pure.ts';
import { shownFrom } from './undo.ts';

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

/** Steps by acts that whoever did them may still take back for a moment. */
const undoable: ReadonlySet<string> = new Set(['found-unfounded', 'found-unverifiable', 'closed', 'replied']);

/**
 * The reporter's timeline: the events that may be shown, the first reading by a person, and the steps that other
 * modules told of; in order of time, each repeated step of one day once. What was taken back was never there, and what may
 * still be taken back is not there yet.
 */
export function reporterTimeline(
  kernel: Kernel,
  events: readonly { id: string; code: string; at: Date; codes: Readonly<Record<string, unknown>> }[],
  firstReadAt: Date | undefined,
  now: Date,
): TimelineStep[] {
  const undone = new Set(
    events.flatMap(({ code, codes }) => (code === 'act-undone' ? String(codes.events).split(' ') : [])),
  );
  const steps = events.flatMap(({ id, code, at }): TimelineStep[] => {
    if (undone.has(id) || (undoable.has(code) && shownFrom(at) > now)) return [];
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
