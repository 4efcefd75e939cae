import { randomBytes } from 'node:crypto';
import { type Ctx, openPart, type PartKey, type SealedColumn, sealPart } from '../../kernel/index.ts';
import type { Words } from './persona.ts';
import type { Turn } from './take-turn.ts';

/** A turn as it is kept: what was written, and what came of it on that day, whatever the rules say later. */
export interface KeptTurn extends Pick<Turn, 'feedback' | 'better' | 'trustChange'> {
  readonly text: string;
  readonly reply: Words;
}

const keyContext = (practice: string) => `counselling.practice|${practice}`;

/** The keys of practices, which the vault wrapped. */
export const practiceSealed: readonly SealedColumn[] = [
  {
    table: 'counselling.practice',
    key: ['id'],
    column: 'sealed_key',
    context: (row) => keyContext(String(row.id)),
  },
];

/** A new key for the lines of a practice, as it is kept. */
export const newPracticeKey = async (ctx: Ctx, practice: string): Promise<Buffer> =>
  Buffer.from(await ctx.kernel.vault.wrap(randomBytes(32), keyContext(practice)));

export async function practiceKey(
  ctx: Ctx,
  practice: { readonly id: string; readonly sealed_key: Uint8Array },
): Promise<PartKey> {
  const bytes = await ctx.kernel.vault.unwrap(practice.sealed_key, keyContext(practice.id));
  return { bytes, scope: { objectKind: 'practice', objectId: practice.id, fieldClass: 'words' } };
}

export const sealTurn = (key: PartKey, turn: number, kept: KeptTurn): Buffer =>
  sealPart(key, `turn:${turn}`, JSON.stringify(kept));

export const openTurn = (key: PartKey, turn: number, sealed: Uint8Array): KeptTurn =>
  JSON.parse(openPart(key, `turn:${turn}`, sealed)) as KeptTurn;
