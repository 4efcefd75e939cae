import {
  type Actor,
  actOnRecord,
  actorName,
  agencyOf,
  anybody,
  type Ctx,
  HOUR,
  newId,
  ok,
  parseId,
  type RecordKind,
  type Result,
  systemActor,
} from '../../kernel/index.ts';
import { pseudonymsOf } from '../listening-sealing.ts';
import { refuse } from '../refusals.ts';
import { sourceRow } from '../sources/source-store.ts';
import {
  decideRelinkRow,
  insertRelink,
  type JoinedPost,
  joinedPosts,
  lockRelink,
  type RelinkRow,
  relinkRow,
} from './relink-store.ts';

/** How long a granted joining may be read. */
const GOOD = 72 * HOUR;
const POSTS_MOST = 1_000;

export interface RequestRelink {
  /** The case that it is for. */
  readonly caseId: string;
  readonly source: string;
  /** The author's identifier at the source, as the case holds it; it is not kept. */
  readonly author: string;
  /** A code: what it is needed for. */
  readonly reason: string;
}

/**
 * Asks for an author's posts across the quarters, which their pseudonyms keep apart. For one case; another person allows
 * it. Of the author the pseudonyms are kept until the request ends, and nothing else.
 * Refusals: `relink.invalid` (field), `listening-source.not-found`
 */
export async function requestRelink(ctx: Ctx, input: RequestRelink): Promise<Result<{ readonly id: string }>> {
  const { actor } = ctx;
  const caseId = parseId<'case'>(input.caseId);
  const source = parseId<'source'>(input.source);
  if (caseId === undefined) return refuse('relink.invalid', { field: 'caseId' });
  if (!/^[a-z0-9.-]{1,80}$/.test(input.reason)) return refuse('relink.invalid', { field: 'reason' });
  if (input.author === '' || input.author.length > 300) return refuse('relink.invalid', { field: 'author' });
  if (source === undefined || actor.kind !== 'person') return refuse('listening-source.not-found');
  const marks = await ctx.as(systemActor('listening.relink')).transaction(async (tx) => {
    if (!(await sourceRow(tx, source))) return refuse('listening-source.not-found');
    return ok(await pseudonymsOf(ctx, tx, source, input.author));
  });
  if (!marks.ok) return marks;
  return ctx.transaction(async (tx) => {
    const id = newId<'relink'>(tx.now.getTime());
    await insertRelink(tx, {
      id,
      case: caseId,
      source,
      reason: input.reason,
      pseudonyms: marks.value,
      requestedBy: actor.person,
      agency: agencyOf(actor),
      expiresAt: new Date(tx.now.getTime() + GOOD),
    });
    tx.audit({
      action: 'listening-relink.request',
      object: { kind: 'listening-relink', id },
      codes: { case: caseId, reason: input.reason },
    });
    tx.notify({ topic: 'listening-relink', id, agency: agencyOf(actor) });
    return ok({ id });
  });
}

const relinkRecord: RecordKind<RelinkRow, 'listening-relink.decide', Actor> = {
  kind: 'listening-relink',
  acts: anybody,
  find: lockRelink,
  notFound: () => refuse('relink.not-found'),
};

/** Allows or refuses a joining that somebody else asked for. Refusals: `relink.not-found` */
export async function decideRelink(
  ctx: Ctx,
  input: { readonly relink: string; readonly decision: 'approve' | 'refuse' },
): Promise<Result<void>> {
  return actOnRecord(relinkRecord, ctx, 'listening-relink.decide', { id: input.relink }, async (tx, relink) => {
    if (relink.expiresAt <= tx.now) return refuse('relink.not-found');
    await decideRelinkRow(tx, relink.id, input.decision === 'approve' ? 'APPROVED' : 'REFUSED', actorName(tx.actor));
    tx.audit({
      action: 'listening-relink.decide',
      object: { kind: 'listening-relink', id: relink.id },
      codes: { decision: input.decision, case: relink.case },
    });
    return ok();
  });
}

/** The posts of an author that a granted joining shows to whoever asked for it: codes and times. Refusals: `relink.not-found` */
export async function readRelink(ctx: Ctx, input: { readonly relink: string }): Promise<Result<JoinedPost[]>> {
  const id = parseId<'relink'>(input.relink);
  if (id === undefined) return refuse('relink.not-found');
  const found = await ctx.transaction(async (tx) => {
    const relink = await relinkRow(tx, id);
    if (relink?.state !== 'APPROVED' || relink.expiresAt <= tx.now || relink.requestedBy !== actorName(tx.actor))
      return refuse('relink.not-found');
    tx.audit({
      action: 'listening-relink.read',
      object: { kind: 'listening-relink', id },
      codes: { case: relink.case },
    });
    return ok(relink);
  });
  if (!found.ok) return found;
  const { source, pseudonyms } = found.value;
  return ctx
    .as(systemActor('listening.relink'))
    .transaction(async (tx) => ok(await joinedPosts(tx, source, pseudonyms, POSTS_MOST)));
}
