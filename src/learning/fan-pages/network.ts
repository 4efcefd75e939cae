import type { ChannelCode } from '../../channels/index.ts';

/** Where something is told: at accounts of the agency at three networks, and in the portal's own feed. */
export const networks = ['FACEBOOK', 'ZALO', 'TELEGRAM', 'FEED'] as const;
export type Network = (typeof networks)[number];

const byChannel: Readonly<Partial<Record<ChannelCode, Exclude<Network, 'FEED'>>>> = {
  'facebook-page': 'FACEBOOK',
  'zalo-oa': 'ZALO',
  telegram: 'TELEGRAM',
};

/** @returns undefined for channels that speak to one person at a time */
export const networkOf = (channel: ChannelCode) => byChannel[channel];
