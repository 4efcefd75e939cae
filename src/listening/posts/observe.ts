import { createSecretKey } from 'node:crypto';
import { type Ctx, HOUR, newId, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import {
  marksOf,
  type OpenKey,
  pseudonymKey,
  pseudonymOf,
  sealDetails,
  sealPost,
  textKeyOfToday,
} from '../listening-sealing.ts';
import { retentionHours, tuningNow } from '../models/tuning-store.ts';
import { enqueue, FIRST, queueDepth } from '../pipeline/queue-store.ts';
import { refuse } from '../refusals.ts';
import { countSource, saveCursor, sourceRow } from '../sources/source-store.ts';
import { POSTS_MOST, pressureOf, type ReadyPost, readyPost } from './observation.ts';
import { forgetPosts, insertObservations, insertTexts } from './observation-store.ts';
import type { PublicPost } from './public-post.ts';

export interface Observe {
  readonly sourceId: string;
  /** At most 5,000. */
  readonly posts: readonly PublicPost[];
  /** Where the next look goes on; kept in the same transaction. Absent for what is pushed. */
  readonly cursor?: string | null | undefined;
  /** Items that the collector could not read. */
  readonly malformed?: number | undefined;
}

export interface Observed {
  readonly accepted: number;
  /** Seen before in this revision, or deleted by its author. */
  readonly known: number;
  /** Left out because the queue fills, or by the source's own sampling; counted, and weighed in every figure. */
  readonly sampledOut: number;
  /** Without anything that could be looked at or named. */
  readonly refused: number;
}

/** When to come again when nothing more is taken. */
const RETRY_SECONDS = 30;

/**
 * Takes posts of a source: the author becomes a pseudonym, the text is sealed, what is new waits for the pipeline, and
 * what an author deleted goes. The same call twice is the same once. One transaction, with the cursor.
 * Refusals: `listening-source.not-found`, `listening-source.not-running`, `listening.busy` (retryAfterSeconds), `listening.batch-too-large`
 */
export async function observe(ctx: Ctx, input: Observe): Promise<Result<Observed>> {
  if (input.posts.length > POSTS_MOST) return refuse('listening.batch-too-large', { facts: { most: POSTS_MOST } });
  const id = parseId<'source'>(input.sourceId);
  if (id === undefined) return refuse('listening-source.not-found');
  const system = ctx.as(systemActor('listening.observe'));
  const ready = dedupe(input.posts.map((post) => readyPost(post, ctx.now)));
  const found = await system.transaction(async (tx) => ok(await sourceRow(tx, id)));
  if (!found.ok) return found;
  const source = found.value;
  if (!source) return refuse('listening-source.not-found');
  if (source.state !== 'RUNNING') return refuse('listening-source.not-running');
  const key = await textKeyOfToday(system);
  const marks = await marksOf(ctx.kernel);
  const authors = createSecretKey((await pseudonymKey(system, source.id)).bytes);
  return system.transaction(async (tx) => {
    const tuning = await tuningNow(tx);
    const pressure = pressureOf(await queueDepth(tx, tuning.hardLimit), tuning.softLimit, tuning.hardLimit);
    if (pressure.state === 'full' && ready.posts.some((post) => !post.deleted))
      return refuse('listening.busy', { facts: { retryAfterSeconds: RETRY_SECONDS } });

    const probability = source.sampling * (source.lane === 2 ? pressure.keep : 1);
    const living: { post: ReadyPost; id: string; postMark: Buffer; revisionMark: Buffer }[] = [];
    const gone: { id: string; postMark: Buffer; revisionMark: Buffer }[] = [];
    let sampledOut = 0;
    for (const post of ready.posts) {
      const postMark = marks.post(source.id, post.id);
      const named = { id: newId<'observation'>(tx.now.getTime()), postMark };
      if (post.deleted) gone.push({ ...named, revisionMark: marks.revision(source.id, 'deleted') });
      // By the post and not by the revision: an edited post does not get another throw of the dice.
      else if (probability < 1 && marks.chance('intake', postMark) >= probability) sampledOut += 1;
      else living.push({ post, ...named, revisionMark: marks.revision(source.id, post.revision) });
    }
    const isNew = await insertObservations(
      tx,
      { id: source.id, lane: source.lane, probability },
      living.map(({ post, ...named }) => ({
        ...named,
        parentMark: post.parent === null ? null : marks.post(source.id, post.parent),
        pseudonym: post.author === null ? null : pseudonymOf(authors, source.id, post.author),
        postedAt: post.at,
        language: post.language,
        length: post.length,
        truncated: post.truncated,
        hasMedia: post.media.length + post.links.length > 0,
      })),
    );
    const taken = living.filter((one) => isNew.has(one.id));
    const hours = (await retentionHours(tx)).get('negative') as number;
    await insertTexts(
      tx,
      key.id,
      taken.map((one) => sealed(key, one.id, one.post)),
      'negative',
      new Date(tx.now.getTime() + hours * HOUR),
    );
    await enqueue(
      tx,
      taken.map((one) => ({ observation: one.id, stage: 'text', replay: FIRST, lane: source.lane, attempts: 0 })),
      tx.now,
    );
    // What is looked at comes in order, and a network tells of every deletion, of posts that were never taken too: a mark
    // against a late copy is kept only for what is sent.
    const deleted = await forgetPosts(tx, source.id, source.lane, gone, input.cursor === undefined);
    if (input.cursor !== undefined) await saveCursor(tx, source.id, await sealCursor(ctx, source.id, input.cursor));
    await countSource(tx, source.id, {
      offered: input.posts.length,
      accepted: taken.length,
      known: living.length - taken.length,
      sampledOut,
      refused: ready.refused,
      truncated: taken.filter(({ post }) => post.truncated).length,
      malformed: input.malformed ?? 0,
      deleted,
    });
    if (taken.length > 0) await tx.enqueue('listening.process', {}, { key: 'listening.process' });
    return ok({
      accepted: taken.length,
      known: living.length - taken.length + gone.length + ready.repeated,
      sampledOut,
      refused: ready.refused,
    });
  });
}

/** A post that stands in one batch twice is one post; the last word on whether it is deleted holds. */
function dedupe(given: readonly (ReadyPost | undefined)[]): {
  posts: ReadyPost[];
  refused: number;
  repeated: number;
} {
  const byName = new Map<string, ReadyPost>();
  let refused = 0;
  let repeated = 0;
  for (const post of given) {
    if (!post) {
      refused += 1;
      continue;
    }
    const name = JSON.stringify([post.id, post.deleted ? null : post.revision]);
    if (byName.has(name)) repeated += 1;
    byName.set(name, post);
  }
  const deleted = new Set([...byName.values()].filter((post) => post.deleted).map((post) => post.id));
  // What is deleted in the same batch is never taken.
  const posts = [...byName.values()].filter((post) => post.deleted || !deleted.has(post.id));
  return { posts, refused, repeated: repeated + byName.size - posts.length };
}

function sealed(key: OpenKey, id: string, post: ReadyPost) {
  const hasDetails = post.url !== null || post.links.length > 0 || post.media.length > 0;
  return {
    observation: id,
    text: sealPost(key, id, post.text),
    details: hasDetails ? sealDetails(key, id, { url: post.url, links: post.links, media: post.media }) : null,
  };
}

export const cursorContext = (source: string) => `listening.cursor|${source}`;

async function sealCursor(ctx: Ctx, source: string, cursor: string | null): Promise<Buffer | null> {
  return cursor === null
    ? null
    : Buffer.from(await ctx.kernel.vault.wrap(Buffer.from(cursor, 'utf8'), cursorContext(source)));
}

export async function openCursor(ctx: Ctx, source: string, sealed: Buffer | null): Promise<string | null> {
  return sealed === null
    ? null
    : Buffer.from(await ctx.kernel.vault.unwrap(sealed, cursorContext(source))).toString('utf8');
}
