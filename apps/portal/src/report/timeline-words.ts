import type { TimelineCode } from '../../../../src/intake/index.ts';
import { m } from '../paraglide/messages.js';
import type { Address } from './voice.ts';

/** The steps of a report in the words of the one who told. */
const words: Readonly<Record<TimelineCode, (address: Address) => string>> = {
  received: m.line_received,
  read: m.line_read,
  'looked-at': m.line_looked_at,
  checking: m.line_checking,
  checked: m.line_checked,
  'passed-on': m.line_passed_on,
  answered: m.line_answered,
  'you-wrote': m.line_you_wrote,
  finished: m.line_finished,
  'opened-again': m.line_opened_again,
  'words-changed': m.line_words_changed,
  'counselling-offered': m.line_counselling_offered,
  'counselling-started': m.line_counselling_started,
  'case-opened': m.line_case_opened,
  'plan-made': m.line_plan_made,
  'service-started': m.line_service_started,
  'police-told': m.line_police_told,
  'removal-asked': m.line_removal_asked,
  'content-removed': m.line_content_removed,
  'content-blocked': m.line_content_blocked,
  'safety-looked-at': m.line_safety_looked_at,
  'made-safe': m.line_made_safe,
  'adults-met': m.line_adults_met,
  'plan-started': m.line_plan_started,
  'helper-asked': m.line_helper_asked,
  'helper-sought-again': m.line_helper_sought_again,
  'helper-found': m.line_helper_found,
  'help-started': m.line_help_started,
  'help-finished': m.line_help_finished,
  'looked-again': m.line_looked_again,
  'plan-goes-on': m.line_plan_goes_on,
  'case-moved': m.line_case_moved,
  'case-finished': m.line_case_finished,
  'case-opened-again': m.line_case_opened_again,
};

/** An instant in Viet Nam time, as dd/mm/yyyy, hh:mm. */
export function momentInWords(at: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Asia/Ho_Chi_Minh',
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(new Date(at));
}

/** What has been, and the one thing that is waited for where that is known. */
export function timelineSteps(
  timeline: readonly { code: string; at: string }[],
  address: Address,
): { title: string; when?: string; state: 'done' | 'waiting' }[] {
  const steps: { title: string; when?: string; state: 'done' | 'waiting' }[] = timeline.map(({ code, at }) => ({
    title: words[code as TimelineCode](address),
    when: momentInWords(at),
    state: 'done',
  }));
  const codes = timeline.map(({ code }) => code);
  const last = (wanted: TimelineCode) => codes.lastIndexOf(wanted);
  if (last('finished') > last('you-wrote')) return steps;
  if (last('read') < 0 && last('answered') < 0) steps.push({ title: m.line_wait_read(address), state: 'waiting' });
  else if (last('answered') < 0 || last('you-wrote') > last('answered'))
    steps.push({ title: m.line_wait_answer(address), state: 'waiting' });
  return steps;
}
