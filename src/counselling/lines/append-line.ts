import { openPart, type PartKey, sealPart, type Tx } from '../../kernel/index.ts';
import { addLine, type ContactChange } from '../contacts/contact-store.ts';
import type { ContactRow } from '../tables.ts';
import type { Line } from './line.ts';
import type { LineRow } from './line-store.ts';

export interface NewLine {
  /** UUID that the writer's page made: the same line sent twice is one. */
  readonly lineKey: string;
  readonly from: 'child' | 'helper';
  /** The helper's person. */
  readonly author: string | null;
  readonly text: string;
  /** UUID of the child's page that writes it and has it before it: that page's stream does not look for it. */
  readonly page?: string | undefined;
}

const partOf = (lineKey: string) => `line:${lineKey}`;

/**
 * The next line of a thread, sealed. The caller holds the lock of the contact, which makes its number the next one for all.
 * @returns the line, and the contact as it is then
 */
export async function appendLine(
  tx: Tx,
  key: PartKey,
  contact: ContactRow,
  line: NewLine,
  change: ContactChange = {},
): Promise<{ readonly line: Line; readonly contact: ContactRow }> {
  const seq = contact.last_seq + 1;
  const { from, text } = line;
  const row = {
    contact_id: contact.id,
    seq,
    line_key: line.lineKey,
    at: tx.now,
    from_kind: from,
    author: line.author,
    sealed: sealPart(key, partOf(line.lineKey), text),
  };
  const marks =
    from === 'child'
      ? { child_seq: seq, owed_since: contact.owed_since ?? tx.now }
      : { helper_seq: seq, helper_seen_seq: seq, owed_since: null };
  const now = await addLine(tx, contact, row, { last_seq: seq, ...marks, ...change });
  // The helper's page hears it, and the child's by the number of the contact: see child-stream.ts.
  tx.notify({
    topic: 'contact.line',
    id: contact.id,
    line: { seq, from, ...(line.page !== undefined && { page: line.page }) },
    ...(contact.helper === null ? {} : { person: contact.helper }),
  });
  return { line: { seq, at: tx.now.toISOString(), from, text }, contact: now };
}

/** What was sent before under the key of a line: the same line, or `other`. @param known as `lineByKey` found it */
export function lineSentBefore(key: PartKey, known: LineRow | undefined, line: NewLine): Line | 'other' | undefined {
  if (!known) return undefined;
  const same = known.from_kind === line.from && known.author === line.author;
  const sent = openLine(key, known);
  return same && sent.text === line.text ? sent : 'other';
}

export function openLine(key: PartKey, row: LineRow): Line {
  return {
    seq: row.seq,
    at: row.at.toISOString(),
    from: row.from_kind,
    text: openPart(key, partOf(row.line_key), row.sealed),
  };
}
