import { createHash } from 'node:crypto';
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
import { CENSORED, type ErrorWords, errorWords, StructuredErrors } from './block-error.ts';
import {
  CANARY_ADDRESS,
  domainList,
  entryJson,
  jsonList,
  type ListedEntry,
  prefixesOf,
  sortedHashes,
  urlList,
  zoneFile,
  zoneLines,
  zonePieces,
  zoneRecords,
} from './block-forms.ts';
import { blockSubscriberPolicy } from './block-policies.ts';
import { openFor, sealFor } from './block-sealing.ts';
import type { BlockVersionRow, SubscriberRow } from './block-tables.ts';
import { packForm } from './pack-form.ts';
import {
  baseEntries,
  countActive,
  deltaEntries,
  endKey,
  entriesOfBase,
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
  listingAgencies,
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
  const platform = ctx.as(systemActor('takedown.publish'));
  const agencies = await platform.transaction(async (tx) =>
    ok(await listingAgencies(tx, fold || (await latestVersion(tx)) === undefined)),
  );
  if (!agencies.ok) return agencies;
  const words = await errorWords(platform, agencies.value);
  if (!words.ok) return words;
  return platform.transaction(async (tx) => {
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
    const refusedOfBase = await buildBase(tx, base, subscribers, anew ? words.value : null);
    if (anew && before) await forgetForms(tx, before.base);
    await keep(tx, version, DELTA_JSON, [deltaJson({ version, base }, delta, words.value)]);
    const refused = zoneRecords('delta', delta.added, { stopPage: null }, delta.passed).refused.map(({ code }) => code);
    const row: BlockVersionRow = {
      version,
      base,
      added: delta.added.length,
      passed: delta.passed.length,
      // Counted when the big list is made; a change looks at no more than the small one.
      entries: anew
        ? await countActive(tx)
        : (await entriesOfBase(tx, base)) + delta.added.length - delta.passed.length,
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
  await buildBase(tx, row.base, [subscriber], null);
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
/** The big zone for servers that lead to the stop page by a rule of their own: it takes half of their memory. */
export const PLAIN_BASE = 'base-nx.rpz';

/** @param words where everything is made anew: what is said of its entries; null where only forms of zones may be missing */
async function buildBase(
  tx: Tx,
  base: number,
  subscribers: readonly SubscriberRow[],
  words: ErrorWords | null,
): Promise<readonly string[]> {
  const wanted = new Set([null, ...subscribers.map(({ stop_page }) => stop_page)]);
  const have = new Set((await formsOf(tx, base)).map(({ form }) => form));
  const missing = [...wanted].filter((stopPage) => !have.has(zoneForm(stopPage)));
  if (words === null && missing.length === 0) return [];
  const entries = await baseEntries(tx);
  const refused = new Set<string>();
  for (const stopPage of missing) {
    const lines = zoneLines('base', entries, { stopPage }, ({ code }) => refused.add(code));
    await keep(tx, base, zoneForm(stopPage), zonePieces(base, lines));
  }
  if (words !== null)
    for (const [form, pieces] of flatForms(base, tx.now, entries, words)) await keep(tx, base, form, pieces);
  return [...refused];
}

/** The forms of the big list that are the same for everybody, each made when it is asked for. */
export function* flatForms(
  base: number,
  now: Date,
  entries: readonly ListedEntry[],
  words: ErrorWords,
): Generator<[string, Iterable<string | Buffer>], void, undefined> {
  yield ['base.json', jsonList(base, now, entries, new StructuredErrors(words))];
  yield ['urls.txt', urlList(entries)];
  yield ['domains.txt', domainList(entries)];
  const hashes = sortedHashes(entries);
  yield ['hashes.bin', [hashes]];
  yield ['prefixes.bin', [prefixesOf(hashes)]];
}

async function keep(tx: Tx, base: number, form: string, pieces: Iterable<string | Buffer>): Promise<void> {
  await insertForm(tx, { base, form, ...(await packForm(form, pieces)) });
}

interface Delta {
  readonly added: readonly ListedEntry[];
  readonly passed: readonly ListedEntry[];
}

/** The small zone as one subscriber gets it: the canary name is in its copy alone. */
export function deltaZone(
  subscriber: Pick<SubscriberRow, 'canary' | 'stop_page'>,
  { version }: Pick<BlockVersionRow, 'version'>,
  delta: Delta,
): string {
  const { lines } = zoneRecords('delta', delta.added, { stopPage: subscriber.stop_page }, delta.passed);
  lines.push(`${subscriber.canary} A ${CANARY_ADDRESS}`);
  return zoneFile(version, lines);
}

/** The form under which the small list is kept as JSON: the same for everybody, with what its entries were called when it was published. */
export const DELTA_JSON = 'delta.json';

function deltaJson(
  { version, base }: Pick<BlockVersionRow, 'version' | 'base'>,
  { added, passed }: Delta,
  words: ErrorWords,
): string {
  const errors = new StructuredErrors(words);
  const list = (entries: readonly ListedEntry[], of: (entry: ListedEntry) => string) => entries.map(of).join(',\n');
  const named = ({ kind, value, code }: ListedEntry) => JSON.stringify({ kind, value, code });
  const entries = list(added, (one) => entryJson(one, errors));
  return `{"version":${version},"base":${base},"ede":${CENSORED},"added":[${entries}],"removed":[${list(passed, named)}],"errors":${errors.json}}\n`;
}

/** Under which names a subscriber gets a form; `own` is that of its way of answering. */
function namesOf(form: string, own: string): string[] {
  if (form === 'hashes.bin') return [];
  if (!form.startsWith('base.rpz ')) return [form];
  return [...(form === own ? ['base.rpz'] : []), ...(form === zoneForm(null) ? [PLAIN_BASE] : [])];
}

async function signFor(
  tx: Tx,
  subscriber: SubscriberRow,
  row: BlockVersionRow,
  delta: Delta,
  keys: Keys,
): Promise<void> {
  const zone = deltaZone(subscriber, row, delta);
  const forms = await formsOf(tx, row.base);
  const own = zoneForm(subscriber.stop_page);
  const small = (await formsOf(tx, row.version)).filter(({ form }) => form === DELTA_JSON);
  const files = [
    {
      name: 'delta.rpz',
      length: Buffer.byteLength(zone),
      sha256: createHash('sha256').update(zone).digest('hex'),
    },
    ...[...small, ...forms.filter(({ form }) => form !== DELTA_JSON)].flatMap(({ form, length, sha256 }) =>
      namesOf(form, own).map((name) => ({ name, length, sha256 })),
    ),
  ];
  // One number for the three: it only ever grows, whatever it was that was signed anew.
  const version = subscriber.timestamp_version + 1;
  const signed = signList(tx.now, version, files, { version: row.version, base: row.base }, keys);
  await putMetadata(tx, subscriber.id, `${version}.targets.json`, signed.targets);
  await putMetadata(tx, subscriber.id, `${version}.snapshot.json`, signed.snapshot);
  await putMetadata(tx, subscriber.id, 'timestamp.json', signed.timestamp);
  await updateSubscriber(tx, subscriber.id, { timestamp_version: version });
}
