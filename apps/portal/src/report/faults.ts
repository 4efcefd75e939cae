import { m } from '../paraglide/messages.js';
import type { FlowError } from './flow.ts';
import type { Address } from './voice.ts';

const words: Readonly<Record<string, (address: Address) => string>> = {
  'report.narrative-empty': m.fault_narrative_empty,
  'report.narrative-too-long': m.fault_narrative_too_long,
  'report.text-too-long': m.fault_text_too_long,
  'report.text-unreadable': m.fault_text_unreadable,
  'report.picture-not-accepted': m.fault_picture,
  'report.link-unreadable': m.fault_link,
  'report.account-unreadable': m.fault_account,
  'report.phone-unreadable': m.fault_phone,
  'report.email-unreadable': m.fault_email,
  'report.time-impossible': m.fault_time,
  'report.area-unknown': m.fault_area,
  'report.contact-needs-phone': m.fault_needs_phone,
  'report.contact-wishes-clash': m.fault_wishes,
};

/** Where the number is asked for because a call is wished, clearing it is no way on. */
const wordsForCall: typeof words = { ...words, 'report.phone-unreadable': m.fault_call_phone };

/**
 * The intake's refusals in the words of these pages: what happened, what was kept, what to do.
 * @param call the page asks for the number of a wished call
 */
export function faultsIn(
  errors: readonly FlowError[],
  address: Address,
  call: boolean,
): { field: string; text: string }[] {
  const told = call ? wordsForCall : words;
  return errors.map(({ id, code }) => ({ field: id, text: (told[code] ?? m.fault_other)(address) }));
}
