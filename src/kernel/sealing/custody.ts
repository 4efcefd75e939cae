import { createHash } from 'node:crypto';
import type pg from 'pg';
import { combine, split } from 'shamir-secret-sharing';
import { importPrivateKey, importPublicKey, openWith, sealTo } from './hpke.ts';
import { deskKeyRows, replacePrivateKey } from './rotate-store.ts';
import { deskContext } from './sealing.ts';
import type { Vault } from './vault.ts';

/**
 * M-of-N recovery of a desk's keys. Peers keep one administrator's escrow, who then silently reads
 * everything, or none, and lose reports for ever. Here N custodians of different agencies each keep
 * one share, and M of them together can put a lost key back; fewer learn nothing (Shamir, GF(256)).
 * A share is a line of text that can be printed: `lachan-share/1 desk version i/n m checksum data`.
 */
export interface Share {
  readonly desk: string;
  readonly version: number;
  readonly index: number;
  readonly shares: number;
  readonly threshold: number;
  readonly data: Uint8Array;
}

const FORMAT = 'lachan-share/1';

/** Splits each live version of the desk's private key. @returns per custodian the lines to keep */
export async function splitDeskKey(
  owner: pg.Pool,
  vault: Vault,
  desk: string,
  shares: number,
  threshold: number,
): Promise<string[][]> {
  if (!(threshold >= 2 && shares >= threshold && shares <= 16))
    throw new RangeError('the threshold must be at least 2, and the shares at least the threshold and at most 16');
  const rows = (await deskKeyRows(owner, desk)).filter((row) => row.state !== 'lost');
  if (rows.length === 0) throw new Error(`desk ${desk} has no key to split`);
  const perCustodian: string[][] = Array.from({ length: shares }, () => []);
  for (const row of rows) {
    const parts = await split(
      new Uint8Array(await vault.unwrap(row.sealed_private_key, deskContext(desk, row.version))),
      shares,
      threshold,
    );
    for (const [place, data] of parts.entries()) {
      perCustodian[place]?.push(formatShare({ desk, version: row.version, index: place + 1, shares, threshold, data }));
    }
  }
  return perCustodian;
}

/**
 * Puts the desk's keys back from the custodians' lines and wraps them under the vault's root key.
 * @returns the versions recovered
 * @throws with the reason when there are too few shares, they do not belong together, or the key they give is not the desk's
 */
export async function recoverDeskKey(
  owner: pg.Pool,
  vault: Vault,
  desk: string,
  lines: readonly string[],
): Promise<number[]> {
  const shares = lines.map(parseShare);
  const foreign = shares.find((share) => share.desk !== desk);
  if (foreign) throw new Error(`a share belongs to desk ${foreign.desk}, not to ${desk}`);
  const recovered: number[] = [];
  for (const row of await deskKeyRows(owner, desk)) {
    const own = [
      ...new Map(shares.filter((share) => share.version === row.version).map((share) => [share.index, share])).values(),
    ];
    const threshold = own[0]?.threshold;
    if (threshold === undefined) continue;
    if (own.length < threshold)
      throw new Error(`version ${row.version} needs ${threshold} different shares and got ${own.length}`);
    const privateKey = await combine(own.map((share) => share.data));
    if (!(await belongs(privateKey, row.public_key)))
      throw new Error(
        `these shares do not give version ${row.version} of ${desk}: one of them is damaged or from another split`,
      );
    await replacePrivateKey(owner, row, await vault.wrap(privateKey, deskContext(desk, row.version)));
    recovered.push(row.version);
  }
  if (recovered.length === 0) throw new Error(`no share fits a key version of desk ${desk}`);
  return recovered;
}

async function belongs(privateKey: Uint8Array, publicKey: Uint8Array): Promise<boolean> {
  const probe = new TextEncoder().encode('la-chan custody probe');
  try {
    const sealed = await sealTo(await importPublicKey(publicKey), 'probe', probe);
    return Buffer.from(await openWith(await importPrivateKey(privateKey), 'probe', sealed)).equals(probe);
  } catch {
    return false;
  }
}

export function formatShare(share: Share): string {
  const data = Buffer.from(share.data).toString('base64url');
  const head = [FORMAT, share.desk, share.version, `${share.index}/${share.shares}`, share.threshold].join(' ');
  return `${head} ${checksum(`${head} ${data}`)} ${data}`;
}

/** @throws when the line is not a share or a letter of it is wrong */
export function parseShare(line: string): Share {
  const match = /^(lachan-share\/1 (\S+) (\d+) (\d+)\/(\d+) (\d+)) ([0-9a-f]{8}) ([\w-]+)$/.exec(line.trim());
  if (!match) throw new Error('this line is not a share of Lá Chắn');
  const [, head, desk, version, index, shares, threshold, sum, data] = match as unknown as string[];
  if (checksum(`${head} ${data}`) !== sum)
    throw new Error('a share has a wrong letter: compare it with the paper again');
  return {
    desk: desk as string,
    version: Number(version),
    index: Number(index),
    shares: Number(shares),
    threshold: Number(threshold),
    data: new Uint8Array(Buffer.from(data as string, 'base64url')),
  };
}

function checksum(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
