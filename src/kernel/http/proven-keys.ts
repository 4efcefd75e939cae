import { createHash } from 'node:crypto';
import type { Kernel } from '../kernel.ts';
import { type Connection, coarseAddress, connectionOf } from './connection.ts';

const PROVEN_MS = 60_000;
const MOST = 10_000;
const provenOf = new WeakMap<Kernel['metrics'], Map<string, number>>();

interface RequestHeaders {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}
type Incoming = Parameters<typeof connectionOf>[0] & RequestHeaders;

/**
 * A key that a machine was known by within the last minute, from the same address. A made-up one pays the ordinary limit:
 * what a request shows is worth nothing before it was checked.
 */
export function isProven({ metrics }: Kernel, request: Incoming, now: Date): boolean {
  const proof = proofOf(request);
  return proof !== undefined && (provenOf.get(metrics)?.get(proof) ?? 0) > now.getTime();
}

/** Remembers that the key or certificate of a request is a machine's. */
export function noteProven({ metrics }: Kernel, request: Incoming, now: Date): void {
  const proof = proofOf(request);
  if (proof === undefined) return;
  const proven = provenOf.get(metrics) ?? new Map<string, number>();
  provenOf.set(metrics, proven);
  proven.delete(proof);
  proven.set(proof, now.getTime() + PROVEN_MS);
  const [oldest] = proven.keys();
  if (proven.size > MOST && oldest !== undefined) proven.delete(oldest);
}

function proofOf(request: Incoming): string | undefined {
  const { authorization, 'x-functions-key': key } = request.headers;
  const { certificate }: Connection = connectionOf(request);
  if (authorization === undefined && key === undefined && certificate === undefined) return undefined;
  return createHash('sha256')
    .update(JSON.stringify([coarseAddress(request), authorization ?? null, key ?? null, certificate ?? null]))
    .digest('base64');
}
