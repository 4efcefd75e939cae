import { promises as dns } from 'node:dns';
import { authenticate, type DNSResolver } from 'mailauth';
import { publicInternet } from '../../kernel/index.ts';
import { domainOf } from './reply-mark.ts';

export type SenderTruth = 'proven' | 'unproven' | 'forged';
export type ResolveRecords = DNSResolver;

export const publicDns: ResolveRecords = (domain, type) => dns.resolve(domain, type) as Promise<string[][] | string[]>;

/** DNS that does not answer holds no letter up for longer than this, milliseconds. */
const DNS_MOST = 15_000;

/**
 * Whether the domain of the From address vouches for an e-mail (SPF, DKIM, DMARC by mailauth).
 * - `proven`: DMARC passes, by our own look or in the words of the account's own mail server
 * - `forged`: the domain asks receivers to quarantine or reject what does not pass, and this does not
 * - `unproven`: everything else, DNS out of reach among it; most private addresses of small domains
 *
 * SPF needs the address that the letter came from. It stands in the topmost `Received`, which is our server's own and
 * sometimes tells of its inner hop alone: then a domain's SPF says nothing, and nobody is accused by it.
 * @param server as the account's own mail server signs `Authentication-Results`
 */
export async function senderTruth(
  raw: Buffer,
  from: string,
  server: string | undefined,
  resolver: ResolveRecords,
): Promise<SenderTruth> {
  const told = server === undefined ? undefined : toldByServer(raw, from, server);
  if (told !== undefined) return told;
  const timeout = AbortSignal.timeout(DNS_MOST);
  const late = new Promise<never>((_, reject) =>
    timeout.addEventListener('abort', () => reject(new Error('DNS does not answer')), { once: true }),
  );
  try {
    const checked = authenticate(raw, { trustReceived: true, disableArc: true, disableBimi: true, resolver });
    const { dkim, spf, dmarc } = await Promise.race([checked, late]);
    if (!dmarc || dmarc.domain !== domainOf(from) || dkim.fromFields !== 1) return 'unproven';
    if (dmarc.status.result === 'pass') return 'proven';
    const asked = dmarc.policy === 'reject' || dmarc.policy === 'quarantine';
    const seen = spf !== false && publicInternet.allows(spf['client-ip'], 443) && spf.status.result !== 'temperror';
    const unknown = dkim.results.some(({ status }) => status.result === 'temperror');
    return dmarc.status.result === 'fail' && asked && seen && !unknown ? 'forged' : 'unproven';
  } catch {
    return 'unproven';
  }
}

/** The verdict in the topmost `Authentication-Results`, where it is the account's own server's: one further down may be anybody's. */
function toldByServer(raw: Buffer, from: string, server: string): SenderTruth | undefined {
  const head =
    raw
      .subarray(0, 64 * 1024)
      .toString('latin1')
      .split(/\r?\n\r?\n/, 1)[0] ?? '';
  const lines = head.replaceAll(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const topmost = lines.find((line) => /^authentication-results:/i.test(line));
  if (topmost === undefined) return undefined;
  const [, by = '', results = ''] = /^[^:]+:\s*([^;\s]+)[^;]*;(.*)$/s.exec(topmost) ?? [];
  if (by.toLowerCase() !== server.toLowerCase()) return undefined;
  const [, verdict, rest = ''] = /(?:^|;)\s*dmarc=(\w+)([^;]*)/i.exec(results) ?? [];
  if (verdict === undefined || !rest.toLowerCase().includes(`header.from=${domainOf(from)}`)) return undefined;
  if (verdict.toLowerCase() === 'pass') return 'proven';
  return verdict.toLowerCase() === 'fail' && /p=(?:reject|quarantine)/i.test(rest) ? 'forged' : 'unproven';
}
