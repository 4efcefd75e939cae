import type { AccessReason, PersonWhoCan } from '../../../../src/members/index.ts';
import { unitName } from '../agency/admin-units.server.ts';
import { m } from '../paraglide/messages.js';
import { formatTime } from '../parts/format.ts';
import { roleName, words } from '../server/codes.server.ts';

/** Why somebody may read, in words; `agencies` holds the names of those that a role may be held at. */
export function reasonWords(reason: AccessReason, agencies: ReadonlyMap<string, string>): string {
  if (reason.code === 'grant')
    return m.access_grant({ origin: words('grant', reason.origin), until: formatTime(reason.until) });
  if (reason.code !== 'role') return words('access', reason.code);
  if (!reason.at) return roleName(reason.role);
  const { dimension, value } = reason.at;
  const place = dimension === 'province' || dimension === 'commune' ? unitName(value) : (agencies.get(value) ?? value);
  return m.access_role_at({ role: roleName(reason.role), place });
}

/** People who could read, each with the ways by which they could. */
export function accessRows(people: readonly PersonWhoCan[], agencies: ReadonlyMap<string, string>) {
  return people.map((person) => ({
    name: person.name,
    agency: agencies.get(person.agency) ?? person.agency,
    needsStepUp: person.needsStepUp,
    reasons: person.reasons.map((reason) => reasonWords(reason, agencies)),
  }));
}
