import { gunzipSync } from 'node:zlib';
import { agencyOf, type Ctx, type Kernel, MINUTE, ok, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { SubscriberRow } from './block-tables.ts';
import {
  deltaEntries,
  formOf,
  latestVersion,
  liveSubscriberOf,
  metadataOf,
  rootOf,
  subscriberByPath,
  updateSubscriber,
} from './publication-store.ts';
import { DELTA_AT_MOST, DELTA_JSON, deltaZone, PLAIN_BASE, zoneForm } from './publish-lists.ts';
import { pathHash } from './subscribers.ts';

/** The files of a publication; metadata beside them as TUF names it. */
export const listFiles = [
  'delta.rpz',
  'delta.json',
  'base.rpz',
  'base-nx.rpz',
  'base.json',
  'urls.txt',
  'domains.txt',
  'prefixes.bin',
] as const;
export type ListFile = (typeof listFiles)[number];

export interface TakenFile {
  readonly bytes: Buffer;
  readonly type: string;
  /** Changes with the content. */
  readonly tag: string;
}

const TYPES: Readonly<Record<string, string>> = {
  rpz: 'text/plain; charset=utf-8',
  txt: 'text/plain; charset=utf-8',
  json: 'application/json',
  bin: 'application/octet-stream',
};

/** The last big files that were unpacked: every subscriber of a version asks for the same. */
const unpackedBy = new WeakMap<Kernel, Map<string, Buffer>>();
const UNPACKED_AT_MOST = 8;

/** By whom it is taken: the secret part of an own address, or the key of a machine. */
export type Taker = { readonly secret: string } | 'own';

/** Gives a file of the lists or of their metadata to a subscriber. Refusals: `block-list.not-found` */
export async function takeList(ctx: Ctx, taker: Taker, name: string): Promise<Result<TakenFile>> {
  const platform = ctx.as(systemActor('takedown.take-list'));
  return platform.transaction(
    async (tx): Promise<Result<TakenFile>> => {
      const subscriber =
        taker === 'own'
          ? await liveSubscriberOf(tx, agencyOf(ctx.actor))
          : /^[\w-]{32}$/.test(taker.secret)
            ? await subscriberByPath(tx, pathHash(taker.secret))
            : undefined;
      if (!subscriber) return refuse('block-list.not-found');
      const root = /^(\d{1,9})\.root\.json$/.exec(name);
      const metadata = root
        ? await rootOf(tx, Number(root[1]))
        : /^(?:timestamp|\d{1,9}\.(?:targets|snapshot))\.json$/.test(name)
          ? await metadataOf(tx, subscriber.id, name)
          : undefined;
      if (metadata) return ok(file(name, Buffer.from(metadata.content), metadata.made_at.toISOString()));
      // Consistent snapshots: a client asks for `<digest>.<name>`, and compares what it gets.
      const plain = name.replace(/^[0-9a-f]{64}\./, '');
      const row = await latestVersion(tx);
      if (!row || !(listFiles as readonly string[]).includes(plain)) return refuse('block-list.not-found');
      if (plain === 'delta.rpz') {
        const content = deltaZone(subscriber, row, await deltaEntries(tx, DELTA_AT_MOST));
        await noteTaken(tx, subscriber, { last_delta: row.version });
        return ok(file(plain, Buffer.from(content), `${row.version}`));
      }
      const of = plain === DELTA_JSON ? row.version : row.base;
      const form =
        plain === 'base.rpz' ? zoneForm(subscriber.stop_page) : plain === PLAIN_BASE ? zoneForm(null) : plain;
      const kept = `${of} ${form}`;
      const unpacked = unpackedBy.get(ctx.kernel) ?? new Map<string, Buffer>();
      unpackedBy.set(ctx.kernel, unpacked);
      let bytes = unpacked.get(kept);
      if (bytes === undefined) {
        const stored = await formOf(tx, of, form);
        if (!stored) return refuse('block-list.not-found');
        bytes = gunzipSync(stored.bytes);
        // The small list changes at every word, and would push the big ones out.
        if (plain !== DELTA_JSON) {
          for (const older of unpacked.keys()) if (!older.startsWith(`${row.base} `)) unpacked.delete(older);
          if (unpacked.size >= UNPACKED_AT_MOST) unpacked.clear();
          unpacked.set(kept, bytes);
        }
      }
      if (plain === 'base.rpz' || plain === PLAIN_BASE) await noteTaken(tx, subscriber, { last_base: row.base });
      return ok(file(plain, bytes, `${of}`));
    },
    { keep: true },
  );
}

function file(name: string, bytes: Buffer, tag: string): TakenFile {
  return {
    bytes,
    type: TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    tag: `"${name}-${tag}"`,
  };
}

/** A resolver that polls every few seconds is not written down each time. */
async function noteTaken(
  tx: Parameters<typeof updateSubscriber>[0],
  row: SubscriberRow,
  taken: { readonly last_delta: number } | { readonly last_base: number },
): Promise<void> {
  const same = 'last_delta' in taken ? row.last_delta === taken.last_delta : row.last_base === taken.last_base;
  if (same && row.last_taken_at !== null && tx.now.getTime() - row.last_taken_at.getTime() < MINUTE) return;
  await updateSubscriber(tx, row.id, { ...taken, last_taken_at: tx.now });
}
