import { createPrivateKey, createPublicKey, type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto';
import { z } from 'zod';
import { auditMac } from '../audit.ts';
import { canonical } from '../canonical-json.pure.ts';
import type { Vault } from '../sealing/vault.ts';

const FORMAT = 'la-chan-heads/1';
const PKCS8_ED25519 = Buffer.from('302e020100300506032b657004220420', 'hex');
const hex32 = z.string().regex(/^[0-9a-f]{64}$/);
const sealBody = z.object({
  format: z.literal(FORMAT),
  run: z.number().int().min(1),
  at: z.iso.datetime(),
  /** Chains that grew since the seal before: sequence and hash of their last entry. */
  heads: z.record(z.string(), z.tuple([z.number().int().min(1), hex32])),
  /** MAC of the seal before; all zeros for the first. */
  previous: hex32,
});
export type SealBody = z.infer<typeof sealBody>;
const line = z.object({ seal: z.string(), signature: z.string() });

export interface StoredSeal {
  readonly run: number;
  readonly body: string;
  readonly mac: Buffer;
}

export const FIRST = '0'.repeat(64);

/** The text of a seal, as it is stored, signed and published. */
export function sealText(body: Omit<SealBody, 'format'>): string {
  return canonical({ format: FORMAT, ...body });
}

/** The heads of genuine seals: by chain, hashes in hex by sequence. A seal that the platform did not make says nothing. */
export function sealsOf(seals: readonly StoredSeal[], key: KeyObject): Map<string, Map<number, string>> {
  return headsOf(seals.filter((one) => timingSafeEqual(one.mac, auditMac(key, one.body))).map((one) => one.body));
}

function headsOf(bodies: readonly string[]): Map<string, Map<number, string>> {
  const found = new Map<string, Map<number, string>>();
  for (const body of bodies) {
    for (const [organisation, [sequence, hash]] of Object.entries(bodyOf(body)?.heads ?? {}))
      found.set(organisation, (found.get(organisation) ?? new Map()).set(sequence, hash));
  }
  return found;
}

/** Where the row of seals is not what the platform made: a run that is missing, or one that was changed. */
export function brokenSeal(seals: readonly StoredSeal[], key: KeyObject): number | undefined {
  let previous = FIRST;
  let run = 0;
  for (const one of seals) {
    const body = bodyOf(one.body);
    if (one.run !== run + 1 || body?.run !== one.run || body.previous !== previous) return run + 1;
    if (!timingSafeEqual(one.mac, auditMac(key, one.body))) return one.run;
    previous = one.mac.toString('hex');
    run = one.run;
  }
  return undefined;
}

export function bodyOf(text: string): SealBody | undefined {
  try {
    return sealBody.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** The key that signs what is published; its public half may be known to anybody. It follows from the vault. */
export async function headsSigningKey(vault: Pick<Vault, 'derive'>): Promise<KeyObject> {
  const der = Buffer.concat([PKCS8_ED25519, await vault.derive('audit-heads')]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

/** One line for outside the database: the seal's text and an Ed25519 signature over it. */
export function publishedLine(text: string, key: KeyObject): string {
  return JSON.stringify({ seal: text, signature: sign(null, Buffer.from(text, 'utf8'), key).toString('base64') });
}

export interface Published {
  /** By chain, hashes in hex by sequence. */
  readonly heads: Map<string, Map<number, string>>;
  readonly runs: readonly number[];
  /** Numbers of lines that are no seal of this installation. */
  readonly strange: readonly number[];
}

/** Reads what was published. @param key as `headsSigningKey` gives it */
export function readPublished(text: string, key: KeyObject): Published {
  const publicKey = createPublicKey(key);
  const bodies: string[] = [];
  const strange: number[] = [];
  for (const [place, raw] of text.split('\n').entries()) {
    if (raw.trim() === '') continue;
    const parsed = line.safeParse(jsonOf(raw));
    const genuine =
      parsed.success &&
      bodyOf(parsed.data.seal) !== undefined &&
      verify(null, Buffer.from(parsed.data.seal, 'utf8'), publicKey, Buffer.from(parsed.data.signature, 'base64'));
    if (genuine) bodies.push(parsed.data.seal);
    else strange.push(place + 1);
  }
  return { heads: headsOf(bodies), runs: bodies.map((body) => bodyOf(body)?.run ?? 0), strange };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
