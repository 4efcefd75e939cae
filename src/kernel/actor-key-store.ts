import { createSecretKey, type KeyObject, randomUUID } from 'node:crypto';
import pg from 'pg';
import type { Vault } from './sealing/vault.ts';

/** A key by which the database knows who acts; its other half lies in `kernel.actor_key`. */
export interface ActorKey {
  readonly id: string;
  readonly key: KeyObject;
}

/** Sets the actor of a transaction. Never under a name: whoever could send SQL before might have put another statement in its place. */
export const BECOME = 'select kernel.become($1, $2, $3, $4)';

/** Bytes of a block of SHA-256. */
const BLOCK = 64;

/**
 * The key in use, which follows from the vault and its id; the first is made where there is none. On the owner's address: the
 * app's role reads no key.
 */
export async function openActorKey(ownerUrl: string, vault: Pick<Vault, 'derive'>): Promise<ActorKey> {
  const client = new pg.Client({ connectionString: ownerUrl, application_name: 'la-chan actor key' });
  await client.connect();
  try {
    const { rows } = await client.query<{ id: string; inner_pad: Buffer }>(
      'select id, inner_pad from kernel.actor_key order by made_at desc',
    );
    for (const { id, inner_pad } of rows) {
      const secret = await derive(vault, id);
      if (padded(secret, 0x36).equals(inner_pad)) return { id, key: createSecretKey(secret) };
    }
    return await addActorKey(client, vault);
  } finally {
    await client.end();
  }
}

/** Makes a key that is in use from now on; what an older one shows is good until `retireActorKeys`. */
export async function addActorKey(owner: pg.Pool | pg.Client, vault: Pick<Vault, 'derive'>): Promise<ActorKey> {
  const id = randomUUID();
  const secret = await derive(vault, id);
  await owner.query('insert into kernel.actor_key (id, inner_pad, outer_pad) values ($1, $2, $3)', [
    id,
    padded(secret, 0x36),
    padded(secret, 0x5c),
  ]);
  return { id, key: createSecretKey(secret) };
}

/** Takes all keys but the youngest out of use: running servers take that one up by themselves. @returns how many went */
export async function retireActorKeys(owner: pg.Pool): Promise<number> {
  const { rowCount } = await owner.query(
    'delete from kernel.actor_key where made_at < (select max(made_at) from kernel.actor_key)',
  );
  return rowCount ?? 0;
}

async function derive(vault: Pick<Vault, 'derive'>, id: string): Promise<Buffer> {
  return Buffer.from(await vault.derive(`database-actor|${id}`));
}

function padded(secret: Buffer, pad: number): Buffer {
  return Buffer.concat([secret], BLOCK).map((byte) => byte ^ pad) as Buffer;
}
