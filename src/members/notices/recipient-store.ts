import { sql } from 'kysely';
import type { Tx } from '../../kernel/index.ts';

/** Who holds one of the roles at the agency or works at the desk now. @returns ids of people by the place of the question */
export async function peopleHolding(
  tx: Tx,
  wanted: readonly {
    readonly place: number;
    readonly agency?: string;
    readonly roles?: readonly string[];
    readonly desk?: string;
  }[],
): Promise<ReadonlyMap<number, readonly string[]>> {
  if (wanted.length === 0) return new Map();
  const { rows } = await sql<{ place: number; person: string }>`
    select place, person from members.people_holding(${JSON.stringify(wanted)}::jsonb)`.execute(tx.query<object>());
  const found = Map.groupBy(rows, ({ place }) => place);
  return new Map([...found].map(([place, people]) => [place, people.map(({ person }) => person)]));
}
