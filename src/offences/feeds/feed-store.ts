import { sql } from 'kysely';
import { rows, run, type Tx } from '../../kernel/index.ts';

/** Until when the content of the network was followed; undefined where it never was. As the platform. */
export async function followedUpto(tx: Tx): Promise<Date | undefined> {
  const [last] = await rows(tx, sql<{ upto: Date }>`select upto from offences.content_followed where the_only`);
  return last?.upto;
}

export async function markFollowed(tx: Tx, upto: Date): Promise<void> {
  await run(
    tx,
    sql`
      insert into offences.content_followed (the_only, upto) values (true, ${upto})
      on conflict (the_only) do update set upto = greatest(content_followed.upto, excluded.upto)`,
  );
}

/** Standing links of a point that content brought, and no file's own: they fall when it is lawful or taken back after all. As the platform. */
export async function fedLinks(tx: Tx, node: number): Promise<string[]> {
  const found = await rows(
    tx,
    sql<{ id: string }>`
      select link.id from offences.link join offences.visibility_class as class on class.id = link.visibility and class.level in ('UNIT', 'NATION')
      where (link.src = ${node} or link.dst = ${node}) and link.origin_module = 'takedown' and link.taken_back_at is null order by link.id`,
  );
  return found.map(({ id }) => id);
}
