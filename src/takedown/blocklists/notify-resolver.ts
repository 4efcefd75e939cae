import { randomInt } from 'node:crypto';
import { decode, encode } from 'dns-packet';
import { askByUdp, type Network, ok, type Result } from '../../kernel/index.ts';
import { ZONES, type ZoneName } from './block-forms.ts';

/** Milliseconds that a server has to answer. */
const WAIT = 2_000;
/** NOTIFY (RFC 1996) is operation 4, in bits 11 to 14 of the flags; AA is set. */
const NOTIFY = (4 << 11) | (1 << 10);

export interface ResolverAddress {
  readonly host: string;
  readonly port: number;
}

/**
 * Tells a server that a zone has changed, so that it fetches at once. It is a hint, unsigned: whoever forges one makes the server look for
 * what is not there, and one that is lost is made up for by the refresh of the zone. Refusals: those of `askByUdp`
 */
export async function notifyResolver(
  network: Network,
  to: ResolverAddress,
  zone: ZoneName,
): Promise<Result<{ readonly code: string }>> {
  const id = randomInt(65_536);
  const packet = encode({
    type: 'query',
    id,
    flags: NOTIFY,
    questions: [{ type: 'SOA', class: 'IN', name: ZONES[zone] }],
  });
  const answer = await askByUdp(network, { ...to, ms: WAIT }, packet, isAnswerTo(id));
  if (!answer.ok) return answer;
  return ok({ code: rcodeOf(answer.value) });
}

/** What a resolver gives for a name: its addresses, where a CNAME leads (without its dot), or that there is none. */
export async function askResolver(
  network: Network,
  to: ResolverAddress,
  name: string,
): Promise<Result<{ readonly code: string; readonly leadsTo: string | null; readonly addresses: readonly string[] }>> {
  const id = randomInt(65_536);
  const packet = encode({ type: 'query', id, flags: 1 << 8, questions: [{ type: 'A', class: 'IN', name }] });
  const answer = await askByUdp(network, { ...to, ms: WAIT }, packet, isAnswerTo(id));
  if (!answer.ok) return answer;
  const { answers = [] } = decode(answer.value);
  const cname = answers.find((one) => one.type === 'CNAME');
  return ok({
    code: rcodeOf(answer.value),
    leadsTo: cname?.type === 'CNAME' ? cname.data : null,
    addresses: answers.flatMap((one) => (one.type === 'A' ? [one.data] : [])),
  });
}

const isAnswerTo = (id: number) => (bytes: Buffer) =>
  bytes.length >= 12 && bytes.readUInt16BE(0) === id && ((bytes[2] as number) & 0x80) !== 0;

const rcodeOf = (bytes: Buffer): string =>
  ['NOERROR', 'FORMERR', 'SERVFAIL', 'NXDOMAIN', 'NOTIMP', 'REFUSED'][(bytes[3] as number) & 15] ?? 'OTHER';
