import { findSharedHost, registrableDomain } from '../locators/match-key.ts';
import type { BlockTarget } from './block-entry.ts';
import guarded from './guarded-hosts.json' with { type: 'json' };

/**
 * Why a block could take down much more than it means: a host on which many publish, a network that delivers others' pages, a name that
 * half the country opens, one of a public body, a whole suffix, or an address that many names share.
 */
export const guardGrounds = ['SHARED_HOST', 'CDN', 'POPULAR', 'PUBLIC_BODY', 'SUFFIX', 'ADDRESS'] as const;
export type GuardGround = (typeof guardGrounds)[number];

const CDN = new Set(guarded.cdn);
const POPULAR = new Set(guarded.popular);
const PUBLIC = new Set(guarded.public_bodies);

/** The grounds on which an entry needs a third person. A page of a shared host is named as precisely as can be, and needs none. */
export function guardGroundsOf(target: BlockTarget): GuardGround[] {
  if (target.kind === 'IP') return ['ADDRESS'];
  const grounds = new Set<GuardGround>();
  const names = namesAbove(target.host);
  const registered = registrableDomain(target.host);
  if (registered === null) grounds.add('SUFFIX');
  if (target.kind !== 'URL') {
    const shared = findSharedHost(target.host);
    // One tenant's own name below a host is theirs; the host itself, and a host whose tenants are paths, is everybody's.
    if (shared !== null && (shared.tenant === 'PATH' || shared.domain === target.host)) grounds.add('SHARED_HOST');
    if (names.some((name) => CDN.has(name))) grounds.add('CDN');
    if (names.some((name) => POPULAR.has(name))) grounds.add('POPULAR');
  }
  if (names.some((name) => PUBLIC.has(name))) grounds.add('PUBLIC_BODY');
  return guardGrounds.filter((ground) => grounds.has(ground));
}

function namesAbove(host: string): string[] {
  const labels = host.split('.');
  return labels.map((_, at) => labels.slice(at).join('.'));
}
