import { type Ctx, extensionPoint } from '../../kernel/index.ts';
import type { SendOutcome } from '../adapter.ts';
import type { CallCommand } from './call-command.ts';
import type { SoftphoneLine } from './softphone-line.ts';

/** An exchange as the desk sees it. Nothing by which it is reached. */
export interface ExchangeState {
  readonly name: string;
  /** The number that is called. */
  readonly number: string;
  readonly silent: boolean;
}

/** How calls are steered; one value, which the channels offer themselves. */
export interface Exchanges {
  readonly name: string;
  /**
   * Asks the exchange of an account for what the desk wants; never inside a transaction, since it goes out of the house.
   * @returns `refused` where there is no such exchange any more
   */
  steer(ctx: Ctx, account: string, command: CallCommand): Promise<SendOutcome>;
  /** The exchanges of an agency, and whether each gives signs of life. */
  states(ctx: Ctx, agency: string): Promise<readonly ExchangeState[]>;
  /** Whether a law obliges somebody to record the calls of this exchange, as its administrator said. */
  mustRecord(ctx: Ctx, account: string): Promise<boolean>;
  /** The exchanges of an agency at which browsers may be telephones. */
  forSoftphones(ctx: Ctx, agency: string): Promise<readonly { readonly account: string; readonly name: string }[]>;
  /** How a browser reaches the exchange of an account; null where there is none, or it takes no browsers (any more). */
  softphoneLine(ctx: Ctx, account: string): Promise<SoftphoneLine | null>;
}

export const exchangesPoint = extensionPoint<Exchanges>('channels.exchanges', ({ name }) => name);

export function exchangesOf({ kernel }: Pick<Ctx, 'kernel'>): Exchanges {
  const [found] = kernel.offered.of(exchangesPoint);
  if (!found) throw new Error('nobody steers calls');
  return found;
}
