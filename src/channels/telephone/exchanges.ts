import { type Ctx, extensionPoint } from '../../kernel/index.ts';
import type { SendOutcome } from '../adapter.ts';
import type { CallCommand } from './call-command.ts';

/** How calls are steered; one value, which the channels offer themselves. */
export interface Exchanges {
  readonly name: string;
  /**
   * Asks the exchange of an account for what the desk wants; never inside a transaction, since it goes out of the house.
   * @returns `refused` where there is no such exchange any more
   */
  steer(ctx: Ctx, account: string, command: CallCommand): Promise<SendOutcome>;
  /** Whether a law obliges somebody to record the calls of this exchange, as its administrator said. */
  mustRecord(ctx: Ctx, account: string): Promise<boolean>;
}

export const exchangesPoint = extensionPoint<Exchanges>('channels.exchanges', ({ name }) => name);

export function exchangesOf({ kernel }: Pick<Ctx, 'kernel'>): Exchanges {
  const [found] = kernel.offered.of(exchangesPoint);
  if (!found) throw new Error('nobody steers calls');
  return found;
}
