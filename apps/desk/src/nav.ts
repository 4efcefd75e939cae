import type { IconName } from './parts/Icon.svelte';
import { m } from './paraglide/messages.js';

/** One place of the desk. `demonstration`: only where everything is invented. */
export interface Place {
	href: string;
	label: () => string;
	icon: IconName;
	demonstration?: boolean;
}

/** The left navigation, in the order of the working day. */
export const places: Place[] = [
	{ href: '/', label: m.nav_home, icon: 'home' },
	{ href: '/_mau', label: m.nav_sample, icon: 'palette', demonstration: true },
];
