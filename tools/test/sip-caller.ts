import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';
import { claimPort } from './claimed-port.ts';
import { type Running, run } from './running-program.ts';
import type { SipServers } from './sip-servers.ts';

/** Between whom, and how long it is spoken before the caller hangs up. */
export interface SipCall {
  readonly from: string;
  readonly to: string;
  readonly seconds: number;
}

/** Longest that it rings, in seconds. */
const RINGS = 90;

/**
 * One call of SIPp through the proxy: it ends with 0 where each answer came in its place. Its own scenario `uac` ignores the recorded
 * route, by which the end of the call would pass the proxy by; this one follows it. The voice that comes is sent back as it is.
 */
export async function sipCall(servers: SipServers, call: SipCall): Promise<Running> {
  const folder = temporaryFolder('lachan-sipp-');
  const [sip, voice] = [await claimPort(), await claimPort()];
  writeFileSync(join(folder, 'call.xml'), scenario(call));
  return run(
    'sipp',
    [
      ...[`127.0.0.1:${servers.port}`, '-sf', join(folder, 'call.xml'), '-s', call.to],
      ...['-i', '127.0.0.1', '-p', String(sip), '-mi', '127.0.0.1', '-mp', String(voice), '-rtp_echo'],
      ...['-m', '1', '-l', '1', '-nostdin', '-timeout', `${RINGS + call.seconds + 30}s`, '-timeout_error'],
    ],
    folder,
  );
}

const scenario = ({ from, seconds }: SipCall) => {
  const self = `sip:${from}@[local_ip]:[local_port]`;
  const head = (what: string, to: string, number: string, routes = '') => `${what} SIP/2.0
Via: SIP/2.0/[transport] [local_ip]:[local_port];branch=[branch]
${routes}From: <${self}>;tag=[pid]t[call_number]
To: <sip:[service]@[remote_ip]:[remote_port]>${to}
Call-ID: [call_id]
CSeq: ${number}
Contact: <${self}>
Max-Forwards: 70`;
  const within = (method: string, number: number) =>
    `${head(`${method} [next_url]`, '[peer_tag_param]', `${number} ${method}`, '[routes]\n')}
Content-Length: 0

`;
  return `<?xml version="1.0" encoding="UTF-8" ?>
<scenario name="a call by the recorded route">
<send retrans="500"><![CDATA[
${head('INVITE sip:[service]@[remote_ip]:[remote_port]', '', '1 INVITE')}
Content-Type: application/sdp
Content-Length: [len]

v=0
o=u 1 1 IN IP4 [local_ip]
s=-
c=IN IP4 [media_ip]
t=0 0
m=audio [media_port] RTP/AVP 8
a=rtpmap:8 PCMA/8000
]]></send>
<recv response="100" optional="true"/>
<recv response="180" optional="true" rrs="true"/>
<recv response="200" rrs="true" timeout="${RINGS * 1_000}"/>
<send><![CDATA[
${within('ACK', 1)}]]></send>
<pause milliseconds="${seconds * 1_000}"/>
<send retrans="500"><![CDATA[
${within('BYE', 2)}]]></send>
<recv response="200"/>
</scenario>
`;
};
