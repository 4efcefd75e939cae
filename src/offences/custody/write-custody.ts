import { type KeyObject, randomBytes } from 'node:crypto';
import { type Kernel, newId, type Tx } from '../../kernel/index.ts';
import { type ChainedEntry, type CustodyCode, type CustodyWords, chainEntry } from './custody.ts';
import { sealWords } from './custody-sealing.ts';
import { insertCustodyEvents } from './custody-store.ts';
import type { ArtefactRow, CustodyEventRow } from './custody-tables.ts';

/** What is to be written of an artefact, by whom. */
export interface NewEntry {
  readonly code: CustodyCode;
  readonly why: string;
  readonly party: string | null;
  readonly actor: string;
  readonly agency: string;
  readonly at: Date;
}

type Head = Pick<ArtefactRow, 'id' | 'file_id' | 'digest' | 'head_sequence' | 'head_hash'>;

/** One entry after the head that was read; it is taken only where that is still the head. */
export async function nextEntry(
  kernel: Kernel,
  key: KeyObject,
  artefact: Head,
  entry: NewEntry,
): Promise<{ readonly row: CustodyEventRow; readonly words: CustodyWords }> {
  const id = newId<'custody-event'>(entry.at.getTime());
  const words: CustodyWords = { why: entry.why, party: entry.party, salt: randomBytes(16).toString('hex') };
  const sequence = artefact.head_sequence + 1;
  const { code, actor, agency, at } = entry;
  const chained: ChainedEntry = chainEntry(
    key,
    {
      artefact: artefact.id,
      file: artefact.file_id,
      digest: artefact.digest.toString('hex'),
      sequence,
      code,
      at: at.toISOString(),
      actor,
      agency,
    },
    words,
    artefact.head_hash,
  );
  const sealed = await sealWords(kernel, 'custody_event', id, words);
  const row = {
    id,
    artefact_id: artefact.id,
    file_id: artefact.file_id,
    sequence,
    code,
    at,
    actor,
    agency,
    sealed,
    ...chained,
  };
  return { row, words };
}

/** Writes one entry, and tells the audit of it: a chain that is cut off is found by what was told. */
export async function writeEntry(
  kernel: Kernel,
  key: KeyObject,
  tx: Tx,
  of: { readonly artefact: Head; readonly organisation: string; readonly action: string },
  entry: NewEntry,
): Promise<CustodyEventRow> {
  const { row } = await nextEntry(kernel, key, of.artefact, entry);
  await insertCustodyEvents(tx, [row]);
  tellAudit(tx, of, row);
  return row;
}

export function tellAudit(
  tx: Tx,
  of: { readonly organisation: string; readonly action: string },
  row: CustodyEventRow,
): void {
  tx.audit({
    organisation: of.organisation,
    action: of.action,
    object: { kind: 'custody-artefact', id: row.artefact_id },
    codes: { code: row.code, sequence: row.sequence, hash: row.hash.toString('hex') },
  });
}
