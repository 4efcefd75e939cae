import { createHash, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto';
import { strictCanonical } from '../../kernel/index.ts';

/** Custody of one artefact: who had it, when and why, chained by hashes. Types and pure rules. */

export const artefactKinds = ['DOCUMENT', 'ANSWER', 'ROW_SET', 'HASH_LIST'] as const;
export type ArtefactKind = (typeof artefactKinds)[number];

/** HOUSE: in the evidence store. OUTSIDE: in a room of its own, and here by its digest alone. */
export const keptWhere = ['HOUSE', 'OUTSIDE'] as const;
export type Kept = (typeof keptWhere)[number];

export const custodyCodes = ['RECEIVED', 'OPENED', 'COPIED', 'SEALED', 'HANDED_OVER', 'RETURNED', 'DESTROYED'] as const;
export type CustodyCode = (typeof custodyCodes)[number];
export const artefactStates = ['NEW', 'HELD', 'SEALED', 'HANDED_OVER', 'RETURNED', 'DESTROYED'] as const;
export type ArtefactState = (typeof artefactStates)[number];

/** What may be written next. Opening breaks a seal, a copy into a bundle does not; what went away comes back by being received; nothing follows a destruction. */
const next: Readonly<Record<ArtefactState, readonly CustodyCode[]>> = {
  NEW: ['RECEIVED'],
  HELD: ['OPENED', 'COPIED', 'SEALED', 'HANDED_OVER', 'RETURNED', 'DESTROYED'],
  SEALED: ['OPENED', 'COPIED', 'HANDED_OVER', 'RETURNED', 'DESTROYED'],
  HANDED_OVER: ['RECEIVED'],
  RETURNED: ['RECEIVED'],
  DESTROYED: [],
};
export const nextCodes = (state: ArtefactState): readonly CustodyCode[] => next[state];

/** The state after an entry, as the trigger writes it. */
export function stateAfter(state: ArtefactState, code: CustodyCode): ArtefactState {
  if (code === 'COPIED') return state;
  return code === 'RECEIVED' || code === 'OPENED' ? 'HELD' : code;
}

/** Acts that name somebody on the other side. */
export const codesWithParty: ReadonlySet<CustodyCode> = new Set(['HANDED_OVER', 'RETURNED']);

/** What people wrote with an entry. The salt keeps a short reason from being guessed by its digest. */
export interface CustodyWords {
  readonly why: string;
  readonly party: string | null;
  readonly salt: string;
}

/** One entry before it is chained. */
export interface CustodyFacts {
  readonly artefact: string;
  readonly file: string;
  /** SHA-256 of the artefact, hex. */
  readonly digest: string;
  readonly sequence: number;
  readonly code: CustodyCode;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly actor: string;
  readonly agency: string;
}

export interface ChainedEntry {
  readonly body: string;
  readonly previous: Buffer;
  readonly mac: Buffer;
  readonly hash: Buffer;
}

export const wordsDigest = (words: CustodyWords): string =>
  createHash('sha256').update(strictCanonical(words)).digest('hex');

/** What an artefact's first entry follows. */
export function custodyStart(artefact: string, digest: string): Buffer {
  return createHash('sha256').update(`la-chan custody ${artefact} ${digest}`).digest();
}

const hashOf = (previous: Uint8Array, body: string, mac: Uint8Array) =>
  createHash('sha256').update(previous).update(body).update(mac).digest();

/** Shows that the platform wrote the entry after that past; the database has the key nowhere. */
const macOf = (key: KeyObject, previous: Uint8Array, body: string) =>
  createHmac('sha256', key).update(previous).update(body).digest();

export function chainEntry(key: KeyObject, facts: CustodyFacts, words: CustodyWords, previous: Buffer): ChainedEntry {
  const body = strictCanonical({ ...facts, words: wordsDigest(words) });
  const mac = macOf(key, previous, body);
  return { body, previous, mac, hash: hashOf(previous, body, mac) };
}

/** An entry as it was found, with its columns and what was written, where it opens. */
export interface FoundEntry extends ChainedEntry, Omit<CustodyFacts, 'file' | 'digest' | 'artefact'> {
  readonly words: CustodyWords | undefined;
}

export const custodyFaults = [
  'gap',
  'previous',
  'hash',
  'mac',
  'columns',
  'words',
  'order',
  'head',
  'cut-off',
  'file',
] as const;
export type CustodyFault = (typeof custodyFaults)[number];

export interface CustodyBreak {
  readonly sequence: number;
  readonly fault: CustodyFault;
}

/** What is known of an artefact beside its entries. */
export interface KnownArtefact {
  readonly id: string;
  readonly file: string;
  readonly digest: string;
  readonly state: ArtefactState;
  readonly headSequence: number;
  readonly headHash: Buffer;
  /** Entries that the audit was told of. */
  readonly audited: number;
}

/** Walks the chain of an artefact. @returns the first place that is not as it was written; undefined where all is */
export function brokenCustody(
  known: KnownArtefact,
  entries: readonly FoundEntry[],
  key: KeyObject,
): CustodyBreak | undefined {
  let previous = custodyStart(known.id, known.digest);
  let state: ArtefactState = 'NEW';
  for (const [place, entry] of entries.entries()) {
    const fault = faultOf(known, entry, place + 1, previous, state, key);
    if (fault) return { sequence: place + 1, fault };
    previous = entry.hash;
    state = stateAfter(state, entry.code);
  }
  const after = entries.length + 1;
  if (known.headSequence !== entries.length || !known.headHash.equals(previous) || known.state !== state)
    return { sequence: after, fault: 'head' };
  return known.audited > entries.length ? { sequence: after, fault: 'cut-off' } : undefined;
}

function faultOf(
  known: KnownArtefact,
  entry: FoundEntry,
  sequence: number,
  previous: Buffer,
  state: ArtefactState,
  key: KeyObject,
): CustodyFault | undefined {
  if (entry.sequence !== sequence) return 'gap';
  if (!entry.previous.equals(previous)) return 'previous';
  if (!entry.hash.equals(hashOf(previous, entry.body, entry.mac))) return 'hash';
  if (entry.mac.length !== 32 || !timingSafeEqual(entry.mac, macOf(key, previous, entry.body))) return 'mac';
  if (!entry.words) return 'words';
  const { code, at, actor, agency, words } = entry;
  const facts: CustodyFacts = {
    artefact: known.id,
    file: known.file,
    digest: known.digest,
    sequence,
    code,
    at,
    actor,
    agency,
  };
  if (strictCanonical({ ...facts, words: wordsDigest(words) }) !== entry.body)
    return entry.body.includes(wordsDigest(words)) ? 'columns' : 'words';
  return next[state].includes(code) ? undefined : 'order';
}
