import { expect, test } from 'vitest';
import { rolesOf } from './roles.ts';

test.each([
  [[], ['portal', 'desk'], true],
  [['--fast'], ['portal', 'desk'], true],
  [['--web'], ['portal', 'desk'], false],
  [['--portal'], ['portal'], false],
  [['--desk', '--worker'], ['desk'], true],
  [['--worker'], [], true],
])('a process that is started with %j serves %j, and runs jobs: %j', (args, surfaces, worker) => {
  expect(rolesOf(args)).toEqual({ surfaces, worker });
});
