import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Vault } from './vault.ts';

const LONGEST = 1_000;

/**
 * A value as a text that only this installation can make and that holds for one reader alone: `<value>.<mark>`. It is not
 * sealed: the reader could read it, and cannot change it.
 * @param purpose of the vault's key
 * @param boundTo what the text holds for, as the reader and the list; the same must be said when it is read
 */
export async function markText(vault: Vault, purpose: string, boundTo: string, value: unknown): Promise<string> {
  const body = Buffer.from(JSON.stringify(value)).toString('base64url');
  return `${body}.${(await mark(vault, purpose, boundTo, body)).toString('base64url')}`;
}

/** The value of a marked text, or undefined where it was not made here for just this. */
export async function readMarked(vault: Vault, purpose: string, boundTo: string, text: string): Promise<unknown> {
  if (text.length > LONGEST) return undefined;
  const [body, given, ...rest] = text.split('.');
  if (!body || !given || rest.length > 0) return undefined;
  // Compared as text: base64 lets several texts stand for the same bytes.
  const wanted = Buffer.from((await mark(vault, purpose, boundTo, body)).toString('base64url'));
  const bytes = Buffer.from(given);
  if (bytes.length !== wanted.length || !timingSafeEqual(bytes, wanted)) return undefined;
  return JSON.parse(Buffer.from(body, 'base64url').toString());
}

async function mark(vault: Vault, purpose: string, boundTo: string, body: string): Promise<Buffer> {
  const key = await vault.derive(purpose);
  return createHmac('sha256', key).update(`${boundTo}\n${body}`).digest().subarray(0, 24);
}
