import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { machineClientPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import type { Display } from './display.ts';
import { displayRows } from './display-store.ts';

/** The screens of the reader's agency, those that may still show something first. Refusal: `members.not-permitted` */
export async function listDisplays(ctx: Ctx): Promise<Result<Display[]>> {
  if (!machineClientPolicy.couldEver(ctx.actor, 'display.manage', ctx.now)) return refuse('members.not-permitted');
  return ctx.transaction(async (tx) => ok(await displayRows(tx)));
}
