import { z } from 'zod';
import {
  type Ctx,
  nextCursor,
  ok,
  type PagedList,
  parseId,
  type Result,
  readCursor,
  refuseRequest,
  type Tx,
} from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import type { BlockState } from './block-entry.ts';
import { entryById, entryPage, eventsOf } from './block-entry-store.ts';
import { REVIEW } from './block-lists.ts';
import { blockEntryPolicy } from './block-policies.ts';
import { openFor } from './block-sealing.ts';
import type { BlockEntryRow, BlockVersionRow } from './block-tables.ts';
import { lastVersions } from './publication-store.ts';

const PAGE = 50;
const list: PagedList<{ at: string; id: string }> = {
  name: 'block-entry.list',
  place: z.object({ at: z.iso.datetime(), id: z.uuid() }),
};

export interface BlockView {
  readonly id: string;
  readonly code: string;
  readonly kind: BlockEntryRow['kind'];
  readonly value: string;
  readonly reason: string;
  readonly basis: string;
  readonly legalOrder: string | null;
  readonly guard: readonly string[];
  readonly state: BlockState;
  readonly version: number;
  readonly agency: string;
  readonly proposedAt: Date;
  readonly activeAt: Date | null;
  readonly expiresAt: Date;
  readonly reviewAt: Date;
  readonly endReason: string | null;
  readonly mayRemove: boolean;
  readonly mayReview: boolean;
  /** When it ends by itself if nobody looks at it again. */
  readonly lapsesAt: Date;
}

function viewOf(ctx: Ctx, row: BlockEntryRow): BlockView {
  return {
    id: row.id,
    code: row.code,
    kind: row.kind,
    value: row.value,
    reason: row.reason,
    basis: row.basis,
    legalOrder: row.legal_order,
    guard: row.guard,
    state: row.state,
    version: row.version,
    agency: row.agency,
    proposedAt: row.proposed_at,
    activeAt: row.active_at,
    expiresAt: row.expires_at,
    reviewAt: row.review_at,
    endReason: row.end_reason,
    mayRemove: blockEntryPolicy.can(ctx.actor, 'block-entry.remove', row, ctx.now),
    mayReview: blockEntryPolicy.can(ctx.actor, 'block-entry.review', row, ctx.now),
    lapsesAt: new Date(Math.min(row.review_at.getTime() + REVIEW.lapseAfter, row.expires_at.getTime())),
  };
}

/** Entries of the lists, the newest first, a page at a time. Refusals: `access.not-permitted`, `request.invalid` */
export async function listBlocks(
  ctx: Ctx,
  query: {
    readonly state?: BlockState | undefined;
    readonly text?: string | undefined;
    /** Those that have to be looked at again now. */
    readonly toReview?: boolean | undefined;
    readonly after?: string | undefined;
  },
): Promise<Result<{ readonly entries: BlockView[]; readonly next: string | null }>> {
  if (!blockEntryPolicy.couldEver(ctx.actor, 'block-entry.list', ctx.now)) return refuseRequest('access.not-permitted');
  const { after, ...filter } = query;
  const text = filter.text?.trim() || undefined;
  const place = await readCursor(ctx, list, { ...filter, text }, { text: after });
  if (!place.ok) return place;
  const from = place.value && { at: new Date(place.value.at), id: place.value.id };
  const reviewBefore = filter.toReview ? new Date(ctx.now.getTime() + REVIEW.tellBefore) : undefined;
  const rows = await ctx.transaction(async (tx) =>
    ok(await entryPage(tx, { state: filter.state, text, reviewBefore }, { after: from, most: PAGE + 1 })),
  );
  if (!rows.ok) return rows;
  const shown = rows.value.slice(0, PAGE);
  const last = shown.at(-1);
  const next =
    rows.value.length > PAGE && last
      ? await nextCursor(ctx, list, { ...filter, text }, { at: last.proposed_at.toISOString(), id: last.id })
      : null;
  return ok({ entries: shown.map((row) => viewOf(ctx, row)), next });
}

export interface BlockHistory extends BlockView {
  readonly note: string | null;
  /** `reason` is a code of `keepReason`, where somebody left it in force. */
  readonly events: readonly { readonly code: string; readonly at: Date; readonly reason: string | null }[];
}

/** One entry with what happened to it. Refusals: `block-entry.not-found` */
export async function readBlock(ctx: Ctx, id: string): Promise<Result<BlockHistory>> {
  const parsed = parseId<'block-entry'>(id);
  if (parsed === undefined || !blockEntryPolicy.couldEver(ctx.actor, 'block-entry.list', ctx.now))
    return refuse('block-entry.not-found');
  return ctx.transaction(async (tx: Tx): Promise<Result<BlockHistory>> => {
    const row = await entryById(tx, parsed);
    if (!row) return refuse('block-entry.not-found');
    const note = row.note === null ? null : (await openFor(ctx.kernel, 'note', row.id, row.note)).toString('utf8');
    const events = (await eventsOf(tx, row.id)).map(({ code, at, reason }) => ({ code, at, reason }));
    tx.audit({ action: 'block-entry.list', object: { kind: 'block-entry', id: row.id } });
    return ok({ ...viewOf(ctx, row), note, events });
  });
}

export type VersionView = Omit<BlockVersionRow, 'made_at'> & { readonly madeAt: Date };

/** The last publications. Refusals: `access.not-permitted` */
export async function listVersions(ctx: Ctx): Promise<Result<{ readonly versions: VersionView[] }>> {
  if (!blockEntryPolicy.couldEver(ctx.actor, 'block-entry.list', ctx.now)) return refuseRequest('access.not-permitted');
  return ctx.transaction(async (tx) => {
    const rows = await lastVersions(tx, 20);
    return ok({ versions: rows.map(({ made_at, ...row }) => ({ ...row, madeAt: made_at })) });
  });
}
