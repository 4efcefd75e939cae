/** What is mutated together, and the tests that must notice. Tests beside a file and tests of its users, as few as know it well. */
export interface MutationArea {
  readonly files: readonly string[];
  readonly tests: readonly string[];
  /**
   * Leave out what is read once, when its file is: to change it the runner reads every file anew, seconds for each. For
   * large tables that have a test of their own, row by row.
   */
  readonly withoutTables?: boolean;
}

export const areas: Readonly<Record<string, MutationArea>> = {
  policies: {
    files: ['check', 'condition', 'filter', 'row-lock', 'policy', 'explain'].map(
      (name) => `src/kernel/policy/${name}.ts`,
    ),
    tests: ['src/kernel/policy/*.test.ts', 'src/*/policy-table.test.ts'],
  },
  sealing: {
    files: ['envelope', 'hpke', 'custody', 'marked-text', 'receipt', 'sealing'].map(
      (name) => `src/kernel/sealing/${name}.ts`,
    ),
    tests: ['src/kernel/sealing/*.test.ts'],
  },
  sessions: {
    files: ['session', 'open-session', 'one-time-code', 'token', 'pending'].map(
      (name) => `src/members/sign-in/${name}.ts`,
    ),
    tests: ['src/members/sign-in/*.test.ts'],
  },
  receipts: {
    files: ['locator', 'receipt', 'wrong-tries', 'unlock-receipt', 'burn-receipt', 'change-receipt'].map(
      (name) => `src/intake/receipts/${name}.ts`,
    ),
    tests: ['src/intake/receipts/*.test.ts'],
  },
  states: {
    files: ['src/intake/reports/report.ts', 'src/hashes/entries/entry.ts', 'src/cases/process/protection-case.ts'],
    tests: [
      'src/intake/reports/report.test.ts',
      'src/hashes/entries/entry.test.ts',
      'src/cases/process/protection-case.test.ts',
    ],
    withoutTables: true,
  },
  deadlines: {
    files: ['src/clocks/clock.ts', 'src/kernel/calendar.ts', 'src/kernel/time.pure.ts'],
    tests: ['src/clocks/*.test.ts', 'src/kernel/calendar.test.ts', 'src/kernel/time.test.ts'],
  },
};
