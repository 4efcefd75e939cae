import { z } from 'zod';
import type { PublicPost } from '../posts/public-post.ts';
import { describe } from './drift.ts';

/** Bytes of one line; a longer one is refused by itself and the rest goes on. */
export const LINE_MOST = 2 * 1024 * 1024;

const address = z.url({ protocol: /^https?$/ }).max(4_000);

/**
 * A post as partners send it and as import files hold it, one JSON object a line. Fields that are not named here are
 * refused, so that a misspelt one is not lost in silence, and no more of a person comes in than was agreed.
 */
export const postLine = z
  .strictObject({
    id: z.string().min(1).max(300).describe('The sender’s own identifier of the post, the same in every revision.'),
    revision: z.string().max(100).default('').describe('Which version it is; a pair of id and revision is taken once.'),
    at: z.iso.datetime({ offset: true }).describe('When it was posted.'),
    author: z.string().max(300).nullish().describe('The sender’s identifier of the author; replaced by a pseudonym.'),
    text: z.string().default(''),
    language: z.string().max(35).nullish().describe('BCP 47.'),
    url: address.nullish().describe('Where everybody can read it.'),
    links: z.array(address).max(50).default([]),
    media: z
      .array(z.strictObject({ url: address, kind: z.enum(['image', 'video']) }))
      .max(20)
      .default([])
      .describe('Addresses alone: no picture or video is taken in.'),
    parent: z.string().min(1).max(300).nullish(),
    deleted: z.boolean().default(false).describe('It was taken down: what is kept of it goes.'),
  })
  .describe('One public post or comment.');

/** Why a line was not taken: a code, and for a field its name and what is wrong with it, never its value. */
export type LineFault = 'not-utf8' | 'not-json' | 'too-long' | `field: ${string}`;

export interface PostLine {
  /** Counted from 1, empty lines included. */
  readonly line: number;
  readonly post: PublicPost | LineFault;
}

/** The posts of a stream of NDJSON, one line at a time, in memory no more than one line and one piece. */
export async function* readPostLines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<PostLine> {
  let line = 0;
  for await (const bytes of lines(pieces)) {
    line += 1;
    if (bytes === 'too-long') yield { line, post: 'too-long' };
    else if (bytes.some((byte) => byte > 0x20)) yield { line, post: readLine(bytes) };
  }
}

async function* lines(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array | 'too-long'> {
  let kept: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array) => {
    length += part.length;
    if (length <= LINE_MOST) kept.push(part);
    else kept = [];
  };
  const take = () => {
    const whole = length > LINE_MOST ? ('too-long' as const) : Buffer.concat(kept);
    kept = [];
    length = 0;
    return whole;
  };
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf(0x0a); end !== -1; end = piece.indexOf(0x0a, from)) {
      add(piece.subarray(from, end));
      yield take();
      from = end + 1;
    }
    if (from < piece.length) add(piece.subarray(from));
  }
  if (length > 0) yield take();
}

function readLine(bytes: Uint8Array): PublicPost | LineFault {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return 'not-utf8';
  }
  let item: unknown;
  try {
    item = JSON.parse(text);
  } catch {
    return 'not-json';
  }
  return postOf(item);
}

/** One item of a batch as a post, or what is wrong with it. */
export function postOf(item: unknown): PublicPost | LineFault {
  const read = postLine.safeParse(item);
  if (!read.success) return `field: ${describe(read.error)}`;
  const { author = null, language = null, url = null, parent = null, at, ...rest } = read.data;
  return { ...rest, at: new Date(at), author, language, url, parent };
}
