import type { Module } from '../kernel/index.ts';
import { workCapabilities, workPolicies } from './policies.ts';

export const workModule: Module = {
  name: 'work',
  schema: { name: 'work', migrations: new URL('./migrations/', import.meta.url), policies: workPolicies },
  capabilities: workCapabilities,
};
