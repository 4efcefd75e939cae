import { ok, type Result } from '../kernel/index.ts';
import { decodeText } from './decode-text.pure.ts';
import { refuse } from './refusals.ts';

/** A text file that somebody brings, in whichever encoding `decodeText` knows. Refusals: `table.encoding-unknown` */
export function readText(bytes: Uint8Array): Result<string> {
  const decoded = decodeText(bytes);
  return decoded ? ok(decoded.text) : refuse('table.encoding-unknown');
}
