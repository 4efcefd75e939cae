import { createHmac } from 'node:crypto';
import { localServer, sendJson } from '../../kernel/outgoing/local-server.testing.ts';
import type { Behaviour, ProviderFake } from '../adapter.contract.ts';
import { bytesOf, formOf } from '../fake-body.testing.ts';

export const FAKE_PAGE = '100200300';
export const FAKE_APP_SECRET = 'APP_SECRET_TEST';
const PAGE_TOKEN = 'EAAG-page-token-of-a-test';
const PROOF = createHmac('sha256', FAKE_APP_SECRET).update(PAGE_TOKEN).digest('hex');

export interface FacebookFake extends ProviderFake {
  readonly sent: readonly Record<string, unknown>[];
  readonly hidden: readonly string[];
  readonly subscribed: () => string | undefined;
  readonly posts: readonly {
    readonly id: string;
    readonly message: string;
    /** Of a photo: what it shows, in words and bytes. */
    readonly photo?: { readonly alt: string; readonly bytes: Buffer };
  }[];
  /** What people did with a post. */
  count(
    post: string,
    counts: { readonly reactions: number; readonly comments: number; readonly shares?: number },
  ): void;
  /** When everything is said to have been written, from now on. */
  date(createdTime: string): void;
  /** What sending is answered with from now on. */
  fail(error: { readonly code: number; readonly error_subcode?: number }, status?: number): void;
}

/** Graph API on this machine: messages, conversations, feed, comments, subscribed_apps. */
export async function openFacebookFake(): Promise<FacebookFake> {
  const taken: { to: string; text: string }[] = [];
  const sent: Record<string, unknown>[] = [];
  const hidden: string[] = [];
  const posts: { id: string; message: string; photo?: { alt: string; bytes: Buffer } }[] = [];
  const counts = new Map<string, { reactions: number; comments: number; shares?: number }>();
  let how: Behaviour = 'takes';
  let failing: { error: object; status: number } | undefined;
  let subscribed: string | undefined;
  let created_time = '2026-11-28T02:00:01+0000';
  const from = { id: FAKE_PAGE };
  const server = await localServer(async (request, response) => {
    const bytes = await bytesOf(request);
    const form = await formOf(request, bytes);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    const body =
      form?.fields ??
      (request.method === 'POST' ? JSON.parse(bytes.toString('utf8')) : Object.fromEntries(searchParams));
    const path = pathname.replace('/v25.0/', '');
    const fail = (error: object, status = 400, headers = {}) =>
      void response
        .writeHead(status, { 'content-type': 'application/json', ...headers })
        .end(JSON.stringify({ error: { message: PAGE_TOKEN, type: 'OAuthException', fbtrace_id: 'x', ...error } }));
    if (how === 'token-over' || body.access_token !== PAGE_TOKEN || body.appsecret_proof !== PROOF)
      return fail({ code: 190, error_subcode: 463 }, 401);
    if (path === 'me') return sendJson(response, { id: FAKE_PAGE, name: 'Tổng đài 111' });
    if (path === `${FAKE_PAGE}/conversations`) {
      const ours = taken.filter(({ to }) => to === body.user_id);
      const data = ours.map((one, index) => ({ id: `m_${index}`, message: one.text, created_time, from }));
      return sendJson(response, { data: [{ messages: { data } }] });
    }
    if (path === `${FAKE_PAGE}/subscribed_apps`) {
      subscribed = body.subscribed_fields;
      return sendJson(response, { success: true });
    }
    if (request.method === 'GET') {
      const shown = posts.map(({ id, message }) => ({ id, message, created_time, from }));
      const counted = counts.get(path);
      if (body.fields?.includes('summary') && counted !== undefined)
        return sendJson(response, {
          id: path,
          reactions: { data: [], summary: { total_count: counted.reactions } },
          comments: { data: [], summary: { total_count: counted.comments } },
          ...(counted.shares === undefined ? {} : { shares: { count: counted.shares } }),
        });
      if (path === `${FAKE_PAGE}/feed`) return sendJson(response, { data: shown });
      const post = shown.find(({ id }) => id === path);
      return post ? sendJson(response, post) : fail({ code: 100, error_subcode: 33 });
    }
    if (how === 'throttles') {
      const usage = { [FAKE_PAGE]: [{ type: 'messenger', estimated_time_to_regain_access: 2 }] };
      return fail({ code: 80_006 }, 400, { 'x-business-use-case-usage': JSON.stringify(usage) });
    }
    if (how === 'refuses') return fail({ code: 10, error_subcode: 2_018_278 });
    if (failing) return fail(failing.error, failing.status);
    if (path === `${FAKE_PAGE}/feed`) {
      const id = `${FAKE_PAGE}_${posts.length + 1}`;
      posts.push({ id, message: body.message });
      return how === 'breaks-off' ? void request.socket.destroy() : sendJson(response, { id });
    }
    if (path === `${FAKE_PAGE}/photos`) {
      if (form?.file?.field !== 'source') return fail({ code: 324, error_subcode: 2_069_019 });
      const id = `${FAKE_PAGE}_${posts.length + 1}`;
      posts.push({ id, message: body.caption, photo: { alt: body.alt_text_custom, bytes: form.file.bytes } });
      return how === 'breaks-off' ? void request.socket.destroy() : sendJson(response, { id: '777', post_id: id });
    }
    const at = posts.findIndex(({ id }) => id === path);
    const post = posts[at];
    if (request.method === 'DELETE') {
      if (post === undefined) return fail({ code: 100, error_subcode: 33 });
      posts.splice(at, 1);
      return sendJson(response, { success: true });
    }
    if (post !== undefined && body.message !== undefined) {
      post.message = body.message;
      return sendJson(response, { success: true });
    }
    if (path !== `${FAKE_PAGE}/messages`) {
      hidden.push(`${path} ${body.is_hidden}`);
      return sendJson(response, { success: true });
    }
    const { access_token: _token, appsecret_proof: _proof, ...shown } = body;
    sent.push(shown);
    taken.push({ to: body.recipient.id ?? body.recipient.comment_id, text: body.message.text });
    if (how === 'hangs') return;
    if (how === 'breaks-off') return void request.socket.destroy();
    if (how === 'fails-after') return fail({ code: 2 }, 500);
    if (how === 'nonsense') return void response.end('<html>');
    return sendJson(response, { recipient_id: body.recipient.id, message_id: `m_${taken.length}` });
  });
  return {
    entered: {
      settings: { page: FAKE_PAGE, server: server.url },
      secrets: { pageToken: PAGE_TOKEN, appSecret: FAKE_APP_SECRET, verifyToken: 'chosen-by-us' },
    },
    taken,
    sent,
    hidden,
    posts,
    count: (post, said) => void counts.set(post, said),
    subscribed: () => subscribed,
    date: (createdTime) => {
      created_time = createdTime;
    },
    fail: (error, status = 400) => {
      failing = { error, status };
    },
    async behave(next) {
      how = next;
      if (next === 'away') await server.close();
    },
    close: () => server.close(),
  };
}
