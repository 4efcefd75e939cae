import type { Module } from '../kernel/index.ts';
import { counsellingPolicies } from './policies.ts';

export const counsellingModule: Module = {
  name: 'counselling',
  schema: { name: 'counselling', migrations: new URL('./migrations/', import.meta.url), policies: counsellingPolicies },
};
