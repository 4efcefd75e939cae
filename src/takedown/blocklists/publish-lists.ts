import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import {
  type Ctx,
  DAY,
  type Kernel,
  newId,
  ok,
  type Result,
  refuseRequest,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import {
  CANARY_ADDRESS,
  domainList,
  jsonList,
  type ListedEntry,
  prefixesOf,
  sortedHashes,
  urlList,
  zoneFile,
  zoneRecords,
} from './block-forms.ts';
import { blockSubscriberPolicy } from './block-policies.ts';
import { openFor, sealFor } from './block-sealing.ts';
import type { BlockVersionRow, SubscriberRow } from './block-tables.ts';
import {
  baseEntries,
  countActive,
  deltaEntries,
  endKey,
  foldIntoBase,
  forgetForms,
  forgetMetadata,
  formsOf,
  insertForm,
  insertKey,
  insertRoot,
  insertVersion,
  latestRoot,
  latestVersion,
  liveSubscribers,
  lockPublication,
  metadataOf,
  putMetadata,
  signingKeys,
  updateSubscriber,
} from './publication-store.ts';
import {
  newSigningKey,
  readSigningKey,
  type SigningRole,
  signingRoles,
  signList,
  signRoot,
  signTimestamp,
} from './signed-list.ts';

/** Entries of the small zone at most: every change is read whole by every resolver, and what is beyond belongs into the big one. */
export const DELTA_AT_MOST = 5_000;
export const NOTIFY_JOB = 'takedown.notify-resolvers';

export interface Published {
  readonly version: number;
  readonly base: number;
  readonly added: number;
  readonly passed: number;
  /** Public codes of what no zone can hold. */
  readonly refused: readonly string[];
}

/**
 * Publishes the small list anew, or the big one (`fold`), signed for every subscriber. Refusals: `block-list.delta-too-long`, where the
 * changes since the last big list are more than resolvers should read at each change
 */
export async function publishLists(ctx: Ctx, { fold = false } = {}): Promise<Result<Published>> {
  return ctx.as(systemActor('takedown.publish')).transaction(async (tx) => {
    await lockPublication(tx);
    const before = await latestVersion(tx);
    const version = (before?.version ?? 0) + 1;
    const anew = fold || before === undefined;
    if (anew) await foldIntoBase(tx);
    const delta = await deltaEntries(tx, DELTA_AT_MOST + 1);
    if (delta.added.length + delta.passed.length > DELTA_AT_MOST)
      return refuse('block-list.delta-too-long', { facts: { most: DELTA_AT_MOST } });
    const base = anew ? version : before.base;
    const subscribers = await liveSubscribers(tx);
    const refusedOfBase = await buildBase(tx, base, subscribers, anew);
    if (anew && before) await forgetForms(tx, before.base);
    const refused = zoneRecords('delta', delta.added, { stopPage: null }, delta.passed).refused.map(({ code }) => code);
    const row: BlockVersionRow = {
      version,
      base,
      added: delta.added.length,
      passed: delta.passed.length,
      entries: await countActive(tx),
      refused: [...new Set([...refusedOfBase, ...refused])].slice(0, 1_000),
      made_at: tx.now,
    };
    await insertVersion(tx, row);
    const keys = await keysOf(ctx.kernel, tx);
    for (const subscriber of subscribers) await signFor(tx, subscriber, row, delta, keys);
    await forgetMetadata(tx, new Date(tx.now.getTime() - 30 * DAY));
    tx.audit({
      action: 'block-list.publish',
      codes: { version, base, added: row.added, passed: row.passed, refused: row.refused.length },
    });
    await tx.enqueue(NOTIFY_JOB, { version, base: anew }, { key: NOTIFY_JOB });
    tx.notify({ topic: 'block-list.published', id: String(version), roles: ['takedown_officer'] });
    return ok({ version, base, added: row.added, passed: row.passed, refused: row.refused });
  });
}

/** A person has the whole list published anew. Refusals: `access.not-permitted`, `block-list.delta-too-long` */
export async function foldNow(ctx: Ctx): Promise<Result<{ readonly version: number }>> {
  if (!blockSubscriberPolicy.couldEver(ctx.actor, 'block-subscriber.manage', ctx.now))
    return refuseRequest('access.not-permitted');
  const done = await publishLists(ctx, { fold: true });
  return done.ok ? ok({ version: done.value.version }) : done;
}

/** Signs what is published now for one subscriber: a new one, or one whose way of answering changed. */
export async function publishFor(ctx: Ctx, tx: Tx, subscriber: SubscriberRow): Promise<void> {
  await lockPublication(tx);
  const row = await latestVersion(tx);
  if (row === undefined) return;
  await buildBase(tx, row.base, [subscriber], false);
  await signFor(tx, subscriber, row, await deltaEntries(tx, DELTA_AT_MOST), await keysOf(ctx.kernel, tx));
}

/** Says again that nothing is newer, for everybody, before the last word grows old. */
export async function renewTimestamps(ctx: Ctx): Promise<Result<number>> {
  return ctx.as(systemActor('takedown.publish')).transaction(async (tx) => {
    await lockPublication(tx);
    const keys = await keysOf(ctx.kernel, tx);
    let renewed = 0;
    for (const subscriber of await liveSubscribers(tx)) {
      const last = await metadataOf(tx, subscriber.id, 'timestamp.json');
      if (!last) continue;
      const { version } = JSON.parse(last.content).signed.meta['snapshot.json'] as { version: number };
      const snapshot = await metadataOf(tx, subscriber.id, `${version}.snapshot.json`);
      if (!snapshot) continue;
      const next = subscriber.timestamp_version + 1;
      await putMetadata(
        tx,
        subscriber.id,
        'timestamp.json',
        signTimestamp(tx.now, next, version, snapshot.content, keys),
      );
      await updateSubscriber(tx, subscriber.id, { timestamp_version: next });
      renewed += 1;
    }
    return ok(renewed);
  });
}

/** A new key for a role; a new root says so, signed by the key before too. */
export async function renewSigningKey(ctx: Ctx, role: SigningRole): Promise<Result<void>> {
  return ctx.as(systemActor('takedown.publish')).transaction(async (tx) => {
    await lockPublication(tx);
    const before = await keysOf(ctx.kernel, tx);
    const old = (await signingKeys(tx)).find((key) => key.role === role);
    if (old) await endKey(tx, old.id);
    await makeKey(ctx.kernel, tx, role);
    const keys = await keysOf(ctx.kernel, tx, false);
    const root = await latestRoot(tx);
    const version = (root?.version ?? 0) + 1;
    await insertRoot(tx, version, signRoot(tx.now, version, keys, role === 'root' ? before.root : null));
    tx.audit({ action: 'block-list.publish', codes: { task: 'renew-key', role } });
    const row = await latestVersion(tx);
    if (row !== undefined) {
      const delta = await deltaEntries(tx, DELTA_AT_MOST);
      for (const subscriber of await liveSubscribers(tx)) await signFor(tx, subscriber, row, delta, keys);
    }
    return ok();
  });
}

type Keys = Readonly<Record<SigningRole, ReturnType<typeof readSigningKey>>>;

async function makeKey(kernel: Kernel, tx: Tx, role: SigningRole): Promise<void> {
  const id = newId<'block-key'>(tx.now.getTime());
  await insertKey(tx, { id, role, sealed: await sealFor(kernel, 'key', id, newSigningKey()) });
}

/** The keys that count, made at the first publication together with the first root. */
async function keysOf(kernel: Kernel, tx: Tx, make = true): Promise<Keys> {
  let rows = await signingKeys(tx);
  if (rows.length === 0 && make) {
    for (const role of signingRoles) await makeKey(kernel, tx, role);
    rows = await signingKeys(tx);
  }
  const keys = Object.fromEntries(
    await Promise.all(
      rows.map(
        async ({ id, role, sealed }) => [role, readSigningKey(await openFor(kernel, 'key', id, sealed))] as const,
      ),
    ),
  ) as Record<SigningRole, ReturnType<typeof readSigningKey>>;
  if (make && (await latestRoot(tx)) === undefined) await insertRoot(tx, 1, signRoot(tx.now, 1, keys));
  return keys;
}

/** The name under which a form of the big zone is kept: one for each way of answering. */
export const zoneForm = (stopPage: string | null): string => `base.rpz ${stopPage ?? ''}`;

async function buildBase(
  tx: Tx,
  base: number,
  subscribers: readonly SubscriberRow[],
  anew: boolean,
): Promise<readonly string[]> {
  const wanted = new Set(subscribers.map(({ stop_page }) => stop_page));
  const have = new Set((await formsOf(tx, base)).map(({ form }) => form));
  const missing = [...wanted].filter((stopPage) => !have.has(zoneForm(stopPage)));
  if (!anew && missing.length === 0) return [];
  const entries = await baseEntries(tx);
  const refused = new Set<string>();
  for (const stopPage of missing) {
    const zone = zoneRecords('base', entries, { stopPage });
    for (const { code } of zone.refused) refused.add(code);
    await keep(tx, base, zoneForm(stopPage), zoneFile(base, zone.lines));
  }
  if (anew) for (const [form, content] of flatForms(base, tx.now, entries)) await keep(tx, base, form, content);
  return [...refused];
}

/** The forms of the big list that are the same for everybody. */
function flatForms(base: number, now: Date, entries: readonly ListedEntry[]): [string, string | Buffer][] {
  const hashes = sortedHashes(entries);
  return [
    ['base.json', jsonList(base, now, entries)],
    ['urls.txt', urlList(entries)],
    ['domains.txt', domainList(entries)],
    ['hashes.bin', hashes],
    ['prefixes.bin', prefixesOf(hashes)],
  ];
}

async function keep(tx: Tx, base: number, form: string, content: string | Buffer): Promise<void> {
  const bytes = Buffer.from(content as string);
  await insertForm(tx, {
    base,
    form,
    bytes: gzipSync(bytes, { level: 1 }),
    length: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  });
}

/** The small zone and its JSON as one subscriber gets them: the canary name is in its copy alone. */
export function deltaFiles(
  subscriber: Pick<SubscriberRow, 'canary' | 'stop_page'>,
  row: Pick<BlockVersionRow, 'version' | 'base'>,
  delta: { readonly added: readonly ListedEntry[]; readonly passed: readonly ListedEntry[] },
): { readonly 'delta.rpz': string; readonly 'delta.json': string } {
  const { lines } = zoneRecords('delta', delta.added, { stopPage: subscriber.stop_page }, delta.passed);
  lines.push(`${subscriber.canary} A ${CANARY_ADDRESS}`);
  const named = ({ kind, value, code }: ListedEntry) => ({ kind, value, code });
  return {
    'delta.rpz': zoneFile(row.version, lines),
    'delta.json': `${JSON.stringify({
      version: row.version,
      base: row.base,
      added: delta.added.map(named),
      removed: delta.passed.map(named),
    })}\n`,
  };
}

async function signFor(
  tx: Tx,
  subscriber: SubscriberRow,
  row: BlockVersionRow,
  delta: { readonly added: readonly ListedEntry[]; readonly passed: readonly ListedEntry[] },
  keys: Keys,
): Promise<void> {
  const forms = await formsOf(tx, row.base);
  const own = zoneForm(subscriber.stop_page);
  const files = [
    ...Object.entries(deltaFiles(subscriber, row, delta)).map(([name, content]) => ({
      name,
      length: Buffer.byteLength(content),
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
    ...forms
      .filter(({ form }) => form === own || !/^(?:base\.rpz |hashes\.bin)/.test(form))
      .map(({ form, length, sha256 }) => ({ name: form === own ? 'base.rpz' : form, length, sha256 })),
  ];
  // One number for the three: it only ever grows, whatever it was that was signed anew.
  const version = subscriber.timestamp_version + 1;
  const signed = signList(tx.now, version, files, { version: row.version, base: row.base }, keys);
  await putMetadata(tx, subscriber.id, `${version}.targets.json`, signed.targets);
  await putMetadata(tx, subscriber.id, `${version}.snapshot.json`, signed.snapshot);
  await putMetadata(tx, subscriber.id, 'timestamp.json', signed.timestamp);
  await updateSubscriber(tx, subscriber.id, { timestamp_version: version });
}
