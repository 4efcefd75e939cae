import { z } from 'zod';
import { HOUR, vietnamDate, vietnamTime } from '../../kernel/index.ts';
import reminders from './session-reminders.json' with { type: 'json' };

/** When a child is reminded of a session, and in which words: data, no I/O. */

const data = z
  .object({
    source: z.string().min(1),
    valid_from: z.string(),
    verified: z.boolean(),
    version: z.string(),
    leads: z.array(z.object({ code: z.string().regex(/^[A-Z_]+$/), hours: z.number().positive() })).min(1),
    text: z.string().includes('{gio}').includes('{ngay}'),
    template: z.object({ code: z.string(), text: z.string() }),
  })
  .parse(reminders);

export interface ReminderLead {
  readonly code: string;
  /** Milliseconds before the session begins. */
  readonly before: number;
}

export const reminderLeads: readonly ReminderLead[] = data.leads.map(({ code, hours }) => ({
  code,
  before: hours * HOUR,
}));

/** From here on the own page says it as a reminder. Milliseconds. */
export const REMINDED_WITHIN = Math.max(...reminderLeads.map(({ before }) => before));

/** The template that an agency registers with a network that takes no free words then. */
export const REMINDER_TEMPLATE = data.template;

/** Day and time of the appointment, as the words say them. */
export function reminderBlanks(at: Date): { readonly gio: string; readonly ngay: string } {
  const [, month = '', day = ''] = vietnamDate(at).split('-');
  return { gio: vietnamTime(at).slice(11, 16), ngay: `${day}/${month}` };
}

/** Nothing of who writes, and nothing of what is talked about. */
export function reminderText(at: Date): string {
  const { gio, ngay } = reminderBlanks(at);
  return data.text.replace('{gio}', gio).replace('{ngay}', ngay);
}

/** Where a child may be reminded of a session: not at all, on its own page, or there and where it writes. */
export const childReminders = ['none', 'own-page', 'network'] as const;
export type ChildReminder = (typeof childReminders)[number];

/** Under which key a reminder is in the outbox. */
export const reminderKeyOf = (session: string, lead: string) => `session-reminder:${session}:${lead}`;
export const reminderKeysOf = (session: string) => reminderLeads.map(({ code }) => reminderKeyOf(session, code));
