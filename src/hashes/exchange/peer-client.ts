import { PAGE_XML } from '../../documents/index.ts';
import { type Ctx, ok, type Result, type SafeFetch } from '../../kernel/index.ts';
import type { Peer } from '../imports/import-store.ts';
import { refuse } from '../refusals.ts';
import { credentialContext } from './create-peer.ts';
import { peerFetch } from './peer-fetch.ts';

const TIMEOUT = 60_000;
/** A clock that is further off than this loses or repeats changes. */
const OFF_MOST = 60_000;
/** Changes may be stamped a minute ahead, after a window that a reader with a fast clock closed. */
const STAMP_AHEAD_MOST = 180_000;

export interface PeerAnswer {
  readonly status: number;
  readonly text: string;
}

/** Speaks with another register: the confirmed certificate alone, key shown, no redirect followed, answer bounded, clock compared. */
export class PeerClient {
  readonly #ctx: Ctx;
  readonly #fetch: SafeFetch;
  readonly #base: string;
  readonly #certificate: string;
  readonly #authorization: string;

  private constructor(ctx: Ctx, base: string, certificate: string, authorization: string) {
    this.#ctx = ctx;
    this.#fetch = peerFetch(ctx.kernel.config);
    this.#base = base;
    this.#certificate = certificate;
    this.#authorization = authorization;
  }

  /** Refusals: `peer.not-https`, `peer.unconfirmed` */
  static async open(ctx: Ctx, peer: Peer): Promise<Result<PeerClient>> {
    if (!peer.baseUrl.startsWith('https://')) return refuse('peer.not-https');
    if (peer.certificate === null) return refuse('peer.unconfirmed');
    const secret = JSON.parse(
      Buffer.from(await ctx.kernel.vault.unwrap(peer.credentials, credentialContext(peer.id))).toString(),
    ) as { client: string; key: string };
    const authorization = `Basic ${Buffer.from(`${secret.client}:${secret.key}`).toString('base64')}`;
    return ok(new PeerClient(ctx, peer.baseUrl, peer.certificate, authorization));
  }

  /**
   * One request. An answer of 410 is an answer; every other one beyond 299 is a refusal.
   * Refusals: `peer.unreachable` (facts: reason), `peer.private-network`, `peer.certificate-changed`, `peer.refused` (facts:
   * status), `peer.clock-off` (facts: hoursOff), `peer.malformed`
   */
  async ask(
    path: string,
    body?: { readonly method: 'POST' | 'PUT'; readonly type: string; readonly text: string },
  ): Promise<Result<PeerAnswer>> {
    const answered = await this.#fetch.get(`${this.#base}${path}`, {
      // A redirect could carry the key elsewhere.
      limits: { bytes: PAGE_XML.length, ms: TIMEOUT, redirects: 0 },
      secure: true,
      certificate: this.#certificate,
      secretHeaders: { authorization: this.#authorization },
      ...(body ? { method: body.method, body: body.text, headers: { 'content-type': body.type } } : {}),
    });
    if (!answered.ok) return refuse(refusedWay(answered.refusal.code), { facts: { reason: answered.refusal.code } });
    const { headers, status } = answered.value;
    const text = textOf(answered.value.body);
    if (text === undefined) return refuse('peer.malformed', { facts: { status } });
    const clock = headers.date === undefined ? ok() : this.compare(new Date(headers.date));
    if (!clock.ok) return clock;
    if (status >= 300 && status !== 410) return refuse('peer.refused', { facts: { status } });
    return ok({ status, text });
  }

  /** Refuses a time of the peer that lies beyond now: its clock, or its idea of UTC, is wrong. */
  checkTime(latest: Date | undefined): Result<void> {
    return latest !== undefined && latest.getTime() - this.#now() > STAMP_AHEAD_MOST ? this.#off(latest) : ok();
  }

  compare(theirs: Date): Result<void> {
    return Math.abs(theirs.getTime() - this.#now()) > OFF_MOST ? this.#off(theirs) : ok();
  }

  #off(theirs: Date): Result<never> {
    const hoursOff = Math.round((theirs.getTime() - this.#now()) / 360_000) / 10;
    return refuse('peer.clock-off', { facts: { hoursOff } });
  }

  #now(): number {
    return this.#ctx.kernel.clock.now().getTime();
  }
}

function textOf(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** What a refusal of the way out means for a partner. */
function refusedWay(
  code: string,
): 'peer.not-https' | 'peer.private-network' | 'peer.certificate-changed' | 'peer.malformed' | 'peer.unreachable' {
  switch (code) {
    case 'link.not-web':
      return 'peer.not-https';
    case 'link.private-network':
      return 'peer.private-network';
    case 'link.certificate-changed':
      return 'peer.certificate-changed';
    case 'link.too-large':
      return 'peer.malformed';
    default:
      return 'peer.unreachable';
  }
}
