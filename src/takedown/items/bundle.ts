import { type Ctx, DAY, newCode, newId, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { agenciesWithFunction, postNotices } from '../../members/index.ts';
import { watchCloser } from '../looks/watch-item.ts';
import { WAVE_ALERT_AT } from '../machine-reports/machine-report.ts';
import { placeParts } from '../machine-reports/report-store.ts';
import type { ArrivalRow, ItemRow } from '../tables.ts';
import { type Scoring, scoreOfItem, scoringNow } from '../triage/score-item.ts';
import {
  countIncident,
  insertIncident,
  itemsAt,
  latestIncidents,
  lockFolding,
  lockItems,
  placeArrivals,
  waitingArrivals,
  wavesToTell,
} from './arrival-store.ts';
import { type AgeGroup, ageGroups, type Reach } from './item.ts';
import { itemEvent } from './item-event.ts';
import { openSecrets, sealSecrets } from './item-sealing.ts';
import { changeItem, hasSibling, insertItem, insertItemEvent, insertSibling } from './item-store.ts';

const BATCH = 2_000;

/**
 * Folds what arrived into incidents and items, before anybody looks: 50,000 reports of one file or one key within a day are one
 * incident with a counter. Each batch is one transaction, so that what a dead process left is folded once, by the next.
 * @returns how many were folded
 */
export async function bundleArrivals(ctx: Ctx): Promise<Result<number>> {
  const system = ctx.as(systemActor('takedown.bundle'));
  for (let folded = 0; ; ) {
    const batch = await system.transaction(async (tx) => {
      await lockFolding(tx);
      const waiting = await waitingArrivals(tx, BATCH);
      if (waiting.length > 0) await fold(system, tx, waiting);
      return ok(waiting.length);
    });
    if (!batch.ok) return batch;
    folded += batch.value;
    if (batch.value < BATCH) return ok(folded);
  }
}

const hex = (mark: Uint8Array) => Buffer.from(mark).toString('hex');

async function fold(ctx: Ctx, tx: Tx, waiting: readonly ArrivalRow[]): Promise<void> {
  const marks = [...new Map(waiting.map((one) => [hex(one.match_mark), one.match_mark])).values()];
  const bundles = [...new Map(waiting.map((one) => [hex(bundleOf(one)), bundleOf(one)])).values()];
  const items = new Map((await itemsAt(tx, marks)).map((one) => [hex(one.mark), one.id]));
  const earlier = await latestIncidents(tx, bundles);
  const waves = new Map(earlier.map((one) => [`${hex(one.mark)} ${one.item}`, one]));
  // Where a bundle was first seen, by which a file at another address finds its item.
  const homes = new Map(
    earlier.toSorted((a, b) => b.firstAt.getTime() - a.firstAt.getTime()).map((one) => [hex(one.mark), one.item]),
  );
  const scoring = await scoringNow(
    ctx,
    tx,
    waiting.flatMap((one) => (one.domain_mark ? [one.domain_mark] : [])),
  );
  const touched = new Map<string, { arrivals: ArrivalRow[]; waves: number }>();
  const counted = new Map<string, { reports: number; lastAt: Date }>();
  const placed: { id: string; item: string; incident: string }[] = [];
  for (const arrival of waiting) {
    const bundle = hex(bundleOf(arrival));
    const home = homes.get(bundle);
    // The same place is the same item; the same file elsewhere is a sibling of the item where it was first seen.
    let item = items.get(hex(arrival.match_mark));
    if (item === undefined && arrival.file_mark && home) {
      item = home;
      await addSibling(ctx, tx, item, arrival);
    }
    if (item === undefined) item = await newItem(ctx, tx, arrival, scoring);
    items.set(hex(arrival.match_mark), item);
    const known = touched.get(item) ?? { arrivals: [], waves: 0 };
    touched.set(item, known);
    known.arrivals.push(arrival);
    if (home === undefined) homes.set(bundle, item);
    const wave = waves.get(`${bundle} ${item}`);
    const open = wave && arrival.arrived_at.getTime() - wave.firstAt.getTime() < DAY ? wave.id : undefined;
    const incident = open ?? newId<'incident'>(arrival.arrived_at.getTime());
    if (open === undefined) {
      await insertIncident(tx, {
        id: incident,
        item_id: item,
        bundle_mark: bundleOf(arrival),
        by_file: arrival.file_mark !== null,
        reports: 0,
        first_at: arrival.arrived_at,
        last_at: arrival.arrived_at,
        alerted_at: null,
      });
      waves.set(`${bundle} ${item}`, { mark: bundleOf(arrival), id: incident, item, firstAt: arrival.arrived_at });
      known.waves += 1;
    }
    const count = counted.get(incident);
    counted.set(incident, {
      reports: (count?.reports ?? 0) + 1,
      lastAt: count && count.lastAt > arrival.arrived_at ? count.lastAt : arrival.arrived_at,
    });
    placed.push({ id: arrival.id, item, incident });
  }
  for (const [incident, { reports, lastAt }] of counted) await countIncident(tx, incident, reports, lastAt);
  await placeArrivals(tx, placed);
  await ofMachineReports(ctx, tx, waiting, placed);
  for (const row of await lockItems(tx, [...touched.keys()])) {
    const { arrivals, waves: begun } = touched.get(row.id) as { arrivals: ArrivalRow[]; waves: number };
    const known = withArrivals(row, arrivals, tx.now);
    const scored = scoreOfItem({ ...row, ...known }, scoring);
    await changeItem(tx, row, { ...known, incidents: row.incidents + begun, ...scored });
    await watchCloser(tx, row);
    if (row.reports > 0) await insertItemEvent(tx, row.id, 'reported-again', { reports: arrivals.length });
    tx.notify(itemEvent(row.id, row.agency));
  }
}

/** What machines reported: its files learn their item, and the unit hears of a wave once, however many reports it has. */
async function ofMachineReports(
  ctx: Ctx,
  tx: Tx,
  waiting: readonly ArrivalRow[],
  placed: readonly { readonly id: string; readonly item: string; readonly incident: string }[],
): Promise<void> {
  const own = waiting.flatMap((arrival, at) => {
    const place = placed[at];
    if (arrival.object_kind !== 'machine-report-part' || arrival.object_id === null || !place) return [];
    return [{ ...place, part: arrival.object_id, danger: arrival.danger === true }];
  });
  if (own.length === 0) return;
  await placeParts(tx, own);
  const told = await wavesToTell(tx, [...new Set(own.map(({ incident }) => incident))], {
    reports: WAVE_ALERT_AT,
    danger: own.filter(({ danger }) => danger).map(({ incident }) => incident),
  });
  if (told.length === 0) return;
  const units = await agenciesWithFunction(ctx, 'VERIFY_CONTENT');
  await postNotices(
    tx,
    told.flatMap(({ item, reports }) =>
      units.map(({ code }) => ({
        to: { roles: ['content_analyst', 'content_verifier'], agency: code },
        kind: 'content-item.wave',
        object: { kind: 'content-item', id: item },
        facts: { reports },
      })),
    ),
  );
}

const bundleOf = (arrival: ArrivalRow): Buffer => arrival.file_mark ?? arrival.match_mark;

async function newItem(ctx: Ctx, tx: Tx, arrival: ArrivalRow, scoring: Scoring): Promise<string> {
  const id = newId<'content-item'>(arrival.arrived_at.getTime());
  await insertItem(tx, {
    id,
    reference: `ND-${newCode()}`,
    kind: arrival.kind,
    platform: scoring.platformOf(arrival.domain_mark) ?? arrival.platform,
    sensitive: arrival.sensitive,
    match_key: arrival.match_key,
    match_mark: arrival.match_mark,
    domain_mark: arrival.domain_mark,
    mask: arrival.mask,
    sealed: await sealSecrets(ctx.kernel, 'item', id, await openSecrets(ctx.kernel, 'arrival', arrival)),
    state: 'RECEIVED',
    version: 1,
    agency: arrival.agency,
    source: arrival.source,
    proposed_by: arrival.entered_by,
    reports: 0,
    incidents: 0,
    recent_reports: 0,
    recent_since: arrival.arrived_at,
    danger: null,
    self_made: null,
    known_hash: null,
    age_group: null,
    reachable: null,
    score: 0,
    tier: 'LOW',
    factors: '[]',
    weights: null,
    national_class: null,
    not_illegal_reason: null,
    set_aside_reason: null,
    graded_at: null,
    first_at: arrival.arrived_at,
    last_at: arrival.arrived_at,
    changed_at: tx.now,
    is_demonstration: arrival.is_demonstration,
  });
  await insertItemEvent(tx, id, 'received', { source: arrival.source });
  return id;
}

async function addSibling(ctx: Ctx, tx: Tx, item: string, arrival: ArrivalRow): Promise<void> {
  if (await hasSibling(tx, item, arrival.match_mark)) return;
  const id = newId<'sibling'>(tx.now.getTime());
  await insertSibling(tx, {
    id,
    item_id: item,
    relation: 'SAME_FILE',
    match_mark: arrival.match_mark,
    mask: arrival.mask,
    sealed: await sealSecrets(ctx.kernel, 'item_sibling', id, await openSecrets(ctx.kernel, 'arrival', arrival)),
    added_by: 'takedown.bundle',
    added_at: tx.now,
  });
}

/** What an item is known by after more arrived: whoever says that a child is in danger is believed until a person has looked. */
function withArrivals(row: ItemRow, arrivals: readonly ArrivalRow[], now: Date) {
  const fresh = now.getTime() - row.recent_since.getTime() < DAY;
  const lastAt = new Date(Math.max(row.last_at.getTime(), ...arrivals.map((one) => one.arrived_at.getTime())));
  const seen = [row, ...arrivals];
  return {
    reports: row.reports + arrivals.length,
    recent_reports: (fresh ? row.recent_reports : 0) + arrivals.length,
    recent_since: fresh ? row.recent_since : now,
    last_at: lastAt,
    danger: eitherOf(seen.map((one) => one.danger)),
    self_made: eitherOf(seen.map((one) => one.self_made)),
    known_hash: eitherOf(seen.map((one) => one.known_hash)),
    age_group: youngest(seen.map((one) => one.age_group)),
    reachable: widest(seen.map((one) => one.reachable)),
  };
}

const eitherOf = (said: readonly (boolean | null)[]) =>
  said.includes(true) ? true : said.includes(false) ? false : null;
const youngest = (said: readonly (AgeGroup | null)[]) => ageGroups.find((one) => said.includes(one)) ?? null;
const widest = (said: readonly (Reach | null)[]) =>
  (['YES', 'LOGIN', 'NO'] as const).find((one) => said.includes(one)) ?? null;
