import { isIP } from 'node:net';
import { type MediaKind, mediaKind } from '../../hashes/index.ts';
import {
  type Answer,
  type Network,
  publicInternet,
  type Refusal,
  SafeFetch,
  serviceKey,
  serviceSource,
  vietnamDate,
} from '../../kernel/index.ts';
import { judgeAnswer, type Sight } from './judge-answer.ts';
import { type Conclusion, conclude, type LookReason, type ProbeAnswer, type Verdict } from './look.ts';
import { type LookRules, lookRules } from './look-rules.ts';
import { type Probe, platformProbes, probeFor, readProbe } from './probes.ts';
import { type Page, readPage } from './read-page.ts';

/** What looks at addresses. */
export interface Eyes {
  take(target: Target): Promise<Taken>;
  /** Where a name leads now; none where it leads nowhere. */
  addressesOf(address: string): Promise<readonly string[]>;
  /** Other places that the same is looked at from, by their names. */
  readonly elsewhere?: readonly { readonly vantage: string; take(target: Target): Promise<Taken> }[];
}

/** By what they look: the one way out to the network, the rules as data, the probes of the platforms. */
export interface Sightline {
  readonly fetch: SafeFetch;
  /** Of the hosts of items; the fetch has the same. */
  readonly network: Network;
  readonly rules: LookRules;
  readonly probes: readonly Probe[];
}

export const EYES = serviceKey<Eyes>('takedown.eyes');
export const eyesSource = serviceSource(EYES, async ({ kernel }) => {
  // As a browser in Viet Nam: whoever tells the house from others by its name tells it what it likes.
  const sightline = (through?: URL): Sightline => ({
    fetch: new SafeFetch({ userAgent: lookRules.agent, network: publicInternet, through }),
    network: publicInternet,
    rules: lookRules,
    probes: platformProbes,
  });
  return {
    service: {
      ...openEyes(sightline()),
      elsewhere: kernel.config.lookVantages.map(({ name, proxy }) => {
        const { take } = openEyes(sightline(proxy));
        return { vantage: name, take };
      }),
    },
  };
});

export const openEyes = (by: Sightline): Eyes => ({
  take: (target) => takeLook(by, target),
  addressesOf: async (address) => {
    const host = hostOf(address).replace(/^\[|\]$/g, '');
    try {
      return isIP(host) ? [host] : await by.network.resolve(host);
    } catch {
      return [];
    }
  },
});

type AnswerHead = Omit<Answer, 'body'>;

export interface Target {
  readonly address: string;
  /** The way by which it was reached when it was reported, the first page first. */
  readonly referrers: readonly string[];
  /** Keyed digest of what the first look found; null where none has found it. */
  readonly known: Buffer | null;
  /** Films and pictures that stood on the page before. */
  readonly media: readonly string[];
  readonly now: Date;
  /** Keyed digest of what was read: the digest itself is kept nowhere. */
  markOf(what: string | Uint8Array): Promise<Buffer>;
}

/** What is kept of a look: never anything of what was there. */
export interface Taken extends Conclusion {
  readonly status: number | null;
  /** Bytes read of the body of the address itself. */
  readonly bytes: number;
  readonly mark: Buffer | null;
  readonly isMedia: boolean;
  /** Pages of the way that were opened before. */
  readonly replayed: number;
  readonly probe: string | null;
  readonly probeSays: ProbeAnswer | null;
  /** Films and pictures that the page shows, where it was found. */
  readonly media: readonly string[];
}

/** Sent by servers on the way and given back to them alone while one look lasts; nothing of it is kept. */
class Cookies {
  readonly #byHost = new Map<string, Map<string, string>>();

  take(head: Pick<AnswerHead, 'url' | 'headers'>): void {
    const host = hostOf(head.url);
    const held = this.#byHost.get(host) ?? new Map<string, string>();
    for (const line of head.headers['set-cookie'] ?? []) {
      const found = /^\s*([\x21-\x3a\x3c\x3e-\x7e]{1,100})=([\x20-\x3a\x3c-\x7e]{0,2000})/.exec(line);
      if (found && held.size < 30) held.set(found[1] as string, (found[2] as string).trim());
    }
    this.#byHost.set(host, held);
  }

  for(url: string): string | undefined {
    const held = this.#byHost.get(hostOf(url));
    return held && held.size > 0 ? [...held].map(([name, value]) => `${name}=${value}`).join('; ') : undefined;
  }
}
const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '');

interface Manner {
  readonly referrer?: string | undefined;
  readonly agent?: string | undefined;
  readonly cookies?: Cookies | undefined;
}

/** Looks at an address once: by its way, without it, as others, at what stood on it before, and by its platform's own answer. */
export async function takeLook(by: Sightline, target: Target): Promise<Taken> {
  const { rules } = by;
  const { address, referrers, known, now } = target;
  const cookies = new Cookies();
  // Written as a header may be: what a person reads has letters that no header has.
  const way = referrers
    .filter((one) => URL.canParse(one))
    .map((one) => new URL(one).href)
    .slice(-rules.wayMost);
  let replayed = 0;
  let wayReplayed = way.length === referrers.length;
  for (const [at, page] of way.entries()) {
    const seen = await see(by, page, { referrer: way[at - 1], cookies }, target);
    if ('failed' in seen) wayReplayed = false;
    else replayed += 1;
  }
  const main = await see(by, address, { referrer: way.at(-1), cookies }, target);
  const judged = judgeAnswer(address, main, known);
  const bare = way.length > 0 ? judgeAnswer(address, await see(by, address, {}, target), known) : undefined;
  const hidden = (verdict: Verdict) => verdict.outcome === 'GONE' || verdict.outcome === 'SOFT_404';
  const faces: Verdict[] = [];
  let mediaServed = false;
  if (hidden(judged)) {
    for (const { referrer, agent } of rules.faces)
      faces.push(judgeAnswer(address, await see(by, address, { referrer, agent }, target), known));
    const there = 'failed' in main ? [] : (main.page?.media ?? []);
    for (const one of target.media.filter((url) => !there.includes(url)).slice(0, rules.mediaMost))
      mediaServed ||= await servesMedia(by, one, address, target);
  }
  const asked = probeFor(by.probes, address, vietnamDate(now));
  const probe = asked ? await askProbe(by, asked.url, asked.probe) : undefined;
  const end = conclude({ main: judged, bare, faces, mediaServed, wayReplayed, probe });
  const found = 'failed' in main ? undefined : main;
  return {
    ...end,
    status: found?.status ?? null,
    bytes: found?.bytes ?? 0,
    mark: found?.mark ?? null,
    isMedia: found?.media ?? false,
    replayed,
    probe: asked?.probe.id ?? null,
    probeSays: probe ?? null,
    media: end.outcome === 'PRESENT' || end.outcome === 'REFERRER_ONLY' ? shownMedia(found?.page, address) : [],
  };
}

/** Whole addresses of what a page shows. */
function shownMedia(page: Page | null | undefined, address: string): string[] {
  return (page?.media ?? [])
    .filter((one) => one.length <= 2_000 && URL.canParse(one, address))
    .map((one) => new URL(one, address).href)
    .filter((one) => /^https?:/.test(one))
    .slice(0, 10);
}

async function servesMedia(by: Sightline, url: string, address: string, target: Target): Promise<boolean> {
  const seen = await see(by, url, { referrer: address }, target);
  return !('failed' in seen) && seen.media && seen.status >= 200 && seen.status <= 299;
}

async function askProbe(by: Sightline, url: string, probe: Probe): Promise<ProbeAnswer> {
  const { rules } = by;
  const got = await by.fetch.get(url, {
    limits: { bytes: rules.bytesMost, ms: rules.secondsMost * 1_000, redirects: rules.redirectsMost },
    headers: { 'user-agent': rules.agent, 'accept-language': rules.language, accept: '*/*' },
  });
  return got.ok ? readProbe(probe, got.value.status, got.value.body.toString('utf8')) : 'UNKNOWN';
}

const failures: Readonly<Record<string, LookReason>> = {
  'link.not-web': 'not-web',
  'link.private-network': 'private-network',
  'link.unresolved': 'unresolved',
  'link.unreachable': 'unreachable',
  'link.too-many-redirects': 'redirect-loop',
  'link.redirect-cycle': 'redirect-loop',
  'link.too-slow': 'too-slow',
  'link.unreadable': 'unreadable',
  'link.host-busy': 'busy',
};
const reasonOf = ({ code }: Refusal): LookReason => failures[code] ?? 'unreachable';

const SNIFFED = 512;
const MEDIA_TYPE = /^\s*(?:image|video|audio)\//i;

/**
 * Opens one address as a browser would, without running anything of it. Of a picture or a film no more than its beginning is read; whatever
 * was read is overwritten as soon as its digest is made.
 */
async function see(by: Sightline, url: string, { referrer, agent, cookies }: Manner, target: Target): Promise<Sight> {
  const { rules } = by;
  const pieces: Buffer[] = [];
  let bytes = 0;
  let media = false;
  let head: AnswerHead | undefined;
  let enough = false;
  // The time is kept here as well: what comes drop by drop ends without a refusal.
  const late = AbortSignal.timeout(rules.secondsMost * 1_000);
  const cookie = cookies?.for(url);
  let buffer: Buffer | undefined;
  try {
    const got = await by.fetch.stream(
      url,
      {
        limits: {
          bytes: rules.bytesMost + rules.mediaBytes,
          ms: rules.secondsMost * 1_000 + 1_000,
          redirects: rules.redirectsMost,
        },
        headers: {
          'user-agent': agent ?? rules.agent,
          'accept-language': rules.language,
          accept: 'text/html,application/xhtml+xml,*/*;q=0.8',
          ...(referrer === undefined ? {} : { referer: referrer }),
        },
        ...(cookie === undefined ? {} : { secretHeaders: { cookie } }),
        signal: late,
      },
      (answer) => {
        head = answer;
        media = MEDIA_TYPE.test(answer.headers['content-type'] ?? '');
        return (piece) => {
          pieces.push(piece);
          bytes += piece.length;
          if (!media && bytes - piece.length < SNIFFED) media = kindOf(pieces) !== undefined;
          enough = bytes > (media ? rules.mediaBytes : rules.bytesMost);
          return !enough;
        };
      },
    );
    if (head === undefined) return { failed: got.ok ? 'too-slow' : reasonOf(got.refusal) };
    cookies?.take(head);
    const whole = got.ok && !late.aborted && !enough;
    buffer = Buffer.concat(pieces);
    media ||= kindOf([buffer]) !== undefined;
    const type = head.headers['content-type'] ?? '';
    const page = !media && isText(type, buffer) ? readPage(buffer, type) : null;
    const what = media ? buffer.subarray(0, rules.mediaBytes) : page && page.text.length >= 40 ? page.text : buffer;
    return {
      status: head.status,
      url: head.url,
      bytes,
      whole,
      media,
      mark: bytes > 0 ? await target.markOf(what) : null,
      page,
    };
  } finally {
    for (const piece of pieces) piece.fill(0);
    buffer?.fill(0);
  }
}

const kindOf = (pieces: readonly Buffer[]): MediaKind | undefined => {
  const beginning = Buffer.concat(pieces).subarray(0, SNIFFED);
  return beginning.length < 12 ? undefined : mediaKind(beginning);
};
const isText = (type: string, bytes: Buffer): boolean =>
  type === '' || /html|xml|text|json|javascript/i.test(type) || /^\s*</.test(bytes.subarray(0, 64).toString('latin1'));
