import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modules } from '../../apps/server/modules.ts';
import { ROOT } from '../../apps/server/paths.ts';

test('every module that has a policy says by hand what it means, in src/<module>/policy-table.test.ts', () => {
  const owing = modules.filter(({ schema, capabilities }) => (schema?.policies ?? []).length > 0 || capabilities);
  expect(owing.length).toBeGreaterThan(5);
  const missing = owing.filter(({ name }) => !existsSync(join(ROOT, 'src', name, 'policy-table.test.ts')));
  expect(missing.map(({ name }) => name)).toEqual([]);
});
