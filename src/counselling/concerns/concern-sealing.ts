import { randomBytes } from 'node:crypto';
import { type Ctx, openPart, type PartKey, type SealedColumn, sealPart } from '../../kernel/index.ts';
import type { ConcernRow } from './concern.ts';

const keyContext = (concern: string) => `counselling.concern|${concern}`;

/** The keys of concerns, which the vault wrapped: no desk opens one. */
export const concernSealed: readonly SealedColumn[] = [
  { table: 'counselling.concern', key: ['id'], column: 'sealed_key', context: (row) => keyContext(String(row.id)) },
];

/** A new key, as it is kept. */
export const newConcernKey = async (ctx: Ctx, concern: string): Promise<Buffer> =>
  Buffer.from(await ctx.kernel.vault.wrap(randomBytes(32), keyContext(concern)));

export async function concernKey(ctx: Ctx, row: Pick<ConcernRow, 'id' | 'sealed_key'>): Promise<PartKey> {
  const bytes = await ctx.kernel.vault.unwrap(row.sealed_key, keyContext(row.id));
  return { bytes, scope: { objectKind: 'concern', objectId: row.id, fieldClass: 'internal' } };
}

export const sealConcern = (key: PartKey, part: 'said' | 'answer', text: string): Buffer => sealPart(key, part, text);
export const openConcern = (key: PartKey, part: 'said' | 'answer', sealed: Uint8Array): string =>
  openPart(key, part, sealed);
