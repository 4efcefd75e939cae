import { type KeyObject, sign } from 'node:crypto';
import { strictCanonical } from '../../kernel/index.ts';
import { type BagFile, type BagInfo, bagTags, sha256, tagManifest, text } from './bag.ts';
import { packContainer } from './container.ts';

/** One entry of an artefact's chain, as a bundle tells it. */
export interface BundleCustodyEvent {
  readonly sequence: number;
  readonly code: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** Name and agency of who did it. */
  readonly by: string;
  readonly why: string;
  /** To or from whom, where the act has one. */
  readonly party: string | null;
  /** The text that was hashed, and the chain: `hash = SHA-256(previous, body, mac)`, all hex but the text. */
  readonly body: string;
  readonly previous: string;
  readonly mac: string;
  readonly hash: string;
}

export interface BundleArtefact {
  readonly id: string;
  readonly number: string;
  readonly title: string;
  readonly kind: string;
  /** Where it lies in the bundle; null where it is kept elsewhere and only its digest is here. */
  readonly path: string | null;
  readonly bytes: number;
  readonly sha256: string;
  readonly mediaType: string;
  /** How it was obtained, in the words of who entered it. */
  readonly source: string;
  /** Where the thing is, for one that is not here. */
  readonly place: string | null;
  readonly events: readonly BundleCustodyEvent[];
}

export const BUNDLE_FORMAT = 'la-chan-court-bundle/1';

/** `manifest.json`, in the canonical form of RFC 8785: what is signed and stamped. */
export interface CourtManifest {
  readonly format: typeof BUNDLE_FORMAT;
  readonly bundle: string;
  readonly file: { readonly id: string; readonly reference: string; readonly agency: string };
  readonly madeAt: string;
  readonly madeBy: string;
  readonly madeFor: string;
  readonly reason: string;
  readonly tool: string;
  /** Ed25519 public key, 32 bytes as hex. */
  readonly signer: string;
  readonly timeStamp: 'RFC3161' | 'NONE';
  readonly artefacts: readonly BundleArtefact[];
  /** Every file but this one, its signature, its stamp and the tag manifest, in the order of paths. */
  readonly files: readonly { readonly path: string; readonly bytes: number; readonly sha256: string }[];
}

export const MANIFEST = 'manifest.json';
export const SIGNATURE = 'manifest.json.sig';
export const STAMP = 'manifest.json.tsr';
/** What lies beside the manifest and so cannot stand in it. */
export const BESIDE_MANIFEST: ReadonlySet<string> = new Set([MANIFEST, SIGNATURE, STAMP, 'tagmanifest-sha256.txt']);

/** What goes into a bundle: files of artefacts under `data/`, and what explains them. */
export interface BundleContent {
  readonly manifest: Omit<CourtManifest, 'format' | 'files' | 'timeStamp' | 'signer'>;
  readonly payload: readonly BagFile[];
  /** Record form, reading page, instructions, verifier, audit extract. */
  readonly tags: readonly BagFile[];
  readonly info: BagInfo;
  /** The one folder that it unpacks to. */
  readonly root: string;
}

export interface BundleSigner {
  readonly key: KeyObject;
  /** 32 bytes. */
  readonly publicKey: Uint8Array;
  /** Whether a stamp of an authority will go along: the signed manifest says so. */
  readonly stamped: boolean;
}

/** A bundle whose manifest is signed, before its stamp came. */
export interface SignedContent {
  readonly root: string;
  readonly files: readonly BagFile[];
  /** SHA-256 of the manifest: what an authority is asked to stamp. */
  readonly digest: Buffer;
}

/**
 * The bundle for a court: a bag in a ZIP. Payload and explanations stand with their SHA-256 in the manifest, the manifest is
 * signed and may be stamped, and the tag manifest covers all that is no payload: each bit is told by name when it changes.
 * @throws TypeError on two files of one path
 */
export function signManifest(content: BundleContent, signer: BundleSigner): SignedContent {
  const listed = [...content.payload, ...bagTags(content.payload, content.info), ...content.tags];
  if (new Set(listed.map(({ path }) => path)).size !== listed.length) throw new TypeError('two files have one path');
  const manifest: CourtManifest = {
    format: BUNDLE_FORMAT,
    ...content.manifest,
    signer: Buffer.from(signer.publicKey).toString('hex'),
    timeStamp: signer.stamped ? 'RFC3161' : 'NONE',
    files: listed
      .map(({ path, bytes }) => ({ path, bytes: bytes.length, sha256: sha256(bytes) }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
  };
  const signed = text(strictCanonical(manifest));
  return {
    root: content.root,
    files: [...listed, { path: MANIFEST, bytes: signed }, { path: SIGNATURE, bytes: sign(null, signed, signer.key) }],
    digest: Buffer.from(sha256(signed), 'hex'),
  };
}

/** The ZIP, with the authority's answer where there is one. */
export function packBundle({ root, files }: SignedContent, stamp?: Buffer): Buffer {
  const all = stamp ? [...files, { path: STAMP, bytes: stamp }] : files;
  return packContainer(root, [...all, tagManifest(all.filter(({ path }) => !path.startsWith('data/')))]);
}
