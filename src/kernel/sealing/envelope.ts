import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from 'node:crypto';

/** Where a sealed text belongs. It is authenticated with the text, so a row moved to another place does not open. */
export interface SealedPlace {
  readonly objectKind: string;
  readonly objectId: string;
  readonly fieldClass: string;
  /** The field or message inside the class, as in `narrative` or `message:<id>`. */
  readonly part: string;
}

const FORMAT = 1;
/** Sizes that a sealed text is padded to (bytes), so that its length says little; above, the next multiple of 4096. */
const BUCKETS = [256, 512, 1024, 2048, 4096];

/** AES-256-GCM: `nonce (12) | ciphertext | tag (16)`; `info` is authenticated with it. AES-GCM, since WebCrypto has it too. */
export function sealBytes(key: Uint8Array | KeyObject, info: string, plain: Uint8Array): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(info));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** @throws when the key, the info or one bit is another than at sealing */
export function unsealBytes(key: Uint8Array | KeyObject, info: string, sealed: Uint8Array): Buffer {
  const buffer = Buffer.from(sealed);
  if (buffer.length < 28) throw new Error('sealed bytes are too short');
  const decipher = createDecipheriv('aes-256-gcm', key, buffer.subarray(0, 12));
  decipher.setAAD(Buffer.from(info));
  decipher.setAuthTag(buffer.subarray(-16));
  return Buffer.concat([decipher.update(buffer.subarray(12, -16)), decipher.final()]);
}

/** Seals a text under a data key: `01 | sealBytes(length (4) | UTF-8 | zeros)`. */
export function sealText(key: Uint8Array | KeyObject, place: SealedPlace, text: string): Buffer {
  const utf8 = Buffer.from(text, 'utf8');
  const padded = Buffer.alloc(bucket(utf8.length + 4));
  padded.writeUInt32BE(utf8.length, 0);
  utf8.copy(padded, 4);
  return Buffer.concat([Buffer.from([FORMAT]), sealBytes(key, info(place), padded)]);
}

/** @throws when the key, the place or the bytes are not the ones that were sealed */
export function openText(key: Uint8Array | KeyObject, place: SealedPlace, sealed: Uint8Array): string {
  if (sealed[0] !== FORMAT) throw new Error(`unknown sealed format ${sealed[0]}`);
  const padded = unsealBytes(key, info(place), sealed.subarray(1));
  return padded.subarray(4, 4 + padded.readUInt32BE(0)).toString('utf8');
}

function info(place: SealedPlace): string {
  return ['la-chan/1', place.objectKind, place.objectId, place.fieldClass, place.part].join('|');
}

function bucket(length: number): number {
  return BUCKETS.find((size) => length <= size) ?? Math.ceil(length / 4096) * 4096;
}
