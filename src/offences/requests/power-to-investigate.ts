import type { Ctx } from '../../kernel/index.ts';
import { functionsHeld } from '../../members/index.ts';

/** The function to investigate that the actor's unit holds on this very day, with the document on which it rests; undefined where it holds none. */
export async function powerToInvestigate(ctx: Ctx) {
  if (ctx.actor.kind !== 'person') return undefined;
  const held = await functionsHeld(ctx, { agency: ctx.actor.agency });
  return held?.functions.find(({ functionCode }) => functionCode === 'INVESTIGATE');
}
