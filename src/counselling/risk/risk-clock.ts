import { type ClockKind, type ClockOfObject, clocksOf, meetClocks, startClocks } from '../../clocks/index.ts';
import { type Tx, vietnamDate } from '../../kernel/index.ts';
import type { Law } from '../../vocabulary/index.ts';
import { contactDesks } from '../contacts/contact-store.ts';
import type { ContactRow } from '../tables.ts';

/** The time in which a child in danger now is handed over to somebody who can be there; a row of the rules says how long. */
export const HAND_OVER = 'DL-RISK-HANDOVER';

const ofContact = (id: string) => ({ kind: 'contact', id }) as const;

/** Starts the countdown of a contact, once for each time that danger is found anew. @throws where no rule is in force: then nobody would be asked for it */
export async function startHandOverClock(
  tx: Tx,
  law: Law,
  contact: Pick<ContactRow, 'id' | 'organisation'>,
  occurrence: string,
): Promise<void> {
  const started = await startClocks(tx, {
    law,
    object: ofContact(contact.id),
    codes: [HAND_OVER],
    startedAt: tx.now,
    occurrence,
    urgency: 'U1',
    ownerAgency: contact.organisation,
  });
  if (started.length === 0) throw new Error(`no deadline rule ${HAND_OVER} is in force on ${vietnamDate(tx.now)}`);
}

export const meetHandOverClock = (tx: Tx, contact: string): Promise<void> =>
  meetClocks(tx, ofContact(contact), { codes: [HAND_OVER] });

/** The countdown that runs, or ran out, and waits for a hand-over; undefined where none does. */
export async function openHandOverClock(tx: Tx, contact: string) {
  const clocks = await clocksOf(tx, ofContact(contact));
  return clocks.find(({ rule, endedAt }) => rule === HAND_OVER && endedAt === null);
}

async function tellDesks(tx: Tx, clocks: readonly ClockOfObject[]): Promise<void> {
  for (const { id, desk_code } of await contactDesks(
    tx,
    clocks.map(({ object }) => object),
  ))
    tx.notify({ topic: 'contact.changed', id, desk: desk_code });
}

/** Contacts, for the engine of clocks. */
export const contactClocks: ClockKind = {
  kind: 'contact',
  words: { vi: 'Cuộc liên hệ 111', en: 'Contact with 111' },
  supervisedBy: 'SUPERVISE_CASES',
  told: {
    dueSoon: ['111_supervisor'],
    breached: ['111_supervisor'],
    PROVINCE: [],
    CENTRAL: ['ministry_child_officer'],
  },
  page: (id) => `/truc?cuoc=${id}`,
  moved: tellDesks,
  breached: tellDesks,
};
