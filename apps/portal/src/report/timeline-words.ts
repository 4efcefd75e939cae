import { stepInWords, type TimelineCode } from '../../../../src/intake/reports/step-words.pure.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import type { Address } from './voice.ts';

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

function addressed(text: string, { em, Em }: Address): string {
  return text.replaceAll('{em}', em).replaceAll('{Em}', Em);
}

/** What has been, and the one thing that is waited for where that is known. */
export function timelineSteps(
  timeline: readonly { code: string; at: string; words?: { vi: string; en: string } }[],
  address: Address,
): { title: string; when?: string; state: 'done' | 'waiting' }[] {
  const steps: { title: string; when?: string; state: 'done' | 'waiting' }[] = timeline.map(
    ({ code, at, words: given }) => ({
      title: given ? addressed(given[getLocale()], address) : stepInWords(code as TimelineCode, getLocale(), address),
      when: momentInWords(at),
      state: 'done',
    }),
  );
  const codes = timeline.map(({ code }) => code);
  const last = (wanted: TimelineCode) => codes.lastIndexOf(wanted);
  if (last('finished') > last('you-wrote')) return steps;
  if (last('read') < 0 && last('answered') < 0) steps.push({ title: m.line_wait_read(address), state: 'waiting' });
  else if (last('answered') < 0 || last('you-wrote') > last('answered'))
    steps.push({ title: m.line_wait_answer(address), state: 'waiting' });
  return steps;
}
