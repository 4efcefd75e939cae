import { z } from 'zod';
import { HOUR } from '../../kernel/index.ts';
import { borderingProvinces, readList } from '../../vocabulary/index.ts';
import rules from './facility-rules.json' with { type: 'json' };

/** A facility as the directory knows it: rules without I/O. */

export const facilityRule = readList(rules.rule, { hours: z.int().positive() });

/** Whether what a facility said of its room is too old to rest on. What was never said is not known, and not old. */
export function isStale(capacityAt: Date | null, now: Date): boolean {
  return capacityAt !== null && now.getTime() - capacityAt.getTime() > facilityRule.get('CAPACITY_FRESH').hours * HOUR;
}

/** `full` it takes nobody now · `free` · `waiting` it takes children after some days · `unknown` it never said */
export const roomStates = ['free', 'waiting', 'full', 'unknown'] as const;
export type RoomState = (typeof roomStates)[number];

export function roomOf(said: {
  readonly taking: boolean | null;
  readonly free_places: number | null;
  readonly wait_days: number | null;
}): RoomState {
  if (said.taking === null) return 'unknown';
  if (!said.taking || said.free_places === 0) return 'full';
  return (said.wait_days ?? 0) > 0 ? 'waiting' : 'free';
}

/** How far a place is from a commune, in steps that need no map: 0 the same commune, 1 the same province, 2 a province beside it, 3 farther. */
export type Nearness = 0 | 1 | 2 | 3;

export function nearnessOf(
  place: { readonly commune_code: string; readonly province_code: string },
  from: { readonly commune: string; readonly province: string },
): Nearness {
  if (place.commune_code === from.commune) return 0;
  if (place.province_code === from.province) return 1;
  return borderingProvinces(from.province).has(place.province_code) ? 2 : 3;
}
