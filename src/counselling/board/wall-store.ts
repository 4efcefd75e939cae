import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';

/** How the contacts went that began since a moment, in one statement. */
export interface BegunSince {
  readonly answered: number;
  readonly abandoned: number;
  /** Word was left, to be answered without waiting. */
  readonly words: number;
}

export async function begunSince(tx: Tx, desk: string, since: Date): Promise<BegunSince> {
  const [counted] = await rows<BegunSince>(
    tx,
    sql<BegunSince>`select count(*) filter (where helper is not null)::integer as answered,
      count(*) filter (where state = 'abandoned')::integer as abandoned,
      count(*) filter (where channel = 'MESSAGE')::integer as words
      from counselling.contact where desk_code = ${desk} and began_at >= ${since}`,
  );
  return counted as BegunSince;
}
