import type pg from 'pg';
import { generateKeyPair, importPrivateKey, importPublicKey, openWith, sealTo } from './hpke.ts';
import { addDeskKey, addFirstDeskKeys, deskKeyRows, desksWithKeys, moveWrap, wrapsOfVersion } from './rotate-store.ts';
import { deskContext, firstKeyPair, wrapInfo } from './sealing.ts';
import type { Vault } from './vault.ts';

/** Makes a desk's first key pair where it has none. @returns whether one was made */
export async function createDeskKey(owner: pg.Pool, vault: Vault, desk: string, now: Date): Promise<boolean> {
  return (await createDeskKeys(owner, vault, [desk], now)) === 1;
}

/** Makes the first key pair of each desk that has none, as for the thousands of communes at the first start. @returns how many were made */
export async function createDeskKeys(
  owner: pg.Pool,
  vault: Vault,
  desks: readonly string[],
  now: Date,
): Promise<number> {
  const known = await desksWithKeys(owner);
  const keys = await Promise.all(
    [...new Set(desks)].filter((desk) => !known.has(desk)).map((desk) => firstKeyPair(vault, desk)),
  );
  return addFirstDeskKeys(owner, keys, now);
}

/**
 * Gives the desk a new key pair and wraps every data key anew to it; the old pair is then retired.
 * May be cut off and run again: wraps that still name an old version are found and moved.
 * @param progress told after each batch how many wraps have been moved
 * @returns how many wraps were moved
 */
export async function rotateDeskKey(
  owner: pg.Pool,
  vault: Vault,
  desk: string,
  now: Date,
  progress: (moved: number) => void = () => undefined,
): Promise<number> {
  const version = Math.max(0, ...(await deskKeyRows(owner, desk)).map((row) => row.version)) + 1;
  const pair = await generateKeyPair();
  await addDeskKey(owner, {
    desk,
    version,
    publicKey: pair.publicKey,
    sealedPrivateKey: await vault.wrap(pair.privateKey, deskContext(desk, version)),
    now,
  });
  return moveWraps(owner, vault, desk, progress);
}

/** Moves the desk's remaining wraps to its active version. */
export async function moveWraps(
  owner: pg.Pool,
  vault: Vault,
  desk: string,
  progress: (moved: number) => void = () => undefined,
): Promise<number> {
  const rows = await deskKeyRows(owner, desk);
  const active = rows.find((row) => row.state === 'active');
  if (!active) throw new Error(`desk ${desk} has no active key`);
  const publicKey = await importPublicKey(active.public_key);
  let moved = 0;
  for (const old of rows.filter((row) => row.state === 'retired')) {
    const privateKey = await importPrivateKey(
      await vault.unwrap(old.sealed_private_key, deskContext(desk, old.version)),
    );
    for (;;) {
      const batch = await wrapsOfVersion(owner, desk, old.version, 500);
      if (batch.length === 0) break;
      for (const wrap of batch) {
        const plain = await openWith(privateKey, wrapInfo(wrap.data_key_id, desk, old.version), wrap.wrapped);
        await moveWrap(
          owner,
          wrap.data_key_id,
          desk,
          active.version,
          await sealTo(publicKey, wrapInfo(wrap.data_key_id, desk, active.version), plain),
        );
      }
      moved += batch.length;
      progress(moved);
    }
  }
  return moved;
}
