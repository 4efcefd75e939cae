import { all, any, columnIn, definePolicy, holds, holdsAt, holdsNationwide } from '../../kernel/index.ts';
import { atDesk, deskRoles, platform } from '../desk-conditions.ts';

const commune = holdsAt('agency', 'agency', 'commune_child_officer', 'commune_chair');
const ownProvince = holdsAt('agency', 'agency', 'province_child_officer');
const province = holdsAt('province', 'province_code', 'province_child_officer');
const ministry = holdsNationwide('ministry_child_officer');
const real = columnIn('drill', false);
const exercise = columnIn('drill', true);
const of111 = holds(...deskRoles);
const at111 = holdsAt('agency', 'agency', ...deskRoles);

/** Who is on duty: kept by the agency or its province, read by 111. Invented officers of exercises are 111’s alone. */
export const dutyOfficerPolicy = definePolicy({
  resource: 'duty_officer',
  table: 'counselling.duty_officer',
  columns: { agency: 'text', province_code: 'text', drill: 'boolean' },
  visible: any(
    platform,
    all(real, any(commune, ownProvince, province, ministry)),
    // 111 rings whoever is on duty, wherever that is.
    of111,
  ),
  insertable: any(all(real, any(commune, ownProvince, province)), all(exercise, at111)),
  updatable: any(all(real, any(commune, ownProvince, province)), all(exercise, at111)),
  actions: {
    'duty-officer.see': any(all(real, any(commune, ownProvince, province, ministry)), of111),
    'duty-officer.keep': all(real, any(commune, ownProvince, province)),
  },
});

/**
 * A call for a child in danger. 111 opens it and rings; the commune and its province take it; the province and the ministry see who did
 * not answer. An exercise is 111’s alone, whatever else stands in its row.
 */
export const officerCallPolicy = definePolicy({
  resource: 'officer_call',
  table: 'counselling.officer_call',
  columns: { desk_code: 'text', agency: 'text', province_code: 'text', drill: 'boolean' },
  visible: any(platform, atDesk, all(real, any(commune, province, ministry))),
  insertable: atDesk,
  updatable: any(platform, atDesk, all(real, any(commune, province))),
  actions: {
    'officer-call.see': any(atDesk, all(real, any(commune, province, ministry))),
    'officer-call.ring': atDesk,
    'officer-call.acknowledge': all(real, any(commune, province)),
    'officer-call.play': all(exercise, atDesk),
    'officer-call.look-at': all(real, province),
  },
  followers: [{ table: 'counselling.officer_step', column: 'call_id' }],
});
