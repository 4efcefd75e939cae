import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Files that take long, those that take longest first: one that begins last is waited for alone. */
const LONG = [
  /\/every-page\.browser\.test\.ts$/,
  /\/accepted-report\.fault\.test\.ts$/,
  /\.browser\.test\.ts$/,
  /\.fault\.test\.ts$/,
  /\/tests\/journeys\//,
];

/** The order of test files in a run: the long ones first, then as Vitest has them. */
export class LongFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification) =>
      LONG.findIndex((long) => long.test(moduleId)) + 1 || LONG.length + 1;
    return (await super.sort(files)).toSorted((a, b) => rank(a) - rank(b));
  }
}
