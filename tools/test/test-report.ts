import { relative } from 'node:path';

interface Named {
  readonly file: string;
  readonly name: string;
}

/** What a run of Vitest came to. */
export interface Counts {
  readonly passed: number;
  readonly failed: readonly Named[];
  readonly skipped: readonly Named[];
  /** Passed, but not at the first try. */
  readonly unsteady: readonly (Named & { readonly why: string })[];
}

interface Report {
  readonly testResults?: readonly {
    readonly name: string;
    readonly status: string;
    readonly assertionResults: readonly {
      readonly fullName: string;
      readonly status: string;
      /** Of every try, those before a success too. */
      readonly failureMessages?: readonly string[];
    }[];
  }[];
}

/** Reads Vitest's JSON report. A file that failed before its first test counts as one failure, under its own name. */
export function readReport(json: string, root: string): Counts {
  const files = (JSON.parse(json) as Report).testResults ?? [];
  const tests = files.flatMap(({ name, status, assertionResults }) => {
    const file = relative(root, name);
    const broken = status === 'failed' && !assertionResults.some((result) => result.status === 'failed');
    return [
      ...assertionResults.map(({ fullName, status, failureMessages = [] }) => ({
        file,
        name: fullName,
        status,
        why: failureMessages[0]?.split('\n', 1)[0] ?? '',
      })),
      ...(broken ? [{ file, name: 'the file itself', status: 'failed', why: '' }] : []),
    ];
  });
  const named = (wanted: (status: string) => boolean) =>
    tests.filter(({ status }) => wanted(status)).map(({ file, name }) => ({ file, name }));
  return {
    passed: named((status) => status === 'passed').length,
    failed: named((status) => status === 'failed'),
    skipped: named((status) => status !== 'passed' && status !== 'failed'),
    unsteady: tests
      .filter(({ status, why }) => status === 'passed' && why !== '')
      .map(({ file, name, why }) => ({ file, name, why })),
  };
}
