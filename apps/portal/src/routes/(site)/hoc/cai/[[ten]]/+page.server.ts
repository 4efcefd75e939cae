import { readInstallName } from '../../../../../share/installed.ts';
import type { PageServerLoad } from './$types';

export const _may = 'public';

/** The name that the reader chose stands in the address alone: the browser installs the manifest of the page that it shows. */
export const load: PageServerLoad = ({ params }) => ({ name: readInstallName(params.ten) ?? null });
