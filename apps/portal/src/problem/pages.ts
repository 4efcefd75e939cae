import { type ReportedProblem, reportedProblem } from '../../../../src/vocabulary/index.ts';

/** The problem of a page, by the number that stands in its address. */
export function problemOfPage(page: string | null): ReportedProblem | undefined {
  return reportedProblem.codes.find((code) => reportedProblem.get(code).page === page);
}
