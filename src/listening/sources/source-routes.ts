import { ok, problemAnswer, type RawRoute, type Result, refuseRequest } from '../../kernel/index.ts';
import { type PostLine, postOf, readPostLines } from '../collectors/post-lines.ts';
import { pushPosts } from '../posts/push-posts.ts';
import { answerHandshake, receiveWebhook } from './receive-webhook.ts';

const PUSH_BYTES = 8 * 1024 * 1024;
const WEBHOOK_BYTES = 1024 * 1024;

/** Where partners send posts, and where networks call. */
export const sourceRoutes: readonly RawRoute[] = [
  {
    surface: 'desk',
    method: 'post',
    path: '/api/v1/listening/posts',
    summary: 'Public posts and comments of a partner, as NDJSON or a JSON batch.',
    may: { action: 'listening-post.push' },
    bodyLimit: PUSH_BYTES,
    describes: {
      query: { source: 'Id of the source, as the operator gave it with the key.' },
      takes: {
        'application/x-ndjson':
          'One post a line (docs/channels.md). A line that cannot be read is told; the others are taken.',
        'application/json': '{posts: [...]} of the same; faults by their place, counted from 1.',
      },
      gives: {
        'application/json': '202: {lines, accepted, known, sampledOut, refused, faulty, faults: [{line, reason}]}',
      },
    },
    handle: async (ctx, request) => {
      const lines = await linesOf(request);
      if (!lines.ok) return problemAnswer(ctx, lines.refusal);
      const source = new URL(request.url).searchParams.get('source') ?? '';
      const pushed = await pushPosts(ctx, { source, lines: lines.value });
      if (!pushed.ok) return problemAnswer(ctx, pushed.refusal);
      return Response.json(pushed.value, { status: 202, headers: { 'cache-control': 'no-store' } });
    },
  },
  {
    surface: 'portal',
    method: 'post',
    path: '/api/v1/listening/webhooks/{source}',
    summary: 'Where a network tells what was written on an account of ours; verified by its signature.',
    may: 'public',
    bodyLimit: WEBHOOK_BYTES,
    describes: { takes: { 'application/json': 'As the network sends it.' }, gives: { 'text/plain': 'ok' } },
    handle: async (ctx, request, { source = '' }) => {
      const body = new Uint8Array(await request.arrayBuffer());
      const received = await receiveWebhook(ctx, { source, request: { body, headers: request.headers } });
      return received.ok ? plain('ok') : problemAnswer(ctx, received.refusal);
    },
  },
  {
    surface: 'portal',
    method: 'get',
    path: '/api/v1/listening/webhooks/{source}',
    summary: 'A network’s question when a webhook is registered.',
    may: 'public',
    describes: {
      query: {
        'hub.mode': 'subscribe',
        'hub.challenge': 'Given back.',
        'hub.verify_token': 'As entered at the source.',
      },
      gives: { 'text/plain': 'The challenge.' },
    },
    handle: async (ctx, request, { source = '' }) => {
      const answered = await answerHandshake(ctx, { source, query: new URL(request.url).searchParams });
      return answered.ok ? plain(answered.value) : problemAnswer(ctx, answered.refusal);
    },
  },
];

function plain(text: string): Response {
  return new Response(text, { headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' } });
}

async function linesOf(request: Request): Promise<Result<PostLine[]>> {
  const type = request.headers.get('content-type') ?? '';
  const body = new Uint8Array(await request.arrayBuffer());
  if (/^application\/x-ndjson\b/i.test(type)) {
    const lines: PostLine[] = [];
    for await (const line of readPostLines(once(body))) lines.push(line);
    return ok(lines);
  }
  if (!/^application\/json\b/i.test(type)) return refuseRequest('request.wrong-media-type');
  let posts: unknown;
  try {
    ({ posts } = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as { posts?: unknown });
  } catch {
    return refuseRequest('request.malformed');
  }
  if (!Array.isArray(posts)) return refuseRequest('request.invalid', { field: 'posts' });
  return ok(posts.map((item, index) => ({ line: index + 1, post: postOf(item) })));
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
