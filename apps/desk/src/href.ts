import { localizeHref } from './paraglide/runtime.js';

type Locale = 'vi' | 'en';

/** The address of a page in the language being read, or in the one named. Without the slash that `/en/` would end in: it costs a redirect. */
export function href(path: string, locale?: Locale): string {
  return localizeHref(path, locale ? { locale } : {}).replace(/(.)\/$/, '$1');
}
