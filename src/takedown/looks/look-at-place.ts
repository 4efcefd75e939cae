import { type Ctx, keyedDigest, MINUTE, newId, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { openSecrets } from '../items/item-sealing.ts';
import { findItem, hostFactsOf, insertItemEvent, siblingsOf } from '../items/item-store.ts';
import { type HostLookUp, lookUpHost } from '../items/look-up-host.ts';
import { ordersOfItem } from '../orders/order-store.ts';
import { openJson, sealJson } from '../sealed-json.ts';
import type { ItemRow } from '../tables.ts';
import { countMiss, NO_MISSES, together } from './look.ts';
import { lookRules, nextLook } from './look-rules.ts';
import { addPlaces, changePlace, findPlace, insertLook, isLookedAt } from './look-store.ts';
import type { PlaceRow } from './look-tables.ts';
import { isNear } from './near-network.ts';
import { askToTell, contradict, settleGone, settleReturn } from './settle-look.ts';
import type { Eyes, Taken } from './take-look.ts';

const LOOKS = systemActor('takedown.looks');
const MARK = 'takedown.look';

interface Opened {
  readonly place: PlaceRow;
  readonly item: ItemRow;
  readonly address: string;
  readonly referrers: readonly string[];
  readonly media: readonly string[];
}

/**
 * One look at one address, in the background. What was found is written with what follows from it in one transaction; a process that dies
 * in between leaves the place as it was, and the look is taken again.
 * @param when.anyway before its turn, as for a demonstration
 */
export async function lookAtPlace(
  ctx: Ctx,
  eyes: Eyes,
  hosts: HostLookUp,
  input: { readonly place: string; readonly anyway?: boolean },
): Promise<Result<void>> {
  const system = ctx.as(LOOKS);
  const read = await system.transaction((tx) => open(ctx, tx, input.place, input.anyway === true));
  if (!read.ok || read.value === undefined) return read.ok ? ok() : read;
  const opened = read.value;
  const host = await hostOf(system, eyes, hosts, opened);
  // What is gone is looked at wherever it stands: whoever moved it may have brought it back.
  if (host.moved && opened.item.state !== 'GONE')
    return system.transaction(async (tx) => {
      const { place, item } = opened;
      const set = {
        attention: 'HOST_MOVED' as const,
        attention_at: tx.now,
        next_at: null,
        occasion: 'SCHEDULE' as const,
      };
      if (await changePlace(tx, place, set)) {
        await insertItemEvent(tx, item.id, 'looks-stopped');
        tellItem(tx, item);
      }
      return ok();
    });
  const { vault } = ctx.kernel;
  const target = {
    address: opened.address,
    referrers: opened.referrers,
    known: opened.place.mark,
    media: opened.media,
    now: system.now,
    markOf: (what: string | Uint8Array) => keyedDigest(vault, MARK, what),
  };
  const sights: [Sighting, ...Sighting[]] = [{ ...(await eyes.take(target)), vantage: lookRules.vantage }];
  for (const { vantage, take } of eyes.elsewhere ?? []) sights.push({ ...(await take(target)), vantage });
  const taken = together(sights);
  return system.transaction(async (tx) => {
    await write(ctx, tx, opened, sights, host.unknown ? { ...taken, speaksForGone: false } : taken, host);
    return ok();
  });
}

async function open(ctx: Ctx, tx: Tx, id: string, anyway: boolean): Promise<Result<Opened | undefined>> {
  const place = await findPlace(tx, id);
  const item = place && (await findItem(tx, place.item_id));
  if (!place || !item) return ok(undefined);
  if (!anyway && (place.next_at === null || place.next_at > tx.now || item.is_demonstration)) return ok(undefined);
  const nobody = async () => {
    await changePlace(tx, place, { next_at: null });
    return ok(undefined);
  };
  // Taken back meanwhile: nobody looks any more.
  if (!isLookedAt(item.state)) return nobody();
  // Addresses that were reported since go with it.
  if (place.sibling_id === null && item.state !== 'GONE') await addPlaces(tx, item.id, tx.now);
  const own = await openSecrets(ctx.kernel, 'item', item);
  const sibling =
    place.sibling_id === null ? undefined : (await siblingsOf(tx, item.id)).find((one) => one.id === place.sibling_id);
  const display = sibling ? (await openSecrets(ctx.kernel, 'item_sibling', sibling)).display : own.display;
  const web = /^https?:/i.test(display);
  // A bare name is no address: what stands under it is somebody else's.
  if (!web && (sibling !== undefined || item.kind !== 'domain')) return nobody();
  const media =
    place.sealed === null
      ? []
      : (await openJson<{ media: string[] }>(ctx.kernel, 'look_place', { id: place.id, sealed: place.sealed })).media;
  return ok({
    place,
    item,
    media,
    address: web ? display : `https://${display}/`,
    // Another address of the same thing has a way of its own, which nobody told.
    referrers: sibling ? [] : own.referrers,
  });
}

interface HostNow {
  readonly addresses: readonly string[];
  readonly network: string | null;
  /** Another holds the network now than when it was ordered. */
  readonly moved: boolean;
  /** It stands in another network, and no registry says whose that is. */
  readonly unknown: boolean;
}

/** Where the address leads now, against where it led when it was ordered. The registry is asked only where it may have moved. */
async function hostOf(ctx: Ctx, eyes: Eyes, hosts: HostLookUp, { place, item, address }: Opened): Promise<HostNow> {
  const kept = { addresses: place.addresses, network: place.network, moved: false, unknown: false };
  if (place.sibling_id !== null) return kept;
  const now = await eyes.addressesOf(address);
  if (now.length === 0) return kept;
  const first = place.addresses.length === 0;
  if (!first && isNear(place.addresses, now)) return kept;
  await lookUpHost(ctx, hosts, item.id, { anew: !first });
  const read = await ctx.transaction(async (tx) => ok(await hostFactsOf(tx, item.id)));
  const holder = read.ok
    ? read.value.find(
        (one) =>
          one.ended_at === null &&
          (one.part === 'HOST' || one.part === 'CDN') &&
          one.outcome === 'FOUND' &&
          one.address !== null &&
          isNear([one.address], now),
      )
    : undefined;
  const network = holder?.name ?? null;
  if (first || place.network === null) return { addresses: now, network, moved: false, unknown: false };
  if (network === null) return { ...kept, unknown: true };
  return network === place.network
    ? { addresses: now, network, moved: false, unknown: false }
    : { addresses: now, network, moved: true, unknown: false };
}

/** What one look from one place came to. */
type Sighting = Taken & { readonly vantage: string };

/** @param taken what the looks from all places come to together */
async function write(
  ctx: Ctx,
  tx: Tx,
  opened: Opened,
  sights: readonly Sighting[],
  taken: Taken,
  host: HostNow,
): Promise<void> {
  const item = await findItem(tx, opened.item.id, 'for update');
  const place = await findPlace(tx, opened.place.id, 'for update');
  // Somebody else has looked, or decided, meanwhile.
  if (!item || !place || place.version !== opened.place.version || !isLookedAt(item.state)) return;
  const gone = item.state === 'GONE';
  const { missesNeeded, missGapMinutes } = lookRules;
  const { counted, ...missed } = gone
    ? { ...NO_MISSES, misses: place.misses, missedFrom: place.missed_from, countedAt: place.counted_at, counted: false }
    : countMiss(
        { misses: place.misses, missedFrom: place.missed_from, countedAt: place.counted_at },
        taken,
        tx.now,
        missGapMinutes * MINUTE,
      );
  for (const sight of sights)
    await insertLook(tx, {
      id: newId<'look'>(tx.now.getTime()),
      place_id: place.id,
      item_id: item.id,
      at: tx.now,
      vantage: sight.vantage,
      occasion: place.occasion,
      outcome: sight.outcome,
      reason: sight.reason,
      status: sight.status,
      bytes: sight.bytes,
      mark: sight.mark,
      is_media: sight.isMedia,
      replayed: sight.replayed,
      probe: sight.probe,
      probe_says: sight.probeSays,
      counted,
    });
  const found = taken.outcome === 'PRESENT' || taken.outcome === 'REFERRER_ONLY';
  const sure = isSure(taken, place);
  const orders = await ordersOfItem(tx, item.id);
  const back = gone && found && sure;
  // Something stands there again, and nobody can say by machine whether it is what was ordered down.
  const another = taken.outcome === 'CHANGED' && taken.reason === 'not-same';
  const known = taken.mark !== null && place.other_mark?.equals(taken.mark) === true;
  const check = gone && !back && (found || another) && !known;
  const phase = back ? 'ORDERED' : gone ? 'GONE' : phaseOf(missed.misses);
  const begins = (missed.misses === 0) !== (place.misses === 0) || (counted && missed.misses === missesNeeded) || back;
  const step = begins ? 0 : place.step;
  const nextAt = nextLook(tx.now, phase, step);
  const grace = orders
    .filter((one) => one.state === 'CLAIMED' && one.answered_at !== null)
    .map((one) => (one.answered_at as Date).getTime() + lookRules.claimGraceMinutes * MINUTE)
    .filter((at) => at > tx.now.getTime() && missed.misses === 0);
  await changePlace(tx, place, {
    occasion: 'SCHEDULE',
    step: step + 1,
    misses: back ? 0 : missed.misses,
    missed_from: back ? null : missed.missedFrom,
    counted_at: back ? null : missed.countedAt,
    next_at: item.is_demonstration ? null : new Date(Math.min(nextAt.getTime(), ...grace)),
    last_outcome: taken.outcome,
    last_at: tx.now,
    looks: place.looks + 1,
    addresses: [...host.addresses],
    network: host.network,
    ...(check ? { attention: 'CHECK_RETURN' as const, attention_at: place.attention_at ?? tx.now } : {}),
    ...(found && !gone && place.mark === null
      ? {
          mark: taken.mark,
          sealed:
            taken.media.length > 0 ? await sealJson(ctx.kernel, 'look_place', place.id, { media: taken.media }) : null,
        }
      : {}),
  });
  // Whoever reported it anew hears that it is not there; who was told before is told nothing twice.
  if (gone && place.occasion === 'REPORT' && taken.speaksForGone) await askToTell(tx, item.id, item.state);
  if (back) await settleReturn(tx, item, orders);
  else if (!gone && counted) await settleGone(tx, item, orders);
  else if (!gone && found && sure) await contradict(ctx, tx, item, orders);
  tellItem(tx, item);
}

/** How soon it is looked at again, by how often it was missed. */
const phaseOf = (misses: number) => (misses === 0 ? 'ORDERED' : misses < lookRules.missesNeeded ? 'MISSING' : 'GONE');

/** Found, and known to be what was ordered: by what the first look saw, by its films, by its platform, or by the way that hides it. */
function isSure({ outcome, reason, mark }: Taken, place: PlaceRow): boolean {
  if (outcome === 'PRESENT') return reason !== 'first' && reason !== 'only-bare';
  return outcome === 'REFERRER_ONLY' && mark !== null && place.mark?.equals(mark) === true;
}

function tellItem(tx: Tx, item: ItemRow): void {
  tx.notify({
    topic: 'content.item',
    id: item.id,
    agency: item.agency,
    roles: ['content_analyst', 'content_verifier', 'takedown_officer'],
  });
}
