import { wakePeople } from '../../channels/index.ts';
import { endByLaw } from '../../clocks/index.ts';
import { type Ctx, MINUTE, ok, type Tx } from '../../kernel/index.ts';
import { peopleMeant } from '../../members/index.ts';
import { type Law, lawOf } from '../../vocabulary/index.ts';
import { isUnownedDanger } from '../board/board.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { openShifts } from '../helpers/shift-store.ts';
import type { ContactRow } from '../tables.ts';
import { auditOf } from './contact-record.ts';
import { dangerContacts, findContact, noteDangerAlone } from './contact-store.ts';

/** The rule that says how long danger may be nobody's before people are woken. */
export const DANGER_OWNER = 'DL-DANGER-OWNER';
/** After it a browser that nobody sat at is not woken any more. */
const WAKES_FOR_MOST = 15 * MINUTE;

/**
 * Wakes people for danger that nobody has: those on shift who may take it, and who leads the shift. First after the time of the rule,
 * then after twice, four times, eight times that time, as long as it is nobody's. An offer that rings is nobody's yet.
 */
export async function wakeForDanger(ctx: Ctx): Promise<void> {
  const law = lawOf(ctx.kernel);
  const found = await ctx.transaction(async (tx) => ok(await dangerContacts(tx, HELPLINE.desk)));
  if (!found.ok) return;
  for (const { id } of found.value.filter((one) => stepOf(law, one, ctx.now) !== undefined))
    await ctx.transaction(async (tx) => {
      const contact = await findContact(tx, id, { lock: true });
      const step = contact && stepOf(law, contact, tx.now);
      if (!contact || !step) return ok();
      await noteDangerAlone(tx, id, step.noted);
      if (step.until) await wake(tx, contact, step.noted, step.until);
      return ok();
    });
}

interface Step {
  readonly noted: Pick<ContactRow, 'danger_alone_since' | 'danger_wakes'>;
  /** People are woken, and it is of use until then. */
  readonly until?: Date;
}

/** What there is to do for a contact now; undefined where nothing is. */
function stepOf(law: Law, contact: ContactRow, now: Date): Step | undefined {
  const { danger_alone_since: since, danger_wakes: wakes } = contact;
  if (!isDangerAlone(contact))
    return since === null ? undefined : { noted: { danger_alone_since: null, danger_wakes: 0 } };
  if (since === null) return { noted: { danger_alone_since: now, danger_wakes: 0 } };
  const first = endByLaw(law, DANGER_OWNER, since);
  if (!first) throw new Error(`no deadline rule ${DANGER_OWNER} is in force`);
  const after = (times: number) => new Date(since.getTime() + (first.getTime() - since.getTime()) * 2 ** times);
  if (now < after(wakes)) return undefined;
  // A house that stood still wakes once for all the times that it missed.
  let next = wakes + 1;
  while (after(next) <= now) next += 1;
  const until = new Date(Math.min(after(next).getTime(), now.getTime() + WAKES_FOR_MOST));
  return { noted: { danger_alone_since: since, danger_wakes: next }, until };
}

async function wake(
  tx: Tx,
  contact: ContactRow,
  { danger_alone_since: since, danger_wakes: times }: Step['noted'],
  until: Date,
) {
  const key = `danger.${contact.id}.${since?.getTime()}.${times}`;
  await wakePeople(tx, await whoIsWoken(tx, contact), { key, until });
  tx.audit({ ...auditOf(contact), action: 'contact.wake-for-danger', codes: { times: String(times) } });
}

/** A contact of danger that nobody has, or whose helper shows no sign of life. */
export const isDangerAlone = ({ state, band, helper_lost_since }: ContactRow): boolean =>
  state !== 'abandoned' && isUnownedDanger({ state, band, helperLostSince: helper_lost_since?.toISOString() ?? null });

/** Whoever has a shift open and takes contacts of this channel, also where their page is gone, and who leads the shift. */
async function whoIsWoken(tx: Tx, contact: ContactRow): Promise<string[]> {
  const shifts = await openShifts(tx, contact.desk_code);
  const rests = ({ rest_until }: (typeof shifts)[number]) => rest_until !== null && rest_until > tx.now;
  const onShift = shifts
    // Who rests after a hard contact is left in peace as long as others may come.
    .filter((shift) => shift.channels.includes(contact.channel) && !(contact.danger_wakes === 0 && rests(shift)))
    .map(({ person }) => person);
  const leads = await peopleMeant(tx, { desk: contact.desk_code, roles: ['111_supervisor'] });
  return [...new Set([...onShift, ...leads])];
}
