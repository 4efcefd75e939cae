import { expect, test } from 'vitest';
import { readReport } from './test-report.ts';

test('counts tests, names the failed and skipped ones, and counts a file that broke before its first test', () => {
  const report = {
    testResults: [
      {
        name: '/house/src/a.test.ts',
        status: 'failed',
        assertionResults: [
          { fullName: 'a works', status: 'passed' },
          { fullName: 'a breaks', status: 'failed' },
          { fullName: 'a waits', status: 'skipped' },
          { fullName: 'a plans', status: 'todo' },
        ],
      },
      { name: '/house/src/b.test.ts', status: 'failed', assertionResults: [] },
      {
        name: '/house/src/c.test.ts',
        status: 'passed',
        assertionResults: [
          { fullName: 'c works', status: 'passed', failureMessages: ['TimeoutError: late\n    at c'] },
        ],
      },
    ],
  };
  expect(readReport(JSON.stringify(report), '/house')).toEqual({
    passed: 2,
    failed: [
      { file: 'src/a.test.ts', name: 'a breaks' },
      { file: 'src/b.test.ts', name: 'the file itself' },
    ],
    skipped: [
      { file: 'src/a.test.ts', name: 'a waits' },
      { file: 'src/a.test.ts', name: 'a plans' },
    ],
    unsteady: [{ file: 'src/c.test.ts', name: 'c works', why: 'TimeoutError: late' }],
  });
});

test('a run that left no report has no tests', () => {
  expect(readReport('{}', '/house')).toEqual({ passed: 0, failed: [], skipped: [], unsteady: [] });
});
