import { outboundUndelivered } from '../../channels/index.ts';
import { type Ctx, DAY, ok, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { type ShiftView, shiftView } from '../helpers/helper.ts';
import { openShiftOf } from '../helpers/shift-store.ts';
import { conversationsOf } from '../networks/network-store.ts';
import { contactPolicy } from '../policies.ts';
import type { ContactRow } from '../tables.ts';
import { isCarried, isQueued } from './contact.ts';
import { contactsBefore, openContacts, unrecordedOf } from './contact-store.ts';
import { type ContactCard, contactCard } from './contact-view.ts';

/** What a helper has before them. */
export interface OwnContacts {
  readonly shift: ShiftView | null;
  readonly carried: readonly ContactCard[];
  /** Those of whom lines by a network did not arrive, and how many. */
  readonly undelivered: readonly { readonly contact: string; readonly count: number }[];
  readonly offer: ContactCard | null;
  /** A colleague asks to hand these over. */
  readonly asked: readonly ContactCard[];
  /** Over, and not written down yet. */
  readonly unrecorded: readonly ContactCard[];
  /** Of a supervisor: those they read along. */
  readonly watched: readonly ContactCard[];
}

/** So long a contact that was not written down is asked for, and so many at once. */
const ASKED_FOR = 7 * DAY;
const ASKED_MOST = 50;

async function unrecordedBy(tx: Tx, person: string): Promise<ContactCard[]> {
  const late = await unrecordedOf(tx, person, new Date(tx.now.getTime() - ASKED_FOR), ASKED_MOST);
  return late.map(contactCard);
}

/** Own contacts that are over and were not written down yet. */
export async function unrecordedContacts(ctx: Ctx): Promise<Result<readonly ContactCard[]>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !contactPolicy.couldEver(actor, 'contact.list', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => ok(await unrecordedBy(tx, actor.person)), { keep: true });
}

/** What was given up of these contacts, in whichever of their conversations. */
async function undeliveredOf(tx: Tx, contacts: readonly ContactRow[]): Promise<OwnContacts['undelivered']> {
  const conversations = await conversationsOf(
    tx,
    contacts.filter(({ network }) => network !== null).map(({ id }) => id),
  );
  const found = await outboundUndelivered(tx, conversations);
  return contacts.flatMap(({ id }) => {
    const count = found.get(id);
    return count === undefined ? [] : [{ contact: id, count }];
  });
}

export async function ownContacts(ctx: Ctx): Promise<Result<OwnContacts>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !contactPolicy.couldEver(actor, 'contact.list', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(
    async (tx) => {
      const shift = await openShiftOf(tx, actor.person);
      const rows = await contactsBefore(tx, actor.person);
      const cards = (of: (row: ContactRow) => boolean) => rows.filter(of).map(contactCard);
      const carried = rows.filter((row) => row.helper === actor.person && isCarried(row.state));
      return ok({
        shift: shift ? shiftView(shift) : null,
        carried: carried.map(contactCard),
        undelivered: await undeliveredOf(tx, carried),
        offer: cards((row) => row.offered_to === actor.person)[0] ?? null,
        unrecorded: await unrecordedBy(tx, actor.person),
        asked: cards((row) => row.transfer_to === actor.person),
        watched: cards((row) => row.watched_by === actor.person && (row.watch_until ?? tx.now) > tx.now),
      });
    },
    { keep: true },
  );
}

/** The desk as it stands, without a word of what was said. */
export interface DeskContacts {
  readonly contacts: readonly ContactCard[];
  readonly waiting: {
    readonly count: number;
    readonly oldestSince: string | null;
    /** Of danger, that nobody has yet. */
    readonly danger: number;
  };
  /** There are more than are listed. */
  readonly more: boolean;
}

/** So many are listed; a desk with more is steered by its counts. */
const LISTED_MOST = 300;

export async function listContacts(ctx: Ctx): Promise<Result<DeskContacts>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !contactPolicy.couldEver(actor, 'contact.list', ctx.now))
    return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const found = await openContacts(tx, HELPLINE.desk, LISTED_MOST + 1);
    const waiting = found.filter(
      ({ state, place_until }) => (isQueued(state) || state === 'offered') && place_until === null,
    );
    return ok({
      contacts: found.slice(0, LISTED_MOST).map(contactCard),
      waiting: {
        count: waiting.length,
        oldestSince: waiting[0]?.waiting_since.toISOString() ?? null,
        danger: waiting.filter(({ band }) => band >= 3).length,
      },
      more: found.length > LISTED_MOST,
    });
  });
}
