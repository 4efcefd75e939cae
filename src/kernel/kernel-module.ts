import { evidencePolicy } from './evidence/evidence.ts';
import { longJobPolicy } from './long-job/long-job.ts';
import { longJobJobs } from './long-job/run-long-job.ts';
import type { Module } from './module.ts';

export const kernelModule: Module = {
  name: 'kernel',
  schema: {
    name: 'kernel',
    migrations: new URL('./migrations/', import.meta.url),
    policies: [longJobPolicy, evidencePolicy],
  },
  jobs: () => longJobJobs,
};
