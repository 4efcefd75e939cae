import { createHash } from 'node:crypto';
import { localServer, sendJson } from '../../kernel/outgoing/local-server.testing.ts';
import type { Behaviour, ProviderFake } from '../adapter.contract.ts';
import { bodyOf } from '../fake-body.testing.ts';

export const FAKE_ZALO = { appId: '431793492424253567', oaId: '388613280878808645' } as const;
const CODE = 'code-of-a-test';
const APP_SECRET = 'APP_SECRET_OF_A_TEST';
export const FAKE_OA_SECRET = 'OA_SECRET_TEST';

export interface ZaloFake extends ProviderFake {
  /** Requests to send, with the way they came by. */
  readonly sent: readonly { readonly path: string; readonly body: Record<string, unknown> }[];
  /** The number that sending is answered with from now on. */
  fail(error: number): void;
  /** What the consent server answers from now on instead of tokens, with HTTP 200. */
  tokenAnswer(answer: unknown): void;
  /** As if the keeper had agreed: the code that Zalo leads back with. */
  agree(challenge: string): string;
  readonly articles: FakeArticle[];
  /** How often Zalo says from now on that it still works on an article. */
  working(times: number): void;
  /** How often a refresh token was spent. */
  readonly exchanges: () => number;
}

/** An article as it stands at the account. */
export interface FakeArticle {
  readonly id: string;
  readonly token: string;
  body: Record<string, unknown>;
  views: number;
}

/** OAuth v4, Open API with its articles, and template service on one server of this machine. A refresh token is good once. */
export async function openZaloFake(): Promise<ZaloFake> {
  const taken: { to: string; text: string; at: number }[] = [];
  const sent: { path: string; body: Record<string, unknown> }[] = [];
  const codes = new Map<string, string>();
  const articles: FakeArticle[] = [];
  let working = 0;
  let how: Behaviour = 'takes';
  let error = 0;
  let instead: unknown;
  let turn = 1;
  let exchanges = 0;
  const access = () => `access-token-of-turn-${turn}`;
  const refresh = () => `refresh-token-of-turn-${turn}`;
  const tokens = (form: URLSearchParams, secret: unknown) => {
    if (instead !== undefined) return instead;
    const named = (error_name: string) => ({ error_name, error_reason: refresh(), error_description: 'x' });
    if (secret !== APP_SECRET || form.get('app_id') !== FAKE_ZALO.appId)
      return { ...named('Invalid app'), error: -14004 };
    if (form.get('grant_type') === 'authorization_code') {
      const challenge = codes.get(form.get('code') ?? '');
      codes.delete(form.get('code') ?? '');
      const shown = createHash('sha256')
        .update(form.get('code_verifier') ?? '')
        .digest('base64url');
      if (challenge === undefined || challenge !== shown) return named('Invalid code');
    } else if (form.get('refresh_token') !== refresh()) return named('Invalid refresh token');
    exchanges += 1;
    turn += 1;
    return { access_token: access(), refresh_token: refresh(), expires_in: '90000' };
  };
  const server = await localServer(async (request, response) => {
    const text = await bodyOf(request);
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://fake');
    if (pathname === '/v4/oa/access_token')
      return sendJson(response, tokens(new URLSearchParams(text), request.headers.secret_key));
    if (pathname === '/v4/oa/permission') {
      codes.set(CODE, searchParams.get('code_challenge') ?? '');
      const back = new URL(searchParams.get('redirect_uri') ?? '');
      back.search = new URLSearchParams({
        code: CODE,
        state: searchParams.get('state') ?? '',
        oa_id: FAKE_ZALO.oaId,
      }).toString();
      return void response
        .writeHead(200, { 'content-type': 'text/html; charset=utf-8' })
        .end(`<a href="${back.href.replaceAll('&', '&amp;')}">Agree</a>`);
    }
    const say = (number: number, data?: unknown) =>
      sendJson(response, { error: number, message: number === 0 ? 'Success' : 'Failed', ...(data ? { data } : {}) });
    if (request.headers.access_token !== access() || how === 'token-over') return say(-216);
    if (pathname === '/v2.0/oa/getoa') return say(0, { oa_id: FAKE_ZALO.oaId, name: 'Tổng đài 111' });
    if (pathname === '/v2.0/oa/conversation') {
      const { user_id } = JSON.parse(searchParams.get('data') ?? '{}');
      const ours = taken.filter(({ to }) => to === user_id);
      return say(
        0,
        ours.map((one, index) => ({ src: 0, time: one.at, type: 'text', message: one.text, message_id: `m${index}` })),
      );
    }
    if (pathname === '/v2.0/article/getdetail') {
      const found = articles.find(({ id }) => id === searchParams.get('id'));
      if (found === undefined) return say(-201_001);
      const { title, description } = found.body;
      return say(0, {
        id: found.id,
        type: 'normal',
        title,
        description,
        total_view: String(found.views),
        total_share: '2',
      });
    }
    if (pathname === '/v2.0/article/getslice')
      return say(0, {
        medias: articles.map(({ id, body: { title } }) => ({
          id,
          type: 'normal',
          title,
          create_date: Date.parse('2026-11-28T02:00:01Z'),
        })),
        total: articles.length,
      });
    const body = JSON.parse(text);
    if (pathname.startsWith('/v2.0/article/')) {
      if (how === 'throttles') return say(-32);
      const token = `article-token-${articles.length + 1}`;
      const at = articles.findIndex((one) => one.id === body.id);
      if (pathname.endsWith('/create')) {
        articles.push({ id: `article-${articles.length + 1}`, token, body, views: 0 });
        return how === 'breaks-off' ? void request.socket.destroy() : say(0, { token });
      }
      if (pathname.endsWith('/verify')) {
        working -= 1;
        const found = articles.find((one) => one.token === body.token);
        return working >= 0 ? say(-214) : found === undefined ? say(-215) : say(0, { id: found.id });
      }
      const article = articles[at];
      if (article === undefined) return say(-201_001);
      if (pathname.endsWith('/remove')) {
        articles.splice(at, 1);
        return say(0);
      }
      const { id: _id, ...next } = body;
      article.body = next;
      return say(0, { token });
    }
    if (how === 'throttles') return say(-32);
    if (how === 'refuses') return say(-230);
    if (error !== 0) return say(error);
    sent.push({ path: pathname, body });
    const to = body.recipient?.user_id ?? body.user_id ?? body.phone;
    taken.push({ to, text: body.message?.text ?? '', at: Date.parse('2026-11-28T02:00:01Z') });
    if (how === 'hangs') return;
    if (how === 'breaks-off') return void request.socket.destroy();
    if (how === 'fails-after') return sendJson(response, { error: -1 }, 502);
    if (how === 'nonsense') return sendJson(response, { message: 'Success' });
    return say(
      0,
      pathname === '/message/template' ? { msg_id: 't1', sent_time: '1' } : { message_id: 'c1', user_id: to },
    );
  });
  return {
    entered: {
      settings: { ...FAKE_ZALO, server: server.url, consentServer: server.url, templateServer: server.url },
      secrets: {
        appSecret: APP_SECRET,
        oaSecret: FAKE_OA_SECRET,
        accessToken: access(),
        refreshToken: refresh(),
        tokenEndsAt: '2026-11-29T03:00:00Z',
      },
    },
    get taken() {
      return taken.map(({ to, text }) => ({ to, text }));
    },
    sent,
    articles,
    working: (times) => {
      working = times;
    },
    fail: (next) => {
      error = next;
    },
    tokenAnswer: (next) => {
      instead = next;
    },
    agree: (challenge) => {
      codes.set(CODE, challenge);
      return CODE;
    },
    exchanges: () => exchanges,
    async behave(next) {
      how = next;
      if (next === 'away') await server.close();
    },
    close: () => server.close(),
  };
}
