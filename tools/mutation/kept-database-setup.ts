import type { TestProject } from 'vitest/node';
import { keptDatabase } from './run-environment.ts';

/** Vitest's global setup of a mutation run: the tests clone the template of the cluster that `tools/mutate.ts` keeps open. */
export default function setUp(project: TestProject): void {
  const kept = keptDatabase();
  if (!kept) return;
  project.provide('templateUrl', kept.templateUrl);
  project.provide('superuserUrl', kept.superuserUrl);
}
