import type { ImapFlow } from 'imapflow';
import { addDays, vietnamDate } from '../../kernel/index.ts';
import type { Listening, Reach } from '../adapter.ts';
import { EMAIL_LIMITS, type EmailAccount } from './email-account.ts';
import { withReferences } from './email-attachment.ts';
import { inTime } from './in-time.ts';
import { imapConnection } from './mail-connections.ts';
import { readEmail } from './read-email.ts';
import type { ResolveRecords } from './sender-truth.ts';

/** How often a mailbox is asked, and how long it may take to answer, milliseconds. */
export interface MailboxTimes {
  /** IDLE dies in silence on many ways, so it is begun anew. */
  readonly idle: number;
  /** Asked for new letters even where IDLE tells nothing. */
  readonly poll: number;
  /** An answer that has not come by now does not come. */
  readonly answer: number;
}
export const MAILBOX_TIMES: MailboxTimes = { idle: 300_000, poll: 120_000, answer: 60_000 };

/** How far a mailbox was read: its UIDVALIDITY, the last UID, and the day, for the case that the first of them changes. */
interface Position {
  readonly validity: bigint;
  readonly uid: number;
  readonly day: string;
}

const written = ({ validity, uid, day }: Position) => `${validity}:${uid}:${day}`;
function readPosition(cursor: string | null): Position | undefined {
  const [, validity, uid, day] = /^(\d+):(\d+):(\d{4}-\d{2}-\d{2})$/.exec(cursor ?? '') ?? [];
  return validity && uid && day ? { validity: BigInt(validity), uid: Number(uid), day } : undefined;
}

/**
 * Reads a mailbox from where it was left until the signal. Nothing is deleted and no flag is set. Letters are handed over one by
 * one, each with the new position, so a crash between two has neither lost nor doubled one.
 * @throws where the server is lost, does not answer in time, or what was read could not be stored
 */
export async function listenToMailbox(
  account: EmailAccount,
  listening: Listening,
  { network }: Reach,
  resolver: ResolveRecords,
  times: MailboxTimes,
): Promise<void> {
  const opened = await imapConnection(account, network, {
    literal: EMAIL_LIMITS.whole + 2 ** 16,
    idleMs: times.idle,
    // The poll writes and is answered within this; what is silent for longer is dead.
    quietMs: times.poll + times.answer,
  });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const client = opened.value;
  const lost = new Promise<never>((_, reject) => {
    client.on('error', reject);
    client.once('close', () => reject(new Error('the mail server closed the connection')));
    listening.signal.addEventListener('abort', () => reject(listening.signal.reason), { once: true });
  });
  lost.catch(() => undefined);
  try {
    await Promise.race([readOn(client, account, listening, resolver, times), lost]);
  } catch (fault) {
    if (!listening.signal.aborted) throw fault;
  } finally {
    client.close();
  }
}

async function readOn(
  client: ImapFlow,
  account: EmailAccount,
  listening: Listening,
  resolver: ResolveRecords,
  times: MailboxTimes,
): Promise<void> {
  const asked = <T>(answer: Promise<T>) => inTime(answer, times.answer);
  await asked(client.connect());
  const mailbox = await asked(client.mailboxOpen('INBOX', { readOnly: true }));
  listening.alive();
  const known = readPosition(listening.cursor);
  let position = known;
  if (position === undefined || position.validity !== mailbox.uidValidity) {
    const uid = known === undefined ? mailbox.uidNext - 1 : await lastBefore(client, known.day, asked);
    position = { validity: mailbox.uidValidity, uid: Math.max(uid, 0), day: dayBefore() };
    await stored(listening, [], position);
  }
  const bell = bellOf(client);
  while (!listening.signal.aborted) {
    const fresh: readonly Letter[] = await asked(lettersAfter(client, position.uid));
    listening.alive();
    for (const letter of fresh) {
      const cut = letter.bytes > EMAIL_LIMITS.whole;
      const source = { start: 0, maxLength: cut ? EMAIL_LIMITS.beginning : EMAIL_LIMITS.whole };
      const whole = await asked(client.fetchOne(String(letter.uid), { source }, { uid: true }));
      listening.alive();
      // A letter that somebody deleted meanwhile.
      const raw = whole ? whole.source : undefined;
      const events = raw ? await readEmail({ raw, at: letter.at, cut }, account, resolver) : [];
      position = { ...position, uid: letter.uid, day: dayBefore() };
      await stored(listening, withReferences(events, position), position);
    }
    await bell.next(times.poll);
  }
}

interface Letter {
  readonly uid: number;
  readonly bytes: number;
  readonly at: Date;
}

async function lettersAfter(client: ImapFlow, last: number): Promise<Letter[]> {
  const found = await client.fetchAll(`${last + 1}:*`, { uid: true, size: true, internalDate: true }, { uid: true });
  return found
    .map(({ uid, size, internalDate }) => ({ uid, bytes: size ?? 0, at: new Date(internalDate ?? Date.now()) }))
    .filter(({ uid }) => uid > last) // `n:*` names the last letter even where n is beyond it
    .sort((one, other) => one.uid - other.uid);
}

/** The last letter from before the day on which the mailbox was read last, under its new UIDs; what is read twice is known by its id. */
async function lastBefore(
  client: ImapFlow,
  day: string,
  asked: <T>(answer: Promise<T>) => Promise<T>,
): Promise<number> {
  const found = await asked(client.search({ before: day }, { uid: true }));
  return found === false || found === undefined ? 0 : found.reduce((most, uid) => Math.max(most, uid), 0);
}

async function stored(
  listening: Listening,
  events: Parameters<Listening['hear']>[0],
  position: Position,
): Promise<void> {
  const heard = await listening.hear(events, written(position));
  if (!heard.ok) throw new Error(heard.refusal.code);
}

/** A day back, since the mail server's midnight need not be ours. */
const dayBefore = () => addDays(vietnamDate(new Date()), -1);

/** Rings when the server tells of a letter, or when it is time to ask. A ring while nobody waits is kept. */
function bellOf(client: ImapFlow): { next(ms: number): Promise<void> } {
  let rung = false;
  let wake: (() => void) | undefined;
  client.on('exists', () => {
    rung = true;
    wake?.();
  });
  return {
    next: (ms) =>
      new Promise((resolve) => {
        const done = () => {
          clearTimeout(timer);
          wake = undefined;
          rung = false;
          resolve();
        };
        const timer = setTimeout(done, ms).unref();
        if (rung) done();
        else wake = done;
      }),
  };
}
