import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { machineClientPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { tokenHash } from '../sign-in/token.ts';
import type { DisplayCode } from './create-display.ts';
import { DISPLAY, newDisplayCode } from './display.ts';
import { giveDisplayCode } from './display-store.ts';

/**
 * Another code for a screen that lost its key. The key it has works until the code is typed. Refusals:
 * `members.not-permitted`, `machine-client.unknown`
 */
export async function renewDisplayCode(ctx: Ctx, input: { readonly display: string }): Promise<Result<DisplayCode>> {
  const object = { kind: 'machine-client', id: input.display };
  if (!machineClientPolicy.couldEver(ctx.actor, 'display.manage', ctx.now)) {
    await ctx.auditRefused({ action: 'display.manage', object });
    return refuse('members.not-permitted');
  }
  return ctx.transaction(async (tx) => {
    const code = newDisplayCode();
    const until = new Date(tx.now.getTime() + DISPLAY.codeMs);
    const agency = await giveDisplayCode(tx, input.display, tokenHash(code), until);
    if (agency === undefined) return refuse('machine-client.unknown');
    tx.audit({ action: 'display.manage', organisation: agency, object, codes: { act: 'code' } });
    return ok({ display: input.display, code, until });
  });
}
