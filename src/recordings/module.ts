import type { Module } from '../kernel/index.ts';
import { recordingPolicy } from './recording-policy.ts';
import { spokenTextPolicy } from './spoken-text-policy.ts';

export const recordingsModule: Module = {
  name: 'recordings',
  schema: {
    name: 'recordings',
    migrations: new URL('./migrations/', import.meta.url),
    policies: [recordingPolicy, spokenTextPolicy],
  },
};
