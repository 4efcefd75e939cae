import { fromBase64, isTooOld, KEY_BYTES, type PackFacts, type PackFault, splitPack } from './pack-format.pure.ts';

/** A key of the house as the pages give it to a telephone. */
export interface PackKey {
  /** 16 hexadecimal digits. */
  readonly name: string;
  /** The 32 bytes that anybody may know, base64. */
  readonly key: string;
}

/** What a telephone can do. `no-signatures`: its browser knows no Ed25519, so that nothing can be believed. */
export type PackCheck =
  | { readonly ok: true; readonly facts: PackFacts }
  | { readonly ok: false; readonly fault: PackFault | 'no-signatures' };

/**
 * Checks a file that came from another telephone or from this house: form, key, signature, last day. Runs on the telephone, without a
 * network, by WebCrypto. Where the browser knows no Ed25519 the file is believed only if the house itself names its bytes.
 * @param today a date in Viet Nam, YYYY-MM-DD
 * @param named SHA-256 in hex of the packs that the house gives at this moment; empty where there is no network
 */
export async function checkPack(
  file: Uint8Array<ArrayBuffer>,
  {
    keys,
    today,
    named = [],
  }: { readonly keys: readonly PackKey[]; readonly today: string; readonly named?: readonly string[] },
): Promise<PackCheck> {
  const split = splitPack(file);
  if (typeof split === 'string') return { ok: false, fault: split };
  const { facts } = split;
  const known = keys.find(({ name }) => name === split.key);
  const raw = known && fromBase64(known.key);
  if (raw?.length !== KEY_BYTES) return { ok: false, fault: 'other-key' };
  const { subtle } = globalThis.crypto;
  let key: CryptoKey | undefined;
  try {
    key = await subtle.importKey('raw', raw, { name: 'Ed25519' }, false, ['verify']);
  } catch {
    if (named.length === 0) return { ok: false, fault: 'no-signatures' };
  }
  const genuine =
    key === undefined
      ? named.includes(hex(new Uint8Array(await subtle.digest('SHA-256', file))))
      : await subtle.verify({ name: 'Ed25519' }, key, split.signature, split.signed);
  if (!genuine) return { ok: false, fault: key === undefined ? 'no-signatures' : 'changed' };
  return isTooOld(facts, today) ? { ok: false, fault: 'too-old' } : { ok: true, facts };
}

const hex = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
