import type { Actor } from '../kernel/index.ts';

/** The agency in whose name the actor acts; the platform's own acts have none. */
export function agencyOf(actor: Actor): string {
  return actor.kind === 'person' || actor.kind === 'machine' ? actor.agency : 'PLATFORM';
}

/** The actor's id, as rows name it. */
export function actorName(actor: Actor): string {
  if (actor.kind === 'person') return actor.person;
  if (actor.kind === 'machine') return actor.client;
  return actor.kind === 'system' ? actor.job : 'unknown';
}
