import { createHash } from 'node:crypto';
import {
  type Ctx,
  newId,
  ok,
  type PersonActor,
  putEvidence,
  type Result,
  readOptionalText,
  readTextInput,
  type Tx,
} from '../../kernel/index.ts';
import { fileAct, type OnFile } from '../files/file-record.ts';
import { refuse } from '../refusals.ts';
import type { FileRow } from '../tables.ts';
import { type ArtefactKind, custodyStart } from './custody.ts';
import { custodyKey, newFileKey, sealWords } from './custody-sealing.ts';
import { insertArtefact, lastNumber } from './custody-store.ts';
import { contentOf } from './refused-content.ts';
import { writeEntry } from './write-custody.ts';

/** What people say of an artefact. */
export interface ArtefactWords {
  readonly title: string;
  /** How it was obtained, and from whom. */
  readonly source: string;
  /** Where it is, of one that is kept elsewhere. */
  readonly place: string | null;
}

export const custodyTexts = {
  title: { most: 200 },
  source: { most: 500 },
  why: { most: 500 },
  place: { most: 300 },
  party: { most: 300 },
} as const;

/** A file of this house, or a thing that is kept elsewhere and is here by its digest. */
export type ArtefactContent =
  | { readonly kept: 'HOUSE'; readonly bytes: Uint8Array }
  | { readonly kept: 'OUTSIDE'; readonly digest: string; readonly size: number; readonly place: string };

export interface KeepArtefactInput extends OnFile {
  readonly kind: Exclude<ArtefactKind, 'HASH_LIST'>;
  readonly title: string;
  readonly source: string;
  readonly why: string;
  readonly content: ArtefactContent;
}

export interface KeptArtefact {
  readonly id: string;
  readonly number: number;
}

const SIZE_MOST = 2 ** 50;

/**
 * Takes something into custody; its chain begins with this receipt. Media are refused, also inside a document: such a thing stays
 * where it is kept, and only its digest and place are written down.
 * Refusals: those of an act on a file, `custody.media` and `custody.content-unusable` (facts: fault), `custody.digest-unusable`,
 * `evidence.too-large`
 */
export async function keepArtefact(ctx: Ctx, input: KeepArtefactInput): Promise<Result<KeptArtefact>> {
  const words = readWords(input);
  if (!words.ok) return words;
  const { content } = input;
  if (content.kept === 'OUTSIDE') {
    const digest = content.digest.replaceAll(/[\s:]/g, '').toLowerCase();
    const fits = Number.isSafeInteger(content.size) && content.size >= 0 && content.size <= SIZE_MOST;
    if (!/^[0-9a-f]{64}$/.test(digest) || !fits) return refuse('custody.digest-unusable', { field: 'digest' });
    const place = readTextInput(content.place, 'place', custodyTexts.place);
    if (!place.ok) return place;
    return fileAct(ctx, 'offence-file.keep-custody', input, (tx, file, actor) =>
      enterArtefact(ctx, tx, file, actor, {
        kind: input.kind,
        words: { ...words.value.words, place: place.value },
        why: words.value.why,
        outside: { digest: Buffer.from(digest, 'hex'), size: content.size },
      }),
    );
  }
  const read = contentOf(content.bytes);
  if ('fault' in read)
    return read.fault === 'media'
      ? refuse('custody.media', { field: 'file' })
      : refuse('custody.content-unusable', { field: 'file', facts: { fault: read.fault } });
  return fileAct(ctx, 'offence-file.keep-custody', input, (tx, file, actor) =>
    enterArtefact(ctx, tx, file, actor, {
      kind: input.kind,
      words: words.value.words,
      why: words.value.why,
      house: { bytes: content.bytes, type: read.type },
    }),
  );
}

/** Title, source and reason, as every artefact has them. */
export function readWords(input: {
  readonly title: string;
  readonly source: string;
  readonly why: string;
}): Result<{ readonly words: ArtefactWords; readonly why: string }> {
  const title = readTextInput(input.title, 'title', custodyTexts.title);
  if (!title.ok) return title;
  const source = readTextInput(input.source, 'source', custodyTexts.source);
  if (!source.ok) return source;
  const why = readTextInput(input.why, 'why', custodyTexts.why);
  if (!why.ok) return why;
  return ok({ words: { title: title.value, source: source.value, place: null }, why: why.value });
}

export interface NewArtefact {
  readonly kind: ArtefactKind;
  readonly words: ArtefactWords;
  readonly why: string;
  readonly house?: { readonly bytes: Uint8Array; readonly type: string };
  readonly outside?: { readonly digest: Buffer; readonly size: number };
}

/** Writes an artefact and the receipt that its chain begins with, in the transaction of an act on its file. */
export async function enterArtefact(
  ctx: Ctx,
  tx: Tx,
  file: Pick<FileRow, 'id' | 'lead_agency' | 'is_demonstration'>,
  actor: PersonActor,
  made: NewArtefact,
): Promise<Result<KeptArtefact>> {
  const id = newId<'custody-artefact'>(tx.now.getTime());
  const digest =
    made.outside?.digest ??
    createHash('sha256')
      .update(made.house?.bytes ?? '')
      .digest();
  const held = made.house && (await newFileKey(ctx.kernel, 'custody_artefact', id));
  const put =
    made.house &&
    held &&
    (await putEvidence(tx, ctx.kernel, {
      key: held.key,
      objectKind: 'custody-artefact',
      objectId: id,
      part: 'artefact',
      mediaType: made.house.type,
      bytes: made.house.bytes,
      storedBy: actor.person,
    }));
  if (put && !put.ok) return put;
  const number = (await lastNumber(tx, file.id)) + 1;
  const start = custodyStart(id, digest.toString('hex'));
  await insertArtefact(tx, {
    id,
    file_id: file.id,
    number,
    kind: made.kind,
    kept: made.house ? 'HOUSE' : 'OUTSIDE',
    evidence: put?.value.id ?? null,
    key: held?.wrapped ?? null,
    media_type: made.house?.type ?? 'application/octet-stream',
    size: made.house?.bytes.length ?? made.outside?.size ?? 0,
    digest,
    sealed: await sealWords(ctx.kernel, 'custody_artefact', id, made.words),
    head_hash: start,
    entered_by: actor.person,
    agency: actor.agency,
    entered_at: tx.now,
    is_demonstration: file.is_demonstration,
  });
  const key = await custodyKey(ctx.kernel);
  const head = { id, file_id: file.id, digest, head_sequence: 0, head_hash: start };
  await writeEntry(
    ctx.kernel,
    key,
    tx,
    { artefact: head, organisation: file.lead_agency, action: 'offence-file.keep-custody' },
    { code: 'RECEIVED', why: made.why, party: null, actor: actor.person, agency: actor.agency, at: tx.now },
  );
  return ok({ id, number });
}

/** Whom an act concerns on the other side; asked for where the act has one. Refusals: `custody.party-missing` */
export function readParty(given: string | null | undefined, needed: boolean): Result<string | null> {
  const read = readOptionalText(given, 'party', custodyTexts.party);
  if (!read.ok) return read;
  if (needed && read.value === undefined) return refuse('custody.party-missing', { field: 'party' });
  return ok(read.value ?? null);
}
