import { z } from 'zod';
import {
  type Answer,
  type FetchRequest,
  type Refusal,
  type Result,
  retryAfterSeconds,
  type SafeFetch,
} from '../../kernel/index.ts';
import type { Pull } from '../posts/public-post.ts';
import { refuseSource } from './refusals.ts';

/** A look at a source that failed. The cursor stays where it was; the refusal is for whoever keeps the source. */
export class SourceFailed extends Error {
  override name = 'SourceFailed';
  readonly refusal: Refusal;

  constructor(refused: Result<never>) {
    if (refused.ok) throw new Error('a refusal was expected');
    super(refused.refusal.code);
    this.refusal = refused.refusal;
  }
}

/** Nothing for now: the source asks to be left alone for so many seconds, or (0) the look is over. */
export interface Wait {
  readonly seconds: number;
  /** The source does not know any more where the last look stopped. */
  readonly anew?: boolean;
}

const WAIT_UNSAID = 60;

/**
 * One question to a service: the answer where it is below 400, or how long to wait before the next.
 * @param explain what a service says by other statuses or in its body; undefined: by the status alone
 * @throws SourceFailed
 */
export async function ask(
  fetch: SafeFetch,
  url: string,
  request: FetchRequest,
  explain: (answer: Answer) => Wait | Result<never> | undefined = () => undefined,
): Promise<Answer | Wait> {
  let got: Result<Answer>;
  try {
    got = await fetch.get(url, request);
  } catch (error) {
    // The look's own time is over; what it brought so far is kept, and the next one goes on.
    if (request.signal?.aborted) return { seconds: 0 };
    throw error;
  }
  if (!got.ok) {
    const seconds = got.refusal.facts?.retryAfterSeconds;
    if (typeof seconds === 'number') return { seconds };
    throw new SourceFailed(got);
  }
  const answer = got.value;
  const { status, headers } = answer;
  if (status < 400) return answer;
  const explained = explain(answer);
  if (explained !== undefined) {
    if ('seconds' in explained) return explained;
    throw new SourceFailed(explained);
  }
  if (status === 429 || status === 503) return { seconds: retryAfterSeconds(headers) ?? WAIT_UNSAID };
  if (status === 401 || status === 403)
    throw new SourceFailed(refuseSource('source.key-refused', { facts: { status } }));
  if (status === 404 || status === 410) throw new SourceFailed(refuseSource('source.not-there', { facts: { status } }));
  throw new SourceFailed(refuseSource('source.failed', { facts: { status } }));
}

/** The body as JSON, or undefined where it is none. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

const waiting = z.object({ notBefore: z.iso.datetime().optional() });

/** The state that a cursor holds, or the first state. A cursor that cannot be read begins anew: posts are known by their ids. */
export function readCursor<T>(schema: z.ZodType<T>, cursor: string | null, first: T): T {
  const read = cursor === null ? undefined : schema.safeParse(jsonOf(Buffer.from(cursor)));
  return read?.success ? read.data : first;
}

/** Whether the cursor says that the source asked to be left alone until later. */
export function mustWait(cursor: string | null, now = new Date()): boolean {
  const { notBefore } = readCursor(waiting, cursor, {});
  return notBefore !== undefined && new Date(notBefore) > now;
}

/** Nothing yet: the state as it is, and in the cursor until when the source is left alone. */
export function nothingUntil(state: object, { seconds }: Wait, now = new Date()): Pull {
  const notBefore = new Date(now.getTime() + seconds * 1_000).toISOString();
  return { ...nothing(null), cursor: JSON.stringify({ ...state, notBefore }) };
}

export function nothing(cursor: string | null): Pull {
  return { posts: [], cursor, malformed: 0, malformedExample: null };
}
