import { ok, type Result } from '../../kernel/index.ts';
import { displayUrl } from '../locators/canonical-url.ts';
import { readMatchKey } from '../locators/match-key.ts';
import { refuse } from '../refusals.ts';
import type { ItemKind } from './item.ts';

/** Where something stands on the network, read from what somebody wrote. */
export interface Locator {
  readonly kind: ItemKind;
  /** As a person reads it. */
  readonly display: string;
  /** The same text for every spelling of the same place. */
  readonly key: string;
  /** What somebody registered; null for accounts, groups and addresses of numbers. */
  readonly domain: string | null;
  /** Whether the text alone leads to abuse: then it is kept sealed. */
  readonly sensitive: boolean;
}

const NAME_MOST = 200;
const unusable = () => refuse('content-item.locator-unusable', { field: 'locator' });

/**
 * Reads an address, the name of an account, a group or an app, or a domain. Refusals: `content-item.locator-unusable`,
 * `content-item.holds-media`
 */
export function readLocator(kind: ItemKind, written: string, platform: string | null): Result<Locator> {
  const text = written.normalize('NFC').trim();
  if (/^data:|;base64,/i.test(text)) return refuse('content-item.holds-media', { field: 'locator' });
  if (kind === 'account' || kind === 'group' || kind === 'app') {
    if (/^(https?|hxxps?)/i.test(text)) return readWeb(kind, text);
    const name = text.replace(/^@/, '').toLowerCase();
    if (name.length < 2 || [...name].length > NAME_MOST || /[\p{C}\s]/u.test(name)) return unusable();
    return ok({ kind, display: text, key: `${platform ?? '-'}|${name}`, domain: null, sensitive: kind !== 'app' });
  }
  return readWeb(kind, text);
}

function readWeb(kind: ItemKind, text: string): Result<Locator> {
  const read = readMatchKey(text);
  if (!read.ok) return unusable();
  const { key, url, registrableDomain } = read.matchKey;
  // An address with a name or a password in it is somebody's access: it is not kept.
  if (url.hadCredentials) return unusable();
  const display = displayUrl(text);
  if (display === null) return unusable();
  if (kind !== 'domain') return ok({ kind, display, key, domain: registrableDomain, sensitive: kind !== 'app' });
  if (url.hostKind !== 'name' || !url.host.includes('.')) return unusable();
  return ok({ kind, display: url.host, key: url.host, domain: registrableDomain, sensitive: false });
}

/** What a list shows of it before anybody asks for more: the length alone where it is sensitive. */
export const maskOf = ({ sensitive, display }: Locator): string =>
  sensitive ? `•••••• (${[...display].length})` : display;
