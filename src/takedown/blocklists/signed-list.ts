import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';
import { Key, Metadata, MetaFile, Root, Signature, Snapshot, TargetFile, Targets, Timestamp } from '@tufjs/models';
import { DAY, HOUR } from '../../kernel/index.ts';

/**
 * Signs what is published in the four roles of The Update Framework (TUF): root says whose keys count, targets says which files there are,
 * snapshot that they belong together, timestamp that this is the newest. Who keeps to it sees a file that was changed, an older one given
 * again (rollback) and a stop of all news (freeze).
 */
export const signingRoles = ['root', 'targets', 'snapshot', 'timestamp'] as const;
export type SigningRole = (typeof signingRoles)[number];

const SPEC = '1.0.31';
/** How long each is believed. The timestamp's is the longest time for which news can be held back unseen. */
const LASTS: Readonly<Record<SigningRole, number>> = {
  root: 365 * DAY,
  targets: 14 * DAY,
  snapshot: 14 * DAY,
  timestamp: 36 * HOUR,
};

/** A new Ed25519 key of a role: the private part as PKCS #8. */
export const newSigningKey = (): Buffer =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'der' });
export const readSigningKey = (der: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.from(der), type: 'pkcs8', format: 'der' });

const canonicalJson = (value: unknown): string =>
  Array.isArray(value)
    ? `[${value.map(canonicalJson).join(',')}]`
    : value !== null && typeof value === 'object'
      ? `{${Object.keys(value)
          .sort()
          .map((name) => `${JSON.stringify(name)}:${canonicalJson((value as Record<string, unknown>)[name])}`)
          .join(',')}}`
      : JSON.stringify(value);

/** A public key as TUF names it. */
export function tufKey(key: KeyObject): Key {
  const { x = '' } = createPublicKey(key).export({ format: 'jwk' });
  const shown = {
    keytype: 'ed25519',
    scheme: 'ed25519',
    keyval: { public: Buffer.from(x, 'base64url').toString('hex') },
  };
  return new Key({
    keyID: createHash('sha256').update(canonicalJson(shown)).digest('hex'),
    keyType: shown.keytype,
    scheme: shown.scheme,
    keyVal: shown.keyval,
  });
}

function signed<T extends Root | Targets | Snapshot | Timestamp>(of: T, keys: readonly KeyObject[]): string {
  const metadata = new Metadata(of);
  for (const key of keys)
    metadata.sign(
      (data) => new Signature({ keyID: tufKey(key).keyID, sig: sign(null, data, key).toString('hex') }),
      true,
    );
  return JSON.stringify(metadata.toJSON());
}

const until = (now: Date, role: SigningRole) =>
  new Date(now.getTime() + LASTS[role]).toISOString().replace(/\.\d{3}Z$/, 'Z');

/** The root of trust. After the first, it is signed by the root key before it as well, so that who knows that one believes this one. */
export function signRoot(
  now: Date,
  version: number,
  keys: Readonly<Record<SigningRole, KeyObject>>,
  before: KeyObject | null = null,
): string {
  const root = new Root({ version, specVersion: SPEC, expires: until(now, 'root'), consistentSnapshot: true });
  for (const role of signingRoles) root.addKey(tufKey(keys[role]), role);
  return signed(root, before === null ? [keys.root] : [keys.root, before]);
}

export interface TargetBytes {
  readonly name: string;
  readonly length: number;
  /** Hexadecimal digits. */
  readonly sha256: string;
}

/** The three that are signed at each publication. */
export interface SignedList {
  readonly targets: string;
  readonly snapshot: string;
  readonly timestamp: string;
}

/**
 * @param version of all three: one number for one publication
 * @param custom what the manifest says beside lengths and hashes: which version of the lists it is, and which came before
 */
export function signList(
  now: Date,
  version: number,
  files: readonly TargetBytes[],
  custom: Readonly<Record<string, string | number | null>>,
  keys: Readonly<Record<SigningRole, KeyObject>>,
): SignedList {
  const list = new Targets({
    version,
    specVersion: SPEC,
    expires: until(now, 'targets'),
    unrecognizedFields: { custom },
  });
  for (const { name, length, sha256 } of files)
    list.addTarget(new TargetFile({ path: name, length, hashes: { sha256 } }));
  const targets = signed(list, [keys.targets]);
  const snapshot = signed(
    new Snapshot({
      version,
      specVersion: SPEC,
      expires: until(now, 'snapshot'),
      meta: { 'targets.json': fileOf(version, targets) },
    }),
    [keys.snapshot],
  );
  return { targets, snapshot, timestamp: signTimestamp(now, version, version, snapshot, keys) };
}

/** Says again that nothing is newer. @param version one more than the last timestamp's */
export function signTimestamp(
  now: Date,
  version: number,
  snapshotVersion: number,
  snapshot: string,
  keys: Readonly<Record<SigningRole, KeyObject>>,
): string {
  const meta = fileOf(snapshotVersion, snapshot);
  return signed(new Timestamp({ version, specVersion: SPEC, expires: until(now, 'timestamp'), snapshotMeta: meta }), [
    keys.timestamp,
  ]);
}

const fileOf = (version: number, text: string) =>
  new MetaFile({
    version,
    length: Buffer.byteLength(text),
    hashes: { sha256: createHash('sha256').update(text).digest('hex') },
  });
