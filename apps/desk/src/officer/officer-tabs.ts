import type { TabPlaces } from '../frame/nav.ts';
import { m } from '../paraglide/messages.js';

/** The pages about officers on duty: for whoever is called, keeps the roster or answers for it. */
export const officerTabs: TabPlaces = {
  label: m.officer_parts,
  places: [
    { href: '/truc-ban', label: m.officer_calls },
    { href: '/truc-ban/danh-sach', label: m.officer_roster },
    { href: '/truc-ban/so-lieu', label: m.officer_ledger },
  ],
};
