import { ok, type Result } from '../../kernel/index.ts';
import { holdsMedia } from '../filing/report-input.ts';
import { refuse } from '../refusals.ts';
import { readText } from '../text.ts';

/** Longest message on a thread, longest note of the desk, in code points. */
export const MESSAGE_LIMIT = 5_000;

const faults = { empty: 'message.empty', 'too-long': 'message.too-long', unreadable: 'message.unreadable' } as const;

/** A message in its normal form. */
export function readMessage(written: string): Result<string> {
  const read = readText(written, MESSAGE_LIMIT);
  if (!read.ok) return refuse(faults[read.fault], { field: 'text', facts: { limit: MESSAGE_LIMIT } });
  return holdsMedia(read.text) ? refuse('message.unreadable', { field: 'text' }) : ok(read.text);
}
