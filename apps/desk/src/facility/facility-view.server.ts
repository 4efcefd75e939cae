import type { Facility } from '../../../../src/counselling/index.ts';
import { service } from '../../../../src/vocabulary/index.ts';
import { unitName } from '../agency/admin-units.server.ts';
import { m } from '../paraglide/messages.js';
import { formatTime } from '../parts/format.ts';
import type { Tone } from '../report/report-view.server.ts';
import { label, localName } from '../server/codes.server.ts';

const tones = { free: 'done', waiting: 'waiting', full: 'stopped', unknown: 'new' } as const;
const nearWords = [m.facility_near_commune, m.facility_near_province, m.facility_near_beside, m.facility_near_far];

/** How much room a facility has, as it last said, and that this was long ago. */
export function roomWords(one: Facility): string {
  switch (one.room) {
    case 'free':
      return one.freePlaces === null ? m.facility_room_free() : m.facility_room_places({ count: one.freePlaces });
    case 'waiting':
      return m.facility_room_waiting({ days: one.waitDays ?? 0 });
    case 'full':
      return m.facility_room_full();
    default:
      return m.facility_room_unknown();
  }
}

/** When it said so; with a warning where that is too long ago to rest on. */
export const saidWords = (one: Facility): string =>
  one.saidAt === null
    ? m.facility_said_never()
    : (one.stale ? m.facility_said_stale : m.facility_said)({ at: formatTime(one.saidAt.toISOString()) });

export function facilityRow(one: Facility) {
  return {
    id: one.agency,
    name: localName(one),
    services: one.services.map((code) => label(service, code)).join(' · '),
    place: [one.address, one.commune ? unitName(one.commune) : '', one.province ? unitName(one.province) : '']
      .filter(Boolean)
      .join(', '),
    province: one.province,
    phone: one.phone,
    hours: one.hours,
    ages: one.agesFrom === null || one.agesTo === null ? '' : m.age_span({ min: one.agesFrom, max: one.agesTo }),
    room: { code: one.room, tone: (one.stale ? 'waiting' : tones[one.room]) as Tone, text: roomWords(one) },
    said: saidWords(one),
    stale: one.stale,
    near: one.nearness === null ? '' : (nearWords[one.nearness]?.() ?? ''),
  };
}
export type FacilityOnPage = ReturnType<typeof facilityRow>;
