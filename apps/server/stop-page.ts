import type { IncomingMessage, ServerResponse } from 'node:http';
import { anonymous, createContext, newId } from '../../src/kernel/index.ts';
import { explainHost } from '../../src/takedown/index.ts';
import type { App } from './app.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/**
 * A resolver that follows our lists leads a blocked name to the portal's address: whoever asks there for a host that is not ours, and that
 * is blocked, is led to the page that explains it by its code. Every other host is refused as before.
 */
export function withStopPage(app: App, hosts: readonly string[], edge: Handler): Handler {
  const [own] = hosts;
  if (own === undefined) return edge;
  const { kernel } = app;
  return (request, response) => {
    const host = (request.headers.host ?? '').replace(/:\d+$/, '').toLowerCase();
    if (request.method !== 'GET' || hosts.includes(host) || !/^[a-z0-9.-]+\.[a-z][a-z0-9-]+$/.test(host))
      return edge(request, response);
    const ctx = createContext(kernel, { actor: anonymous, requestId: newId<'request'>(), language: 'vi' });
    explainHost(ctx, host).then(
      (told) => {
        if (!told.ok) return edge(request, response);
        const to = `${kernel.config.publicProtocol}://${own}/chan?ma=${told.value.code}`;
        response.writeHead(302, { location: to, 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' }).end();
      },
      (error: unknown) => {
        kernel.log.error({ err: error }, 'the stop page could not be found');
        edge(request, response);
      },
    );
  };
}
