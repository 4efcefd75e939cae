import { PAGE_XML, readXml, XmlError } from '../../documents/index.ts';
import { type Ctx, HOUR, ok, type Result } from '../../kernel/index.ts';
import { type ImportCount, importEntries, withdrawUnseen } from '../imports/import-entries.ts';
import { saveCheckpoint } from '../imports/import-store.ts';
import { refuse } from '../refusals.ts';
import { parseDelta } from './delta.ts';
import { ncmecTime, parseEntries } from './ncmec.ts';
import type { PeerAnswer, PeerClient } from './peer-client.ts';
import { type PeerRound, withPeer } from './with-peer.ts';

/** The reader stays this far behind the peer's clock, as the public clients do. */
const BEHIND = 5_000;
/** A paging address is good for so long. */
const PAGING_LIVES = 12 * HOUR;
const BEGINNING = '2000-01-01T00:00:00Z';
const DELTA_PAGE = 2_000;

interface NcmecPlace {
  /** Everything up to here is in. */
  readonly from?: string;
  /** A window that is under way, with the page to read next. */
  readonly window?: { readonly to: string; readonly next: string; readonly at: string };
}

interface DeltaPlace {
  readonly cursor?: string;
  /** Number of the full read that is under way or was the last. */
  readonly generation?: number;
  readonly full?: boolean;
}

type PullResult = { readonly pages: number } & ImportCount;
const nothing: PullResult = { pages: 0, added: 0, changed: 0, withdrawn: 0, unchanged: 0, refused: 0 };

/**
 * Reads everything that another register has new for us. May be stopped anywhere and run again: the place moves only in
 * the transaction that takes a page in, and the same page twice changes nothing.
 * Refusals: `peer.*`, `bank.mode-differs`
 */
export function pullPeer(ctx: Ctx, input: { readonly peer: string }): Promise<Result<PullResult>> {
  return withPeer(ctx, 'hashes.pull-peer', input.peer, (round) =>
    round.peer.protocol === 'ncmec-v2' ? pullNcmec(round) : pullDelta(round),
  );
}

async function pullNcmec({ ctx, client, peer, source }: PeerRound): Promise<Result<PullResult>> {
  // First a cheap question, whose answer tells the time over there.
  const status = await client.ask('/v2/status');
  if (!status.ok) return status;
  const place = peer.checkpoint as NcmecPlace;
  const now = ctx.kernel.clock.now();
  const from = place.from ?? BEGINNING;
  const kept = place.window && now.getTime() - Date.parse(place.window.at) < PAGING_LIVES ? place.window : undefined;
  const to = kept?.to ?? ncmecTime(new Date(now.getTime() - BEHIND));
  if (to < from) return ok(nothing);
  let path: string | undefined = kept?.next ?? `/v2/entries?from=${from}&to=${to}`;
  let total = nothing;
  let coming = client.ask(path);
  while (path !== undefined) {
    const answer = await coming;
    if (!answer.ok) return answer;
    const page = await pageOf(answer.value.text);
    if (!page) return refuse('peer.malformed');
    const time = client.checkTime(page.latest);
    if (!time.ok) return time;
    const { next } = page;
    // What the peer writes must stay an address of the peer.
    if (next !== undefined && (!next.startsWith('/v2/entries?') || next === path)) return refuse('peer.malformed');
    if (next !== undefined) coming = readAhead(client, next);
    const moved: NcmecPlace =
      next === undefined ? { from: to } : { from, window: { to, next, at: kept?.at ?? now.toISOString() } };
    const done = await importEntries(ctx, {
      source,
      bank: peer.bank,
      entries: page.entries,
      generation: 0,
      by: 'hashes.pull-peer',
      after: (tx, count) => saveCheckpoint(tx, peer.id, moved, count.added + count.changed + count.withdrawn),
    });
    if (!done.ok) return done;
    total = sum(total, done.value, page.unusable);
    path = next;
  }
  return ok(total);
}

async function pageOf(text: string) {
  try {
    return parseEntries(await readXml([text], PAGE_XML));
  } catch (error) {
    if (error instanceof XmlError) return undefined;
    throw error;
  }
}

async function pullDelta({ ctx, client, peer, source }: PeerRound): Promise<Result<PullResult>> {
  let place = peer.checkpoint as DeltaPlace;
  if (place.cursor === undefined) place = { generation: (place.generation ?? 0) + 1, full: true };
  const pathOf = ({ cursor }: DeltaPlace) =>
    `/api/v1/hashes/changes?${new URLSearchParams({ list: peer.remoteList ?? '', limit: String(DELTA_PAGE), ...(cursor ? { cursor } : {}) })}`;
  let total = nothing;
  let coming = client.ask(pathOf(place));
  for (let more = true; more; ) {
    const answer = await coming;
    if (!answer.ok) return answer;
    if (answer.value.status === 410) {
      // Too old: the whole list again, and then away with what was not in it.
      if (place.cursor === undefined) return refuse('peer.malformed');
      place = { generation: (place.generation ?? 0) + 1, full: true };
      coming = client.ask(pathOf(place));
      continue;
    }
    const page = parseDelta(answer.value.text);
    if (!page) return refuse('peer.malformed');
    const time = client.checkTime(page.latest);
    if (!time.ok) return time;
    if (place.full && page.mode === 'changes') {
      for (;;) {
        const gone = await withdrawUnseen(ctx, { source, generation: place.generation ?? 0, limit: 1_000 });
        if (!gone.ok) return gone;
        total = { ...total, withdrawn: total.withdrawn + gone.value };
        if (gone.value === 0) break;
      }
    }
    const next: DeltaPlace = {
      cursor: page.cursor,
      generation: place.generation ?? 0,
      full: place.full === true && page.mode === 'snapshot',
    };
    more = page.more || next.full === true;
    if (more) coming = readAhead(client, pathOf(next));
    const done = await importEntries(ctx, {
      source,
      bank: peer.bank,
      entries: page.entries,
      generation: place.generation ?? 0,
      by: 'hashes.pull-peer',
      after: (tx, count) => saveCheckpoint(tx, peer.id, next, count.added + count.changed + count.withdrawn),
    });
    if (!done.ok) return done;
    total = sum(total, done.value, 0);
    place = next;
  }
  return ok(total);
}

/** Asks for the next page while the last one is taken in. The place moves as if it had been asked for afterwards. */
function readAhead(client: PeerClient, path: string): Promise<Result<PeerAnswer>> {
  const coming = client.ask(path);
  // Where the page before it is refused, nobody waits for this one.
  coming.catch(() => undefined);
  return coming;
}

function sum(total: PullResult, count: ImportCount, unusable: number): PullResult {
  return {
    pages: total.pages + 1,
    added: total.added + count.added,
    changed: total.changed + count.changed,
    withdrawn: total.withdrawn + count.withdrawn,
    unchanged: total.unchanged + count.unchanged,
    refused: total.refused + count.refused + unusable,
  };
}
