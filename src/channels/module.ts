import type { Module } from '../kernel/index.ts';
import { channelsSealed } from './accounts/account-sealing.ts';
import { channelPolicies } from './policies.ts';

export const channelsModule: Module = {
  name: 'channels',
  schema: {
    name: 'channels',
    migrations: new URL('./migrations/', import.meta.url),
    policies: channelPolicies,
    sealed: channelsSealed,
  },
};
