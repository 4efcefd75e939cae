import { gunzipSync } from 'node:zlib';
import { type Ctx, type Kernel, ok, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { hashesWith, hashOf, PREFIX, prefixesOf, sortedHashes } from './block-forms.ts';
import { deltaEntries, formOf, latestVersion } from './publication-store.ts';
import { DELTA_AT_MOST } from './publish-lists.ts';

interface Lists {
  readonly version: number;
  readonly base: number;
  readonly hashes: Buffer;
  readonly added: Buffer;
  readonly passed: ReadonlySet<string>;
}

/** What the last look-up answered from: read again when something newer is published. */
const heldBy = new WeakMap<Kernel, Lists>();

async function currentLists(ctx: Ctx): Promise<Result<Lists | undefined>> {
  return ctx.as(systemActor('takedown.look-up')).transaction(
    async (tx) => {
      const row = await latestVersion(tx);
      if (!row) return ok(undefined);
      const held = heldBy.get(ctx.kernel);
      if (held?.version === row.version) return ok(held);
      const stored = held?.base === row.base ? undefined : await formOf(tx, row.base, 'hashes.bin');
      const delta = await deltaEntries(tx, DELTA_AT_MOST);
      const lists: Lists = {
        version: row.version,
        base: row.base,
        hashes: stored ? gunzipSync(stored.bytes) : (held?.hashes ?? Buffer.alloc(0)),
        added: sortedHashes(delta.added),
        passed: new Set(delta.passed.map(({ kind, value }) => hashOf(kind, value).toString('hex'))),
      };
      heldBy.set(ctx.kernel, lists);
      return ok(lists);
    },
    { keep: true },
  );
}

/**
 * The full hashes behind a prefix of four bytes: who asks compares them with what they hold and tells the server nothing else.
 * Refusals: `block-list.prefix-unusable`
 */
export async function lookUpHashes(
  ctx: Ctx,
  prefix: string,
): Promise<Result<{ readonly version: number; readonly hashes: string[]; readonly seconds: number }>> {
  if (!/^[0-9a-f]{8}$/.test(prefix)) return refuse('block-list.prefix-unusable', { field: 'prefix' });
  const lists = await currentLists(ctx);
  if (!lists.ok) return lists;
  if (lists.value === undefined) return ok({ version: 0, hashes: [], seconds: SECONDS });
  const { version, hashes, added, passed } = lists.value;
  const wanted = Number.parseInt(prefix, 16);
  const found = [...hashesWith(hashes, wanted), ...hashesWith(added, wanted)]
    .map((hash) => hash.toString('hex'))
    .filter((hash) => !passed.has(hash));
  return ok({ version, hashes: [...new Set(found)], seconds: SECONDS });
}

/** How long an answer may be kept. */
const SECONDS = 300;

/** The prefixes of everything that is listed now, sorted, four bytes each. */
export async function listPrefixes(ctx: Ctx): Promise<Result<{ readonly version: number; readonly bytes: Buffer }>> {
  const lists = await currentLists(ctx);
  if (!lists.ok) return lists;
  if (lists.value === undefined) return ok({ version: 0, bytes: Buffer.alloc(0) });
  const { version, hashes, added } = lists.value;
  if (added.length === 0) return ok({ version, bytes: prefixesOf(hashes) });
  const all = new Uint32Array((hashes.length + added.length) / 32);
  for (let at = 0; at < hashes.length; at += 32) all[at / 32] = hashes.readUInt32BE(at);
  for (let at = 0; at < added.length; at += 32) all[(hashes.length + at) / 32] = added.readUInt32BE(at);
  all.sort();
  const bytes = Buffer.allocUnsafe(all.length * PREFIX);
  let length = 0;
  for (const [at, prefix] of all.entries()) {
    if (at > 0 && all[at - 1] === prefix) continue;
    bytes.writeUInt32BE(prefix, length);
    length += PREFIX;
  }
  return ok({ version, bytes: bytes.subarray(0, length) });
}
