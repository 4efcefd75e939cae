import type { Ctx } from '../../kernel/index.ts';
import { functionsHeld } from '../../members/index.ts';

/** The code of a police unit that is there and holds the power to investigate today; undefined for anything else that was written. */
export async function unitThatMay(ctx: Ctx, written: string): Promise<string | undefined> {
  const code = written.trim().toUpperCase();
  if (!/^[A-Z0-9]+(-[A-Z0-9]+)*$/.test(code) || code.length > 24) return undefined;
  const held = await functionsHeld(ctx, { agency: code });
  if (held?.agency.kind !== 'POLICE') return undefined;
  return held.functions.some(({ functionCode }) => functionCode === 'INVESTIGATE') ? held.agency.code : undefined;
}
