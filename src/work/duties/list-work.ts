import { type Ctx, ok, type Result, refuseRequest } from '../../kernel/index.ts';
import { compareWork, type DutyBand, dutyBands, type WorkRow, workRow } from './duty.ts';
import { type DutySource, dutySources } from './duty-source.ts';

export interface WorkFilters {
  readonly band?: string;
  readonly kind?: string;
  /** What the reader may do now. */
  readonly mine?: boolean;
  /** What was given to the reader by name. */
  readonly assigned?: boolean;
  /** From 0. */
  readonly page?: number;
}

export interface Work {
  /** One page, in the one order of work. */
  readonly rows: readonly WorkRow[];
  /** How many rows the filters leave, over all pages. */
  readonly total: number;
  /** How many rows each band would leave, under the other filters. */
  readonly bands: Readonly<Record<DutyBand, number>>;
  /** The kinds there are, with how many rows each would leave under the other filters. */
  readonly kinds: readonly { readonly kind: string; readonly rows: number }[];
  /** How many were given to the reader by name, under the other filters. */
  readonly assigned: number;
  /** Kinds of which a source has more than it gives. */
  readonly cut: readonly string[];
  /** Kinds whose source could not answer: their duties are missing from the list. */
  readonly unread: readonly string[];
  /** Beginnings of the topics of live events after which the list may differ. */
  readonly topics: readonly string[];
  readonly pages: number;
}

export const WORK_PAGE = 50;

/**
 * Everything that waits for the acting person and their agency, of every module, in one order. A source that cannot
 * answer is named and empties nothing. Each number is the number of rows that its filter shows.
 */
export async function listWork(ctx: Ctx, filters: WorkFilters = {}): Promise<Result<Work>> {
  if (ctx.actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const { sources, all, cut, unread } = await gather(ctx);
  const left = (but?: 'band' | 'kind' | 'assigned') =>
    all.filter(
      (row) =>
        (but === 'band' || !filters.band || row.band === filters.band) &&
        (but === 'kind' || !filters.kind || row.kind === filters.kind) &&
        (!filters.mine || row.mine) &&
        (but === 'assigned' || !filters.assigned || row.assigned),
    );
  const rows = left();
  const pages = Math.max(1, Math.ceil(rows.length / WORK_PAGE));
  const page = Math.min(Math.max(0, Math.trunc(filters.page ?? 0) || 0), pages - 1);
  const byBand = Map.groupBy(left('band'), ({ band }) => band);
  const byKind = Map.groupBy(left('kind'), ({ kind }) => kind);
  const kinds = sources.map(({ kind }) => ({ kind, rows: byKind.get(kind)?.length ?? 0 }));
  return ok({
    rows: rows.slice(page * WORK_PAGE, (page + 1) * WORK_PAGE),
    total: rows.length,
    bands: Object.fromEntries(dutyBands.map((band) => [band, byBand.get(band)?.length ?? 0])) as Work['bands'],
    kinds: kinds.filter(({ kind, rows: count }) => count > 0 || kind === filters.kind),
    assigned: left('assigned').filter((row) => row.assigned).length,
    cut,
    unread,
    topics: topicsOf(sources),
    pages,
  });
}

/** What waits now, in numbers: for whoever is on another page. */
export interface WaitingNow {
  /** How many are the reader's turn now, or somebody is in danger, by kind. */
  readonly now: Readonly<Record<string, number>>;
  /** Those where somebody is in danger and has had no answer yet. */
  readonly danger: readonly { readonly id: string; readonly reference: string | null }[];
  readonly topics: readonly string[];
}

/** The numbers of `listWork` that a page shows that does not show the list: the rows of its first two bands. */
export async function countWaiting(ctx: Ctx): Promise<Result<WaitingNow>> {
  if (ctx.actor.kind !== 'person') return refuseRequest('access.not-permitted');
  const { sources, all } = await gather(ctx);
  const now = all.filter(({ band }) => band === 'save-now' || band === 'my-turn');
  const kinds = Map.groupBy(now, ({ kind }) => kind);
  return ok({
    now: Object.fromEntries([...kinds].map(([kind, rows]) => [kind, rows.length])),
    danger: all.filter(({ band }) => band === 'save-now').map(({ id, reference }) => ({ id, reference })),
    topics: topicsOf(sources),
  });
}

const topicsOf = (sources: readonly DutySource[]) => [...new Set(sources.flatMap(({ topics }) => topics))];

async function gather(ctx: Ctx) {
  const sources = ctx.kernel.offered.of(dutySources);
  const all: WorkRow[] = [];
  const cut: string[] = [];
  const unread: string[] = [];
  // One after the other: a page of work takes one connection and not one for each source.
  for (const source of sources) {
    const found = await read(ctx, source);
    if (!found) {
      unread.push(source.kind);
      continue;
    }
    if (found.more) cut.push(source.kind);
    all.push(...found.duties.map((duty) => workRow(source.kind, duty, ctx.now)));
  }
  all.sort(compareWork);
  return { sources, all, cut, unread };
}

async function read(ctx: Ctx, source: DutySource) {
  try {
    const found = await source.list(ctx);
    if (found.ok) return found.value;
    ctx.kernel.log.warn({ source: source.kind, refusal: found.refusal.code }, 'a source of duties refused');
  } catch (error) {
    ctx.kernel.log.error({ source: source.kind, err: error }, 'a source of duties failed');
  }
  return undefined;
}
