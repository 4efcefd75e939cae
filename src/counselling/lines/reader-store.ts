import type { Tx } from '../../kernel/index.ts';
import type { Tables } from '../tables.ts';

/** `helper` took it · `supervisor` read along, for a purpose · `reviewer` looks back at it. */
export interface ChildReader {
  readonly at: string;
  readonly who: 'helper' | 'supervisor' | 'reviewer';
}

const WHO = {
  accepted: 'helper',
  'transfer-taken': 'helper',
  watched: 'supervisor',
  'watch-agreed': 'supervisor',
  reviewed: 'reviewer',
} as const;

/** The list of who was let in to read a contact, the first first: as its child reads it. */
export async function readersOf(tx: Tx, contact: string): Promise<ChildReader[]> {
  const found = await tx
    .query<Tables>()
    .selectFrom('counselling.contact_event')
    .select(['code', 'at', 'codes'])
    .where('contact_id', '=', contact)
    .where('code', 'in', Object.keys(WHO))
    .orderBy('at')
    .orderBy('id')
    .limit(100)
    .execute();
  // Where the child is asked first, nobody has read before it said yes.
  return found
    .filter(({ code, codes }) => code !== 'watched' || codes.purpose !== 'training')
    .map(({ code, at }) => ({ at: at.toISOString(), who: WHO[code as keyof typeof WHO] }));
}
