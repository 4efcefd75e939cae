import { createHash } from 'node:crypto';
import { ByteReader } from './byte-reader.ts';
import { PackageFault } from './package-fault.ts';
import type { ZipArchive } from './zip-archive.ts';

/** By which scheme a package names its certificates, and SHA-256 of each in hex. It is read, not verified. */
export interface PackageSigner {
  readonly scheme: 'v2' | 'v3' | 'v3.1';
  readonly certificates: readonly string[];
}

const MAGIC = 'APK Sig Block 42';
/** The newest first: of several a device goes by the newest that it knows. */
const SCHEMES = [
  ['v3.1', 0x1b93ad61],
  ['v3', 0xf05368c0],
  ['v2', 0x7109871a],
] as const;
const SIGNERS_MOST = 10;
const latin = new TextDecoder('latin1');

/**
 * The certificates in the signing block before the central directory (APK Signature Scheme v2 and v3). Null where there is none, as in a
 * package that is signed in the first way alone, or not at all.
 * @throws PackageFault
 */
export function readSigner({ reader, directoryAt }: ZipArchive): PackageSigner | null {
  if (directoryAt < 32 || latin.decode(reader.slice(directoryAt - 16, 16)) !== MAGIC) return null;
  const size = reader.u64(directoryAt - 24);
  const start = directoryAt - size - 8;
  if (size < 24 || start < 0 || reader.u64(start) !== size) throw new PackageFault('damaged');
  const pairs = new ByteReader(reader.slice(start + 8, size - 24));
  const blocks = new Map<number, Uint8Array>();
  for (let at = 0; at < pairs.length; ) {
    const length = pairs.u64(at);
    if (length < 4) throw new PackageFault('damaged');
    blocks.set(pairs.u32(at + 8), pairs.slice(at + 12, length - 4));
    at += 8 + length;
  }
  for (const [scheme, id] of SCHEMES) {
    const block = blocks.get(id);
    if (block !== undefined) return { scheme, certificates: certificatesOf(block) };
  }
  return null;
}

/** The first certificate of each signer: the one whose key signed. Everything in a block has its length before it. */
function certificatesOf(block: Uint8Array): string[] {
  const [signers] = partsOf(block, 1);
  return partsOf(signers, SIGNERS_MOST).map((signer) => {
    const [signed] = partsOf(signer, 1);
    const [, certificates] = partsOf(signed, 2);
    const [certificate] = partsOf(certificates, 1);
    if (certificate === undefined) throw new PackageFault('damaged');
    return createHash('sha256').update(certificate).digest('hex');
  });
}

function partsOf(bytes: Uint8Array | undefined, most: number): Uint8Array[] {
  if (bytes === undefined) throw new PackageFault('damaged');
  const reader = new ByteReader(bytes);
  const found: Uint8Array[] = [];
  for (let at = 0; at < reader.length && found.length < most; ) {
    const length = reader.u32(at);
    found.push(reader.slice(at + 4, length));
    at += 4 + length;
  }
  return found;
}
