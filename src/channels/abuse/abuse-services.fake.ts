import { createHash, createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { type LocalServer, localServer, sendJson } from '../../kernel/outgoing/local-server.testing.ts';
import type { Behaviour, ProviderFake } from '../adapter.contract.ts';
import type { AbuseNotice } from '../adapter.ts';
import { bodyOf } from '../fake-body.testing.ts';

export const NOTICE: AbuseNotice = {
  reference: 'LD-1BTY-403S',
  about: 'csam',
  urls: ['https://noi-mau.example/bai/1', 'https://noi-mau.example/bai/2'],
  xarf: { xarf_version: '4.2.0', category: 'content', type: 'csam', tags: ['order:ld-1bty-403s'] },
  reporter: { org: 'Đơn vị mẫu', contact: 'lenh@co-quan.example' },
  receivedAt: new Date('2026-11-24T02:00:00Z'),
  inhope: 'NATIONAL',
  ageGroup: 'PREPUB',
  selfMade: true,
  test: false,
  host: { address: '203.0.113.7', country: 'VN', name: 'Mạng mẫu', asn: 64_500 },
};

/** A question to a service, as it came. */
interface ServiceAsked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly body: unknown;
}

export interface ServiceFake extends ProviderFake {
  readonly asked: ServiceAsked[];
  /** What it says of a report or a content from now on. */
  says: unknown;
}

type Answer = (
  asked: ServiceAsked,
  response: ServerResponse,
  raw: { readonly request: IncomingMessage; readonly text: string },
) => boolean;

/** @param answer says whether the question was its own */
async function open(
  entered: (server: LocalServer) => ServiceFake['entered'],
  takes: (asked: ServiceAsked) => boolean,
  answer: (fake: ServiceFake) => Answer,
): Promise<ServiceFake> {
  let how: Behaviour = 'takes';
  const asked: ServiceAsked[] = [];
  const taken: { to: string; text: string }[] = [];
  const server = await localServer(async (request, response) => {
    const text = await bodyOf(request);
    const one: ServiceAsked = {
      method: request.method ?? '',
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      body: text === '' ? undefined : JSON.parse(text),
    };
    asked.push(one);
    if (takes(one)) {
      if (how === 'throttles') return void response.writeHead(429, { 'retry-after': '7' }).end();
      if (how === 'token-over') return void response.writeHead(401).end();
      if (how === 'refuses') return void response.writeHead(422).end();
      taken.push({ to: '', text: '' });
      if (how === 'hangs') return;
      if (how === 'breaks-off') return void request.socket.destroy();
      if (how === 'fails-after') return void response.writeHead(502).end();
      if (how === 'nonsense') return void response.writeHead(200).end('<html>');
    }
    if (!answer(fake)(one, response, { request, text })) response.writeHead(404).end();
  });
  let away = false;
  const close = async () => {
    if (!away) await server.close();
    away = true;
  };
  const fake: ServiceFake = {
    entered: entered(server),
    asked,
    taken,
    says: undefined,
    close,
    behave: async (next) => {
      how = next;
      if (next === 'away') await close();
    },
  };
  return fake;
}

const CLOUDFLARE_ACCOUNT = 'a'.repeat(32);
const TOKEN = 'token-of-a-test-0123456789';

/** The abuse interface of Cloudflare as its documents show it. */
export const openCloudflare = (): Promise<ServiceFake> =>
  open(
    (server) => ({
      settings: { account: CLOUDFLARE_ACCOUNT, server: server.url, senderName: 'Đơn vị mẫu' },
      secrets: { token: TOKEN },
    }),
    ({ method }) => method === 'POST',
    (fake) =>
      ({ method, path, authorization, body }, response) => {
        const base = `/accounts/${CLOUDFLARE_ACCOUNT}/abuse-reports`;
        if (!path.startsWith(base)) return false;
        if (authorization !== `Bearer ${TOKEN}`) {
          response.writeHead(401).end();
          return true;
        }
        if (method === 'GET') {
          if (path.endsWith('?per_page=1')) sendJson(response, { success: true, result: { reports: [] } });
          else
            sendJson(response, {
              success: true,
              result: { id: path.split('/').at(-1), mitigation_summary: fake.says },
            });
          return true;
        }
        const { act, email, email2, urls, host_notification, owner_notification } = body as Record<string, string>;
        const whole = path === `${base}/${act}` && email === email2 && urls && host_notification && owner_notification;
        sendJson(response, whole ? { success: true, result: 'cf-1' } : { success: false }, whole ? 200 : 400);
        return true;
      },
  );

export const AWS_KEYS = { accessKeyId: 'AKIAEXAMPLEOFATEST', secretAccessKey: 'secret-of-a-test-0123456789' };

/** AWS Abuse Signal; the signature is made anew here, by node:crypto alone. */
export const openAws = (): Promise<ServiceFake> =>
  open(
    (server) => ({ settings: { region: 'us-east-1', server: server.url }, secrets: AWS_KEYS }),
    ({ method }) => method === 'POST',
    (fake) =>
      (asked, response, { request, text }) => {
        if (!proven(request, text)) {
          response.writeHead(403).end();
          return true;
        }
        if (asked.method === 'GET') {
          if (asked.path === '/v1/abuse/none') return false;
          sendJson(response, fake.says);
          return true;
        }
        const { report, clientToken } = asked.body as { report?: { xarf?: object }; clientToken?: string };
        const whole = asked.path === '/v1/abuse' && report?.xarf !== undefined && clientToken;
        sendJson(response, whole ? { id: `aws-${clientToken.slice(-4)}` } : {}, whole ? 202 : 400);
        return true;
      },
  );

function proven(request: IncomingMessage, body: string): boolean {
  const { authorization = '', host = '', 'x-amz-date': date = '', 'content-type': type = '' } = request.headers;
  const day = String(date).slice(0, 8);
  const hash = (text: string) => createHash('sha256').update(text).digest('hex');
  const mac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const canonical = `${request.method}\n${request.url}\n\ncontent-type:${type}\nhost:${host}\nx-amz-date:${date}\n\ncontent-type;host;x-amz-date\n${hash(body)}`;
  const key = mac(mac(mac(mac(`AWS4${AWS_KEYS.secretAccessKey}`, day), 'us-east-1'), 'abuse'), 'aws4_request');
  const words = `AWS4-HMAC-SHA256\n${date}\n${day}/us-east-1/abuse/aws4_request\n${hash(canonical)}`;
  return authorization.endsWith(`Signature=${mac(key, words).toString('hex')}`);
}

const PASSWORD = 'password-of-a-test';

export interface IccamFake extends ServiceFake {
  /** Contents of the one report, by id. */
  readonly contents: Map<number, { assignedCountryCode: string | null; actions: { actionType: number }[] }>;
  /** Tokens end now. */
  end(): void;
}

/** ICCAM 3.0 as the public client of a hotline calls it. It refuses an action in the run of the report, and one on what is assigned abroad. */
export async function openIccam(): Promise<IccamFake> {
  const contents: IccamFake['contents'] = new Map();
  let issued = 0;
  let good = '';
  let refresh = '';
  const fake = await open(
    (server) => ({
      settings: { server: server.url, analyst: 'Nhà phân tích mẫu', country: 'VN' },
      secrets: { user: 'hotline', password: PASSWORD },
    }),
    ({ path }) => path === '/rest/reports',
    () =>
      ({ method, path, authorization, body }, response) => {
        const grant = () => {
          issued += 1;
          [good, refresh] = [`bearer-${issued}`, `refresh-${issued}`];
          sendJson(response, { bearerToken: good, refreshToken: refresh, bearerTokenExpiresIn: 1_800 });
          return true;
        };
        const refuse = (status: number) => {
          response.writeHead(status).end();
          return true;
        };
        if (path === '/Authentication') {
          const { username, password } = body as Record<string, string>;
          return username === 'hotline' && password === PASSWORD ? grant() : refuse(401);
        }
        if (path === '/Authentication/refresh')
          return (body as Record<string, string>).refreshToken === refresh ? grant() : refuse(401);
        if (authorization !== `Bearer ${good}` || good === '') return refuse(401);
        if (path === '/Authentication/userinfo') {
          sendJson(response, { name: 'hotline' });
          return true;
        }
        if (path === '/rest/reports' && method === 'POST') {
          const { urls, hotlineReference } = body as {
            urls: { urlString: string; actions: unknown[] }[];
            hotlineReference: string;
          };
          if (!hotlineReference || urls.some(({ actions }) => actions.length > 0)) return refuse(400);
          sendJson(response, 4711);
          return true;
        }
        if (path === '/rest/Reports/4711') {
          sendJson(response, {
            reportContents: [...contents.keys()].map((contentId) => ({ contentId, urlString: 'x' })),
          });
          return true;
        }
        const [, id, acts] = /^\/rest\/Content\/(\d+)(\/actions)?$/.exec(path) ?? [];
        const content = contents.get(Number(id));
        if (!content) return false;
        if (acts === undefined) {
          sendJson(response, content);
          return true;
        }
        if (content.assignedCountryCode !== 'VN') return refuse(409);
        content.actions.push({ actionType: (body as { actionType: number }).actionType });
        sendJson(response, {});
        return true;
      },
  );
  return Object.assign(fake, {
    contents,
    end: () => {
      good = '';
    },
  });
}
