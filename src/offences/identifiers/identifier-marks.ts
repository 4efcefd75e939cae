import { blindIndex, type Kernel, keyedDigest } from '../../kernel/index.ts';
import type { NormalForm } from './identifier.ts';

/** What an identifier is found by: nobody without the vault can check a guess. */
export interface IdentifierMarks {
  /** Made of the blind index: the same identifier has the same id whoever writes it first, and it tells of no time. */
  readonly id: string;
  readonly blind: Buffer;
  readonly skeletonBlind: Buffer | null;
}

export async function marksOf(
  { vault }: Pick<Kernel, 'vault'>,
  { kind, normal, skeleton }: NormalForm,
): Promise<IdentifierMarks> {
  const blind = await blindIndex(vault, `offence-identifier|${kind}`, normal);
  return {
    id: uuidOf(await keyedDigest(vault, 'offences.identifier-id', kind, blind)),
    blind,
    skeletonBlind: skeleton === null ? null : await blindIndex(vault, `offence-identifier-look|${kind}`, skeleton),
  };
}

/** A UUID of version 8 (RFC 9562, section 5.8) of the first bytes of a digest. */
function uuidOf(digest: Buffer): string {
  const bytes = Buffer.from(digest.subarray(0, 16));
  bytes[6] = 0x80 | ((bytes[6] as number) & 0x0f);
  bytes[8] = 0x80 | ((bytes[8] as number) & 0x3f);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}
