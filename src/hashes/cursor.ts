import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Kernel } from '../kernel/index.ts';

/**
 * Where a reader of a list is. `snapshot`: in a read of the whole list, by entry id, that began when the log stood at
 * `seq`; after it, `changes` follows the log from there.
 */
export type Cursor =
  | { readonly list: string; readonly mode: 'snapshot'; readonly seq: number; readonly entry: string }
  | { readonly list: string; readonly mode: 'changes'; readonly seq: number };

/** The cursor as a text that only we can make, for one member and one register. */
export async function sealCursor(kernel: Kernel, agency: string, register: string, cursor: Cursor): Promise<string> {
  const body = Buffer.from(JSON.stringify(cursor)).toString('base64url');
  return `${body}.${(await mark(kernel, agency, register, body)).toString('base64url')}`;
}

/** The cursor of a text, or undefined where it is not one of ours for this member and register. */
export async function openCursor(
  kernel: Kernel,
  agency: string,
  register: string,
  text: string,
): Promise<Cursor | undefined> {
  const [body, given, ...rest] = text.split('.');
  if (!body || !given || rest.length > 0 || text.length > 1_000) return undefined;
  // Compared as text: base64 lets several texts stand for the same bytes.
  const wanted = Buffer.from((await mark(kernel, agency, register, body)).toString('base64url'));
  const bytes = Buffer.from(given);
  if (bytes.length !== wanted.length || !timingSafeEqual(bytes, wanted)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString()) as Cursor;
}

async function mark(kernel: Kernel, agency: string, register: string, body: string): Promise<Buffer> {
  const key = await kernel.vault.derive('hashes.cursor');
  return createHmac('sha256', key).update(`${agency}\n${register}\n${body}`).digest().subarray(0, 24);
}
