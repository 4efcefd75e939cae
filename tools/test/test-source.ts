import type { Ctx } from '../../src/kernel/index.ts';
import { type CreateSource, createSource, steerSource } from '../../src/listening/index.ts';
import { must } from './test-result.ts';

/** A source of listening that posts are pushed to, and that runs. @returns its id */
export async function runTestSource(analyst: Ctx, more: Partial<CreateSource> = {}): Promise<string> {
  const { id } = must(
    await createSource(analyst, {
      kind: 'push',
      name: 'Nguồn mẫu',
      purposeCode: 'CHILD_SAFETY',
      legalBasis: 'Văn bản mẫu số 1',
      client: null,
      provinceCode: null,
      lane: 1,
      ratePerHour: 60,
      sampling: 1,
      weight: 1,
      settings: {},
      ...more,
    }),
  );
  must(await steerSource(analyst, { source: id, act: 'run' }));
  return id;
}
