import { request as requestPlain } from 'node:http';
import { request as requestTls } from 'node:https';
import { isIP, type Socket } from 'node:net';
import { connect } from 'node:tls';

/**
 * A connection to a server through a proxy that speaks HTTP CONNECT, so that the server sees the proxy's place and not this machine.
 * The proxy resolves the name, as whoever stands there would; TLS is between this machine and the server. Undefined where the proxy
 * is not there, refuses, or the server shows no certificate that this machine trusts.
 * @param proxy `http:` or `https:`; a user and password in it are shown to the proxy alone
 */
export async function tunnelTo(proxy: URL, target: URL, signal: AbortSignal): Promise<Socket | undefined> {
  const secure = target.protocol === 'https:';
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const authority = `${target.hostname}:${target.port || (secure ? 443 : 80)}`;
  const said = proxy.username
    ? `Basic ${Buffer.from(`${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`).toString('base64')}`
    : undefined;
  const socket = await new Promise<Socket | undefined>((resolve) => {
    const asked = (proxy.protocol === 'https:' ? requestTls : requestPlain)({
      host: proxy.hostname.replace(/^\[|\]$/g, ''),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: authority,
      agent: false,
      signal,
      headers: said === undefined ? { host: authority } : { host: authority, 'proxy-authorization': said },
    });
    asked.once('connect', (response, opened: Socket) => {
      if (response.statusCode === 200) return resolve(opened);
      opened.destroy();
      resolve(undefined);
    });
    // A proxy that answers with a page of its own has opened nothing.
    asked.once('response', (response) => {
      response.destroy();
      resolve(undefined);
    });
    asked.once('error', () => resolve(undefined));
    asked.end();
  });
  if (!socket || !secure) return socket;
  return new Promise((resolve) => {
    const give = (end: Socket | undefined) => {
      signal.removeEventListener('abort', late);
      if (!end) socket.destroy();
      resolve(end);
    };
    const late = () => give(undefined);
    signal.addEventListener('abort', late, { once: true });
    const tls = connect({ socket, servername: isIP(host) ? undefined : host, ALPNProtocols: ['http/1.1'] });
    tls.once('secureConnect', () => give(tls));
    tls.once('error', () => give(undefined));
  });
}
