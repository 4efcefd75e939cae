import { type Kernel, markText, readMarked } from '../kernel/index.ts';

/**
 * Where a reader of a list is. `snapshot`: in a read of the whole list, by entry id, that began when the log stood at
 * `seq`; after it, `changes` follows the log from there.
 */
export type Cursor =
  | { readonly list: string; readonly mode: 'snapshot'; readonly seq: number; readonly entry: string }
  | { readonly list: string; readonly mode: 'changes'; readonly seq: number };

const PURPOSE = 'hashes.cursor';
const boundTo = (agency: string, register: string) => `${agency}\n${register}`;

/** The cursor as a text that only we can make, for one member and one register. */
export function sealCursor(kernel: Kernel, agency: string, register: string, cursor: Cursor): Promise<string> {
  return markText(kernel.vault, PURPOSE, boundTo(agency, register), cursor);
}

/** The cursor of a text, or undefined where it is not one of ours for this member and register. */
export async function openCursor(
  kernel: Kernel,
  agency: string,
  register: string,
  text: string,
): Promise<Cursor | undefined> {
  return (await readMarked(kernel.vault, PURPOSE, boundTo(agency, register), text)) as Cursor | undefined;
}
