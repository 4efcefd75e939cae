import type { IncomingMessage } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';
import { type LocalServer, localServer, sendJson } from '../../kernel/outgoing/local-server.testing.ts';

interface FakeChannel {
  id: string;
  state: string;
  caller: { name: string; number: string };
  dialplan: { context: string; exten: string; priority: number; app_name: string; app_data: string };
  creationtime: string;
}

/**
 * Speaks the shapes of an Asterisk's REST interface on this machine: one event socket an application, the newer replacing the older;
 * no event kept for who was away; channels, bridges and hold music as far as we ask for them.
 */
export interface FakeAsterisk {
  readonly url: string;
  readonly server: LocalServer;
  readonly channels: Map<string, FakeChannel>;
  readonly bridges: Map<string, Set<string>>;
  readonly music: Set<string>;
  /** `METHOD path` of what was asked, without the query. */
  readonly asked: string[];
  /** Headers and addresses of the event sockets. */
  readonly sockets: IncomingMessage[];
  /** A caller comes into the application. */
  call(id: string, number: string, told?: boolean): void;
  /** Somebody at an extension takes up what rings. */
  answer(end: string): void;
  /** A channel is gone, by whichever side. */
  hangUp(id: string, cause: number, told?: boolean): void;
  say(event: object): void;
  /** The event sockets stay open and nothing more comes by them, not even an answer to a ping. */
  freeze(): void;
  close(): Promise<void>;
}

export const ARI_USER = 'desk';
export const ARI_SECRET = 'a-password-of-tests';

export async function fakeAsterisk(application = 'la-chan'): Promise<FakeAsterisk> {
  const channels = new Map<string, FakeChannel>();
  const bridges = new Map<string, Set<string>>();
  const music = new Set<string>();
  const asked: string[] = [];
  const sockets: IncomingMessage[] = [];
  let socket: WebSocket | undefined;
  const key = `Basic ${Buffer.from(`${ARI_USER}:${ARI_SECRET}`).toString('base64')}`;
  const stamp = () => new Date().toISOString().replace('Z', '+0000');
  const say = (event: object) => socket?.send(JSON.stringify({ application, timestamp: stamp(), ...event }));
  const channel = (id: string, number: string, data: string): FakeChannel => ({
    id,
    state: 'Up',
    caller: { name: '', number },
    dialplan: { context: 'in', exten: '111', priority: 1, app_name: 'Stasis', app_data: data },
    creationtime: stamp(),
  });

  const server = await localServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://pbx');
    const [, , what, id = '', act] = url.pathname.split('/').map(decodeURIComponent);
    asked.push(`${request.method} ${decodeURIComponent(url.pathname.slice('/ari/'.length))}`);
    if (request.headers.authorization !== key) return sendJson(response, { error: 'unauthorized' }, 401);
    const done = (status = 204) => void response.writeHead(status).end();
    if (what === 'asterisk') return sendJson(response, { system: { version: '22.5.0' } });
    if (what === 'channels' && id === '') return sendJson(response, [...channels.values()]);
    if (what === 'channels' && act === undefined && request.method === 'POST') {
      const endpoint = url.searchParams.get('endpoint') ?? '';
      if (endpoint.includes('nobody')) return sendJson(response, { error: 'no such endpoint' }, 400);
      channels.set(id, { ...channel(id, '', `${application},${url.searchParams.get('appArgs')}`), state: 'Ringing' });
      say({ type: 'ChannelStateChange', channel: channels.get(id) });
      return sendJson(response, channels.get(id));
    }
    if (what === 'channels' && request.method === 'DELETE' && act === undefined) {
      if (!channels.has(id)) return sendJson(response, { error: 'not found' }, 404);
      hangUp(id, 16);
      return done();
    }
    if (what === 'channels' && act === 'moh') {
      if (request.method === 'POST') music.add(id);
      else music.delete(id);
      return done(channels.has(id) ? 204 : 404);
    }
    if (what === 'channels') return done(channels.has(id) ? 204 : 404);
    if (what === 'bridges' && request.method === 'GET')
      return sendJson(response, { id, channels: [...(bridges.get(id) ?? [])] });
    if (what === 'bridges' && act === 'addChannel') {
      for (const one of (url.searchParams.get('channel') ?? '').split(',')) bridges.get(id)?.add(one);
      return done();
    }
    if (what === 'bridges') bridges.set(id, bridges.get(id) ?? new Set());
    return done(200);
  });
  const events = new WebSocketServer({ noServer: true });
  server.server.on('upgrade', (request, raw, head) => {
    sockets.push(request);
    if (request.headers.authorization !== key) return void raw.end('HTTP/1.1 401 Unauthorized\r\n\r\n');
    events.handleUpgrade(request, raw, head, (opened) => {
      say({ type: 'ApplicationReplaced' });
      socket = opened;
    });
  });
  function hangUp(id: string, cause: number, told = true): void {
    const gone = channels.get(id);
    channels.delete(id);
    for (const bridge of bridges.values()) bridge.delete(id);
    if (gone && told) say({ type: 'ChannelDestroyed', cause, cause_txt: '', channel: gone });
  }
  return {
    url: server.url,
    server,
    channels,
    bridges,
    music,
    asked,
    sockets,
    call: (id, number, told = true) => {
      channels.set(id, channel(id, number, application));
      if (told) say({ type: 'StasisStart', args: [], channel: channels.get(id) });
    },
    answer: (end) => {
      const ringing = channels.get(end);
      if (!ringing) throw new Error('nothing rings there');
      ringing.state = 'Up';
      say({ type: 'StasisStart', args: ringing.dialplan.app_data.split(',').slice(1), channel: ringing });
    },
    hangUp,
    say,
    freeze: () => {
      socket?.pause();
      socket = undefined;
    },
    close: async () => {
      for (const client of events.clients) client.terminate();
      events.close();
      await server.close();
    },
  };
}
