import { extensionPoint, type Kernel } from '../kernel/index.ts';
import type { ChannelAdapter } from './adapter.ts';
import type { ChannelCode } from './inbound-event.ts';

/** Adapters as a process has them. */
export interface AdapterList {
  readonly name: string;
  readonly adapters: readonly ChannelAdapter[];
}

export const adapterLists = extensionPoint<AdapterList>('channels.adapters', ({ name }) => name);

type Offered = Pick<Kernel, 'offered'>;

export const adaptersOf = ({ offered }: Offered): readonly ChannelAdapter[] =>
  offered.of(adapterLists).flatMap(({ adapters }) => adapters);

/** Undefined where nothing speaks that language (any more). */
export const adapterOf = (kernel: Offered, code: ChannelCode): ChannelAdapter | undefined =>
  adaptersOf(kernel).find((one) => one.code === code);
