import { createHash } from 'node:crypto';

/** Kinds of fingerprints. `photodna` and `tmk_pdqf` are opaque: compared for equality and passed on, never computed. */
export const signalTypes = ['pdq', 'vpdq', 'md5', 'sha1', 'sha256', 'photodna', 'tmk_pdqf'] as const;
export type SignalType = (typeof signalTypes)[number];

const HEX_BYTES: Partial<Record<SignalType, number>> = { pdq: 32, vpdq: 32, md5: 16, sha1: 20, sha256: 32 };
const OPAQUE_MOST = 400_000;
/** Below this a PDQ hash says too little about its picture to be matched (the reference's recommendation). */
export const QUALITY_LEAST = 50;

export const isPerceptual = (type: SignalType): type is 'pdq' | 'vpdq' => type === 'pdq' || type === 'vpdq';
export const isOpaque = (type: SignalType): type is 'photodna' | 'tmk_pdqf' =>
  type === 'photodna' || type === 'tmk_pdqf';

/** A fingerprint as it is given. */
export interface GivenSignal {
  readonly type: SignalType;
  /** Lower-case hex; an opaque one as its owner writes it. */
  readonly value: string;
  /** `full` (default) or `512` for PDQ, a frame recipe for vPDQ; nothing for the others. */
  readonly variant?: string | undefined;
  /** 0 to 100. */
  readonly quality?: number | undefined;
  /** Place of a frame in its video, milliseconds. */
  readonly frameMs?: number | undefined;
}

/** A fingerprint in the form in which it is stored and compared. */
export interface Signal {
  readonly type: SignalType;
  /** The bytes that equality and distance look at. */
  readonly value: Buffer;
  readonly opaque: string | null;
  readonly variant: string;
  readonly quality: number | null;
  readonly frameMs: number | null;
}

export type SignalFault =
  | 'signal.type-unknown'
  | 'signal.wrong-length'
  | 'signal.not-lower-hex'
  | 'signal.quality-too-low'
  | 'signal.quality-out-of-range'
  | 'signal.variant-invalid'
  | 'signal.empty'
  | 'signal.too-long';

/** Checks one fingerprint. Upper case is refused, not folded: a hash has one text form wherever texts are compared. */
export function parseSignal(given: GivenSignal): Signal | { readonly fault: SignalFault } {
  if (!signalTypes.includes(given.type)) return { fault: 'signal.type-unknown' };
  const { quality = null, frameMs = null } = given;
  if (given.value === '') return { fault: 'signal.empty' };
  if (isOpaque(given.type)) {
    if (given.value.length > OPAQUE_MOST) return { fault: 'signal.too-long' };
    const value = createHash('sha256').update(given.value).digest();
    return { type: given.type, value, opaque: given.value, variant: '', quality: null, frameMs };
  }
  const bytes = HEX_BYTES[given.type] as number;
  if (given.value.length !== bytes * 2) return { fault: 'signal.wrong-length' };
  if (!/^[0-9a-f]+$/.test(given.value)) return { fault: 'signal.not-lower-hex' };
  let variant = '';
  if (isPerceptual(given.type)) {
    if (quality !== null && (quality < 0 || quality > 100)) return { fault: 'signal.quality-out-of-range' };
    if (quality !== null && quality < QUALITY_LEAST) return { fault: 'signal.quality-too-low' };
    variant = given.variant ?? 'full';
    if (!/^[a-z0-9._-]{1,32}$/.test(variant)) return { fault: 'signal.variant-invalid' };
  } else if (given.variant) return { fault: 'signal.variant-invalid' };
  return {
    type: given.type,
    value: Buffer.from(given.value, 'hex'),
    opaque: null,
    variant,
    quality: isPerceptual(given.type) ? quality : null,
    frameMs,
  };
}

/** The text form of a stored fingerprint. */
export function signalText(signal: Pick<Signal, 'value' | 'opaque'>): string {
  return signal.opaque ?? signal.value.toString('hex');
}
