import { actorName, agencyOf, type Ctx, newId, ok, type Result, systemActor } from '../../kernel/index.ts';
import { onlinePlace } from '../../vocabulary/index.ts';
import type { ArrivalRow } from '../tables.ts';
import { insertArrivals } from './arrival-store.ts';
import type { AgeGroup, ItemKind, Reach, Source } from './item.ts';
import { domainMark, fileMark, matchMark, onceMark, sealSecrets } from './item-sealing.ts';
import { maskOf, readLocator } from './read-locator.ts';

/** One report of one place, whoever sends it. */
export interface Arrival {
  readonly source: Source;
  /** The sender's own key of it: what is sent twice under one key is one. */
  readonly key: string;
  readonly kind: ItemKind;
  readonly locator: string;
  /** Code of the vocabulary's list of places online. */
  readonly platform?: string | undefined;
  readonly referrers?: readonly string[] | undefined;
  readonly note?: string | undefined;
  /** Hash of the file that was seen there. */
  readonly file?: { readonly scheme: string; readonly hash: string } | undefined;
  readonly object?: { readonly kind: string; readonly id: string; readonly reference?: string } | undefined;
  /** The member behind it; the acting one's where absent. */
  readonly agency?: string | undefined;
  readonly danger?: boolean | undefined;
  readonly selfMade?: boolean | undefined;
  readonly knownHash?: boolean | undefined;
  readonly ageGroup?: AgeGroup | undefined;
  readonly reachable?: Reach | undefined;
  readonly demonstration?: boolean | undefined;
}

export interface Received {
  /** How many were new. */
  readonly taken: number;
  readonly known: number;
}

const REFERRERS_MOST = 10;

/**
 * Takes reports in: durable when it returns, folded into incidents right after. All or none; the caller has permitted it.
 * Refusals: `content-item.locator-unusable`, `content-item.holds-media`, with the place of the first that cannot be read
 */
export async function receiveArrivals(
  ctx: Ctx,
  arrivals: readonly Arrival[],
  /** What reports are told of it, in the same commit. */
  { tells = [] }: { readonly tells?: readonly { readonly report: string; readonly code: string }[] } = {},
): Promise<Result<Received>> {
  const read = await arrivalRows(ctx, arrivals);
  if (!read.ok) return read;
  const rows = read.value;
  return ctx.as(systemActor('takedown.receive')).transaction(async (tx) => {
    const taken = await insertArrivals(tx, rows);
    if (taken > 0) await tx.enqueue('takedown.bundle', {}, { key: 'takedown.bundle' });
    for (const { report, code } of taken > 0 ? tells : [])
      await tx.enqueue('takedown.tell-report', { report, code }, { key: `takedown.tell-report:${report}:${code}` });
    return ok({ taken, known: rows.length - taken });
  });
}

/** Reports of places as rows, for who writes them in a transaction of their own. Refusals: as `receiveArrivals` */
export async function arrivalRows(ctx: Ctx, arrivals: readonly Arrival[]): Promise<Result<ArrivalRow[]>> {
  const rows: ArrivalRow[] = [];
  for (const [at, arrival] of arrivals.entries()) {
    const row = await rowOf(ctx, arrival);
    if (!row.ok) return { ok: false, refusal: { ...row.refusal, facts: { ...row.refusal.facts, at } } };
    rows.push(row.value);
  }
  return ok(rows);
}

async function rowOf(ctx: Ctx, given: Arrival): Promise<Result<ArrivalRow>> {
  const platform = given.platform !== undefined && onlinePlace.has(given.platform) ? given.platform : null;
  const locator = readLocator(given.kind, given.locator, platform);
  if (!locator.ok) return locator;
  const { kernel, now, actor } = ctx;
  const { kind, key, display, domain, sensitive } = locator.value;
  const id = newId<'arrival'>(now.getTime());
  const referrers = (given.referrers ?? []).slice(0, REFERRERS_MOST);
  return ok({
    id,
    once_mark: await onceMark(kernel, given.source, given.key),
    source: given.source,
    object_kind: given.object?.kind ?? null,
    object_id: given.object?.id ?? null,
    object_reference: given.object?.reference ?? null,
    agency: given.agency ?? agencyOf(actor),
    entered_by: actor.kind === 'person' ? actorName(actor) : null,
    kind,
    platform,
    sensitive,
    match_key: sensitive ? null : key,
    match_mark: await matchMark(kernel, kind, key),
    domain_mark: domain === null ? null : await domainMark(kernel, domain),
    file_mark: given.file ? await fileMark(kernel, given.file.scheme, given.file.hash) : null,
    mask: maskOf(locator.value),
    sealed: await sealSecrets(kernel, 'arrival', id, { display, referrers, note: given.note ?? null }),
    danger: given.danger ?? null,
    self_made: given.selfMade ?? null,
    known_hash: given.knownHash ?? null,
    age_group: given.ageGroup ?? null,
    reachable: given.reachable ?? null,
    is_demonstration: given.demonstration ?? false,
    arrived_at: now,
    item_id: null,
    incident_id: null,
    withdrawn_at: null,
  });
}
