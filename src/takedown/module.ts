import type { Module } from '../kernel/index.ts';
import { takedownCapabilities, takedownPolicies } from './policies.ts';

export const takedownModule: Module = {
  name: 'takedown',
  schema: {
    name: 'takedown',
    migrations: new URL('./migrations/', import.meta.url),
    policies: takedownPolicies,
  },
  capabilities: takedownCapabilities,
};
