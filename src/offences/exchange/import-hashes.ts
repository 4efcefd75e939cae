import { readText } from '../../documents/index.ts';
import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { enterArtefact, type KeptArtefact, readWords } from '../custody/keep-artefact.ts';
import { fileAct, type OnFile } from '../files/file-record.ts';
import { refuse } from '../refusals.ts';
import { readCase } from './case-uco.ts';
import { listBytes } from './hash-list.ts';
import { readIcse } from './icse.ts';
import type { ReadResult } from './media-hash.ts';
import { readVics } from './vics.ts';

export const importFormats = ['VICS', 'CASE', 'ICSE'] as const;
export type ImportFormat = (typeof importFormats)[number];

/** Bytes of a list that somebody brings. */
const BYTES_MOST = 32 * 1024 * 1024;

export interface ImportedHashes extends KeptArtefact {
  readonly entries: number;
  readonly refused: number;
  /** Fields that were left out, with how often. */
  readonly dropped: Readonly<Record<string, number>>;
}

/**
 * Takes a list of hashes of another force into the custody of a file, as far as it is hashes and what was said of them: no path,
 * name or comment of theirs is kept.
 * Refusals: those of an act on a file, `hash-list.unreadable` (facts: fault), `hash-list.holds-media`, `custody.content-unusable`
 */
export async function importHashes(
  ctx: Ctx,
  input: OnFile & {
    readonly format: ImportFormat;
    readonly bytes: Uint8Array;
    readonly title: string;
    readonly source: string;
    readonly why: string;
  },
): Promise<Result<ImportedHashes>> {
  const words = readWords(input);
  if (!words.ok) return words;
  if (input.bytes.length > BYTES_MOST)
    return refuse('hash-list.unreadable', { field: 'file', facts: { fault: 'too-many' } });
  const read = await readAs(input.format, input.bytes);
  if ('fault' in read)
    return read.fault === 'holds-media'
      ? refuse('hash-list.holds-media', { field: 'file' })
      : refuse('hash-list.unreadable', { field: 'file', facts: { fault: read.fault } });
  if (read.entries.length === 0) return refuse('hash-list.unreadable', { field: 'file', facts: { fault: 'empty' } });
  return fileAct(ctx, 'offence-file.keep-custody', input, async (tx, file, actor) => {
    const kept = await enterArtefact(ctx, tx, file, actor, {
      kind: 'HASH_LIST',
      words: words.value.words,
      why: words.value.why,
      house: { bytes: listBytes(read.entries), type: 'application/json' },
    });
    if (!kept.ok) return kept;
    return ok({ ...kept.value, entries: read.entries.length, refused: read.refused.length, dropped: read.dropped });
  });
}

async function readAs(format: ImportFormat, bytes: Uint8Array): Promise<ReadResult> {
  if (format === 'ICSE') return readIcse(bytes);
  const text = readText(bytes);
  if (!text.ok) return { fault: 'unreadable' };
  return format === 'VICS' ? readVics(text.value) : readCase(text.value);
}
