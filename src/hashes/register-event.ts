import type { LiveEvent } from '../kernel/index.ts';

/** Those who keep the register, wherever they work. */
const KEEPERS = ['content_analyst', 'hash_db_operator', 'hash_db_approver'];

/** Tells those who keep the register to look again, and the agency whose entry or import it is. */
export function registerEvent(
  topic: 'hash-queue' | 'hash-exchange' | 'hash-import',
  id: string,
  agency?: string,
): LiveEvent {
  return { topic, id, roles: KEEPERS, ...(agency !== undefined && { agency }) };
}
