/** What is mutated together, and the tests that must notice. */
export interface MutationArea {
  readonly files: readonly string[];
  readonly tests: readonly string[];
  /**
   * Leave out what is read once, when its file is: to change it the runner reads every file anew, seconds for each. For
   * large tables that have a test of their own, row by row.
   */
  readonly withoutTables?: boolean;
}

/** The cores that decide and compute, with tests that open no database: a change of theirs is asked in a second. */
export const areas: Readonly<Record<string, MutationArea>> = {
  policies: {
    files: ['check', 'condition', 'filter', 'row-lock', 'policy', 'explain'].map(
      (name) => `src/kernel/policy/${name}.ts`,
    ),
    tests: ['src/kernel/policy/compiled.test.ts', 'src/*/policy-table.test.ts'],
  },
  sealing: {
    // Of custody what stands on paper; the rest works on tables.
    files: ['envelope', 'hpke', 'marked-text', 'receipt', 'custody'].map(
      (name) => `src/kernel/sealing/${name}.ts${name === 'custody' ? ':98-125' : ''}`,
    ),
    tests: ['src/kernel/sealing/hpke.test.ts', 'src/kernel/sealing/envelope.test.ts'],
  },
  sessions: {
    files: [
      ...['session', 'one-time-code', 'token'].map((name) => `src/members/sign-in/${name}.ts`),
      ...['effective-roles', 'grant-reach'].map((name) => `src/members/people/${name}.ts`),
    ],
    tests: ['src/members/sign-in/session.test.ts', 'src/members/people/effective-roles.test.ts'],
    withoutTables: true,
  },
  receipts: {
    files: [
      ...['locator', 'receipt', 'receipt-session'].map((name) => `src/intake/receipts/${name}.ts`),
      'src/intake/receipts/wrong-tries.ts:1-78',
    ],
    tests: ['src/intake/receipts/locator.test.ts', 'src/intake/receipts/read-receipt.test.ts'],
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
    tests: ['src/clocks/clock.test.ts', 'src/kernel/calendar.test.ts', 'src/kernel/time.test.ts'],
  },
};
