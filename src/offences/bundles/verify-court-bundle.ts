import { createHash, createPublicKey, verify, type X509Certificate } from 'node:crypto';
import { type AuditExtract, faultOfExtract, strictCanonical } from '../../kernel/index.ts';
import { type BagFile, manifestLines, sha256, TAG_MANIFEST } from './bag.ts';
import { failedChecksums, isOwnContainer, openContainer } from './container.ts';
import { BESIDE_MANIFEST, BUNDLE_FORMAT, type CourtManifest, MANIFEST, SIGNATURE, STAMP } from './court-bundle.ts';
import { readTimeStamp } from './time-stamp.ts';

/** `CONTAINER` is the ZIP around the files; `stamp` says what an authority vouched for. */
export interface BundleVerdict {
  readonly faults: readonly { readonly part: string; readonly reason: BundleFault }[];
  readonly manifest?: CourtManifest;
  /** Absent where the bundle has no stamp, or no authority is set up to prove it. */
  readonly stampedAt?: Date;
}
export type BundleFault = 'unreadable' | 'changed' | 'missing' | 'unexpected' | 'signature' | 'stamp' | 'chain';

export const CONTAINER = 'ZIP';
const SPKI = Buffer.from('302a300506032b6570032100', 'hex');

/**
 * Looks at every byte of a bundle and names each part that is not as it was signed.
 * @param signer the platform's public key, 32 bytes, from elsewhere than the bundle
 * @param authorities certificates by which a stamp is proved; without them a stamp is only known to be the one that came with it
 */
export function verifyCourtBundle(
  bytes: Uint8Array,
  signer: Uint8Array,
  authorities: readonly X509Certificate[] = [],
): BundleVerdict {
  const opened = openContainer(bytes);
  if (!opened) return { faults: [{ part: CONTAINER, reason: 'unreadable' }] };
  const { root, files } = opened;
  const held = new Map(files.map((one) => [one.path, one]));
  const tagged = readLines(held.get(TAG_MANIFEST));
  const beside = (path: string) => {
    const file = held.get(path);
    return file !== undefined && tagged.get(path) === sha256(file.bytes);
  };
  const manifest = held.get(MANIFEST);
  const signature = held.get(SIGNATURE);
  if (!manifest || !signature) return { faults: [{ part: manifest ? SIGNATURE : MANIFEST, reason: 'missing' }] };
  const failed = failedChecksums(bytes, root, files);
  const key = createPublicKey({ key: Buffer.concat([SPKI, signer]), format: 'der', type: 'spki' });
  if (!verify(null, manifest.bytes, key, signature.bytes)) {
    const part = [MANIFEST, SIGNATURE].find((one) => failed.has(one)) ?? (beside(MANIFEST) ? SIGNATURE : MANIFEST);
    // Both are as the tag manifest has them: the signature is another's.
    return { faults: [{ part, reason: beside(MANIFEST) && beside(SIGNATURE) ? 'signature' : 'changed' }] };
  }
  const said = readManifest(manifest);
  if (!said) return { faults: [{ part: MANIFEST, reason: 'unreadable' }] };
  const faults = [...faultsOfFiles(said, held), ...faultsOfChains(said, held)];
  const stamp = held.get(STAMP);
  if ((said.timeStamp === 'RFC3161') !== (stamp !== undefined))
    faults.push({ part: STAMP, reason: stamp ? 'unexpected' : 'missing' });
  const read =
    stamp && authorities.length > 0
      ? readTimeStamp(
          Buffer.from(stamp.bytes),
          { digest: createHash('sha256').update(manifest.bytes).digest() },
          authorities,
        )
      : undefined;
  if (stamp && !beside(STAMP))
    faults.push({ part: failed.has(TAG_MANIFEST) && !failed.has(STAMP) ? TAG_MANIFEST : STAMP, reason: 'changed' });
  else if (read && 'fault' in read) faults.push({ part: STAMP, reason: 'stamp' });
  if (faults.length === 0) {
    const tags = files.filter(({ path }) => !path.startsWith('data/') && path !== TAG_MANIFEST);
    if (Buffer.from(held.get(TAG_MANIFEST)?.bytes ?? []).toString('utf8') !== manifestLines(tags))
      faults.push({ part: TAG_MANIFEST, reason: held.has(TAG_MANIFEST) ? 'changed' : 'missing' });
  }
  if (faults.length === 0 && !isOwnContainer(bytes, root, files)) faults.push({ part: CONTAINER, reason: 'changed' });
  return { faults, manifest: said, ...(read && !('fault' in read) ? { stampedAt: read.at } : {}) };
}

type Fault = BundleVerdict['faults'][number];

function faultsOfFiles(said: CourtManifest, held: ReadonlyMap<string, BagFile>): Fault[] {
  const listed = new Set(said.files.map(({ path }) => path));
  const faults: Fault[] = said.files.flatMap(({ path, bytes, sha256: digest }): Fault[] => {
    const file = held.get(path);
    if (!file) return [{ part: path, reason: 'missing' }];
    return file.bytes.length === bytes && sha256(file.bytes) === digest ? [] : [{ part: path, reason: 'changed' }];
  });
  for (const path of held.keys())
    if (!listed.has(path) && !BESIDE_MANIFEST.has(path)) faults.push({ part: path, reason: 'unexpected' });
  return faults;
}

/** Chains inside the manifest and the audit extract: signed, and still looked at, so that a fault of our own is not signed away. */
function faultsOfChains(said: CourtManifest, held: ReadonlyMap<string, BagFile>): Fault[] {
  const faults: Fault[] = [];
  for (const { id, events } of said.artefacts) {
    let previous = events[0]?.previous ?? '';
    for (const event of events) {
      const hash = createHash('sha256')
        .update(Buffer.from(event.previous, 'hex'))
        .update(event.body)
        .update(Buffer.from(event.mac, 'hex'))
        .digest('hex');
      if (event.previous !== previous || hash !== event.hash) {
        faults.push({ part: id, reason: 'chain' });
        break;
      }
      previous = event.hash;
    }
  }
  for (const [path, file] of held) {
    if (!/^audit\/[^/]+\.json$/.test(path)) continue;
    try {
      if (faultOfExtract(JSON.parse(Buffer.from(file.bytes).toString('utf8')) as AuditExtract) !== undefined)
        faults.push({ part: path, reason: 'chain' });
    } catch {
      faults.push({ part: path, reason: 'unreadable' });
    }
  }
  return faults;
}

function readManifest(file: BagFile): CourtManifest | undefined {
  try {
    const words = Buffer.from(file.bytes).toString('utf8');
    const read = JSON.parse(words) as CourtManifest;
    return read.format === BUNDLE_FORMAT && strictCanonical(read) === words ? read : undefined;
  } catch {
    return undefined;
  }
}

function readLines(file: BagFile | undefined): ReadonlyMap<string, string> {
  const lines = Buffer.from(file?.bytes ?? [])
    .toString('utf8')
    .split('\n');
  return new Map(lines.map((line) => [line.slice(66), line.slice(0, 64)]));
}
