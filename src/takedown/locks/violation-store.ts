import { sql } from 'kysely';
import { rows, type Tx } from '../../kernel/index.ts';

/** One item that an account posted and two verified. */
export interface Violation {
  readonly account: Buffer;
  /** What a list shows of the account. */
  readonly mask: string;
  readonly item: string;
  readonly reference: string;
  readonly at: Date;
}

/**
 * What accounts posted and two verified since then, each item once: of two that show the same file the one that was verified first counts, and
 * what an appeal overturned is none of them.
 * @param account only of this one, by its mark
 */
export function violationsSince(tx: Tx, since: Date, account?: Buffer): Promise<Violation[]> {
  return rows(
    tx,
    sql<Violation>`
      with counted as (
        select posted.match_mark as account, posted.mask, item.id as item, item.reference, item.graded_at as at, item.match_mark as place
        from takedown.item_sibling as posted join takedown.item as item on item.id = posted.item_id
        where posted.relation = 'POSTED_BY' and item.state in ('VERIFIED', 'ORDERED', 'GONE', 'RETURNED') and item.graded_at > ${since}
          and (${account ?? null}::bytea is null or posted.match_mark = ${account ?? null}))
      select account, mask, item, reference, at from counted as one
      where not exists (
        select 1 from counted as earlier join takedown.item_sibling as same on same.relation = 'SAME_FILE'
          and ((same.item_id = earlier.item and same.match_mark = one.place) or (same.item_id = one.item and same.match_mark = earlier.place))
        where earlier.account = one.account and (earlier.at, earlier.item) < (one.at, one.item))
      order by account, at desc, item limit 20000`,
  );
}

/** The account that an item was posted by. */
export async function accountOfItem(tx: Tx, item: string): Promise<Buffer | undefined> {
  const [found] = await rows(
    tx,
    sql<{ mark: Buffer }>`
      select match_mark as mark from takedown.item_sibling where item_id = ${item}::uuid and relation = 'POSTED_BY' order by added_at, id limit 1`,
  );
  return found?.mark;
}

/** Items that an account posted, whatever became of them. */
export async function itemsOfAccount(tx: Tx, account: Buffer): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{
      item: string;
    }>`select item_id as item from takedown.item_sibling where relation = 'POSTED_BY' and match_mark = ${account}`,
  );
  return found.map(({ item }) => item);
}
