import { queueMessage, takeBackQueued } from '../../channels/index.ts';
import { actAs, type Ctx, ok, parseId, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { findContact } from '../contacts/contact-store.ts';
import type { ContactRow } from '../tables.ts';
import { latestAnswers } from './consent-rule.ts';
import { consentsOf, sessionsOf, sessionWithSeries } from './series-store.ts';
import type { SessionRow } from './series-tables.ts';
import {
  REMINDER_TEMPLATE,
  type ReminderLead,
  reminderBlanks,
  reminderKeyOf,
  reminderKeysOf,
  reminderLeads,
  reminderText,
} from './session-reminder.ts';

export const REMIND_SESSION = 'counselling.remind-session';

/** Whether the child of a contact is answered by a network. */
export const answersByNetwork = async (tx: Tx, contact: string): Promise<boolean> =>
  actAs(tx, systemActor('counselling.reminders'), async (system) =>
    Boolean((await findContact(system, contact, { lock: false }))?.answers_by),
  );

/** What a reminder looks at when its time comes; asked for in the transaction that plans the session. */
export async function askReminders(tx: Tx, session: Pick<SessionRow, 'id' | 'starts_at' | 'child_reminder'>) {
  if (session.child_reminder !== 'network') return;
  for (const lead of reminderLeads) await askReminder(tx, session, lead);
}

async function askReminder(tx: Tx, { id, starts_at }: Pick<SessionRow, 'id' | 'starts_at'>, lead: ReminderLead) {
  const runAt = new Date(starts_at.getTime() - lead.before);
  // Planned later than that: nobody needs to be reminded of what was just agreed.
  if (runAt <= tx.now) return;
  await tx.enqueue(
    REMIND_SESSION,
    { session: id, lead: lead.code },
    { key: `${REMIND_SESSION} ${id} ${lead.code}`, runAt },
  );
}

/** What waits in the outbox for a session that is no more as it was goes back; what has left has left. */
export async function takeBackReminders(tx: Tx, session: string): Promise<void> {
  await takeBackQueued(tx, reminderKeysOf(session));
}

export async function takeBackAllReminders(tx: Tx, series: string): Promise<void> {
  for (const { id, state } of await sessionsOf(tx, series)) if (state === 'planned') await takeBackReminders(tx, id);
}

/**
 * Reminds a child of a session where it writes, as everything stands now: the session is still planned for then, nobody has taken back
 * their agreement, the child still writes by a network and wished to be reminded. What it asked for of how it is written to, and the
 * night, are the outbox's to keep.
 */
export async function remindSession(ctx: Ctx, payload: Readonly<Record<string, unknown>>): Promise<void> {
  const id = parseId<'session'>(payload.session);
  const lead = reminderLeads.find(({ code }) => code === payload.lead);
  if (id === undefined || lead === undefined) return;
  const done = await ctx.transaction(async (tx) => {
    const found = await sessionWithSeries(tx, id);
    if (found?.session.state !== 'planned' || found.session.child_reminder !== 'network') return ok();
    const { session, series } = found;
    if (session.starts_at <= tx.now) return ok();
    // Come too early, as when a past is played: it is asked for once more.
    if (session.starts_at.getTime() - lead.before > tx.now.getTime()) {
      await askReminder(tx, session, lead);
      return ok();
    }
    if (series.state !== 'open' || series.contact_id === null) return ok();
    const answers = [...latestAnswers(await consentsOf(tx, series.id)).values()];
    if (answers.some((answer) => answer === 'refused' || answer === 'withdrawn')) return ok();
    const contact = await findContact(tx, series.contact_id, { lock: false });
    return contact?.answers_by ? send(ctx, tx, { session, lead, contact }) : ok();
  });
  // That a wish stands against it is no fault: the child sees the appointment on its own page.
  if (!done.ok) ctx.kernel.log.info({ code: done.refusal.code }, 'a session was not reminded of by a network');
}

async function send(
  ctx: Ctx,
  tx: Tx,
  of: { readonly session: SessionRow; readonly lead: ReminderLead; readonly contact: ContactRow },
): Promise<Result<unknown>> {
  const { session, lead, contact } = of;
  const message = {
    key: reminderKeyOf(session.id, lead.code),
    purpose: 'reminder',
    to: { conversation: contact.answers_by as string },
    notAfter: session.starts_at,
  } as const;
  // Words that the network has approved go at any time; where there are none, or the child asked for neutral ones, our own.
  const approved = await queueMessage(ctx, tx, {
    ...message,
    text: '',
    template: { code: REMINDER_TEMPLATE.code, data: reminderBlanks(session.starts_at) },
  });
  if (approved.ok || !/^(message-template\.|outbox\.words-tell)/.test(approved.refusal.code)) return approved;
  return queueMessage(ctx, tx, { ...message, text: reminderText(session.starts_at) });
}
