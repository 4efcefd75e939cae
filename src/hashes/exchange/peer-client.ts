import type { Ctx, Result } from '../../kernel/index.ts';
import { ok } from '../../kernel/index.ts';
import type { Peer } from '../imports/import-store.ts';
import { refuse } from '../refusals.ts';
import { credentialContext } from './create-peer.ts';
import { PAGE_XML } from './xml.ts';

const TIMEOUT = 60_000;
/** A clock that is further off than this loses or repeats changes. */
const OFF_MOST = 60_000;
/** Changes may be stamped a minute ahead, after a window that a reader with a fast clock closed. */
const STAMP_AHEAD_MOST = 180_000;

export interface PeerAnswer {
  readonly status: number;
  readonly text: string;
}

/** Speaks with another register: key shown, no redirect followed, answer bounded, clock compared. */
export class PeerClient {
  readonly #ctx: Ctx;
  readonly #base: string;
  readonly #authorization: string;

  private constructor(ctx: Ctx, base: string, authorization: string) {
    this.#ctx = ctx;
    this.#base = base;
    this.#authorization = authorization;
  }

  static async open(ctx: Ctx, peer: Peer): Promise<PeerClient> {
    const secret = JSON.parse(
      Buffer.from(await ctx.kernel.vault.unwrap(peer.credentials, credentialContext(peer.id))).toString(),
    ) as { client: string; key: string };
    return new PeerClient(
      ctx,
      peer.baseUrl,
      `Basic ${Buffer.from(`${secret.client}:${secret.key}`).toString('base64')}`,
    );
  }

  /**
   * One request. An answer of 410 is an answer; every other one beyond 299 is a refusal.
   * Refusals: `peer.unreachable`, `peer.refused` (facts: status), `peer.clock-off` (facts: hoursOff), `peer.malformed`
   */
  async ask(
    path: string,
    body?: { readonly method: 'POST' | 'PUT'; readonly type: string; readonly text: string },
  ): Promise<Result<PeerAnswer>> {
    let response: Response;
    let text: string;
    try {
      response = await fetch(`${this.#base}${path}`, {
        method: body?.method ?? 'GET',
        headers: { authorization: this.#authorization, ...(body ? { 'content-type': body.type } : {}) },
        ...(body ? { body: body.text } : {}),
        // A redirect could carry the key elsewhere.
        redirect: 'error',
        signal: AbortSignal.timeout(TIMEOUT),
      });
      const read = await boundedText(response);
      if (read === undefined) return refuse('peer.malformed', { facts: { status: response.status } });
      text = read;
    } catch (error) {
      return refuse('peer.unreachable', {
        facts: { reason: (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).name },
      });
    }
    const date = response.headers.get('date');
    const clock = date === null ? ok() : this.compare(new Date(date));
    if (!clock.ok) return clock;
    if (response.status >= 300 && response.status !== 410)
      return refuse('peer.refused', { facts: { status: response.status } });
    return ok({ status: response.status, text });
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

async function boundedText(response: Response): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  for await (const piece of response.body ?? []) {
    length += piece.length;
    if (length > PAGE_XML.length) return undefined;
    pieces.push(piece);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces));
  } catch {
    return undefined;
  }
}
