import { type Ctx, ok, type Result } from '../../kernel/index.ts';
import { machineClientPolicy } from '../policies.ts';
import { refuse } from '../refusals.ts';
import { ownMachines } from './machine-client-store.ts';

/** A machine of the own organisation, as its people see it: never its key. */
export interface OwnMachine {
  readonly id: string;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly validTo: Date | null;
  /** When a key of it was shown last, to the hour. */
  readonly lastSeenAt: Date | null;
  /** Until when the key before the last renewal works. */
  readonly previousUntil: Date | null;
}

/** The machines of the reader's organisation whose key works. Refusal: `members.not-permitted` */
export async function listOwnMachines(ctx: Ctx): Promise<Result<OwnMachine[]>> {
  if (!machineClientPolicy.couldEver(ctx.actor, 'key.renew', ctx.now)) return refuse('members.not-permitted');
  return ctx.transaction(async (tx) => ok(await ownMachines(tx)));
}
