import { createHash } from 'node:crypto';
import { type Actor, type Ctx, HOUR, type Result, systemActor } from '../../kernel/index.ts';
import { type Eyes, type HostLookUp, listLooks, lookAtPlace, type Taken } from '../../takedown/index.ts';
import { must } from '../must.ts';

const SYSTEM = systemActor('demonstration.looks');
const MARK = createHash('sha256').update('mẫu').digest();
const OTHER = createHash('sha256').update('mẫu khác').digest();

const there: Taken = {
  outcome: 'PRESENT',
  reason: 'first',
  speaksForGone: false,
  status: 200,
  bytes: 48_213,
  mark: MARK,
  isMedia: false,
  replayed: 0,
  probe: null,
  probeSays: null,
  media: [],
};
const same: Taken = { ...there, reason: 'same' };
const missed: Taken = {
  ...there,
  outcome: 'GONE',
  reason: 'status',
  speaksForGone: true,
  status: 404,
  bytes: 1_204,
  mark: OTHER,
};
const another: Taken = { ...there, outcome: 'CHANGED', reason: 'not-same', bytes: 20_480, mark: OTHER };
/** Says so in words alone, at a platform that cannot be asked. */
const says: Taken = { ...there, outcome: 'SOFT_404', reason: 'page-says', bytes: 6_144, mark: OTHER };
const walled: Taken = { ...there, outcome: 'RESTRICTED', reason: 'login', status: 200, bytes: 9_300, mark: OTHER };

/** An invented host: nobody is asked about it. */
const nobody = {} as HostLookUp;

/** Looks that were never taken, written by the verb that writes real ones, at invented addresses that nobody can have. */
export async function playLooks(
  as: (actor: Actor, now: Date) => Ctx,
  officer: Actor,
  now: number,
  items: { readonly stays: string; readonly goes: string; readonly says: string },
): Promise<void> {
  const look = async (item: string, hoursAgo: number, taken: Taken): Promise<Result<void>> => {
    const [place] = must(await listLooks(as(officer, new Date(now)), { item })).places;
    if (!place) throw new Error('an invented order has no address');
    const eyes: Eyes = { take: async () => taken, addressesOf: async () => [] };
    return lookAtPlace(as(SYSTEM, new Date(now - hoursAgo * HOUR)), eyes, nobody, { place: place.id, anyway: true });
  };
  for (const [hoursAgo, taken] of [
    [12, there],
    [11, same],
    [9, walled],
    [4, same],
  ] as const)
    must(await look(items.stays, hoursAgo, taken));
  for (const [hoursAgo, taken] of [
    [3.9, there],
    [3.4, missed],
    [2.3, missed],
    [1.2, missed],
    [0.4, another],
  ] as const)
    must(await look(items.goes, hoursAgo, taken));
  for (const [hoursAgo, taken] of [
    [6, there],
    [2, says],
    [0.5, says],
  ] as const)
    must(await look(items.says, hoursAgo, taken));
}
