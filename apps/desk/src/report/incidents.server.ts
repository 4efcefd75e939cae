import { fourCRole, onlineIncident } from '../../../../src/vocabulary/index.ts';
import { m } from '../paraglide/messages.js';
import { incidentName, label } from '../server/codes.server.ts';

/** The incident codes under the 4C column that each mainly belongs to. */
export function incidentChoices(): { group: string; items: { value: string; label: string }[] }[] {
  const groups = new Map<string, { value: string; label: string }[]>();
  for (const term of onlineIncident.terms) {
    const main = term.fourC[0]?.split('.')[0];
    const group = main === undefined ? m.incident_other() : label(fourCRole, main);
    groups.set(group, [...(groups.get(group) ?? []), { value: term.code, label: incidentName(term.code) }]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}
