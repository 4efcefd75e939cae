/** Files that are mutated together, and the tests that must notice: those that are quick first, since a run ends with the first. */
export interface MutationPart {
  readonly files: readonly string[];
  readonly tests: readonly string[];
  /**
   * Leave out what is read once, when its file is: all tests are asked of it. For large tables that have a test of their
   * own, row by row.
   */
  readonly withoutTables?: boolean;
}

const under = (folder: string, names: readonly string[], end = '.ts') => names.map((name) => `${folder}/${name}${end}`);

/** A module's policies: what they say, by its table, and that they are the locks of a real database. */
const policiesOf = (file: string): MutationPart => ({
  files: [file],
  tests: [`${file.split('/').slice(0, 2).join('/')}/policy-table.test.ts`, 'tests/journeys/locks.test.ts'],
});

/**
 * What must hold whatever else breaks, each area with its cores, its verbs and its stores. Cores are asked without a database,
 * in a second a change; the others on a real one.
 */
export const areas: Readonly<Record<string, readonly MutationPart[]>> = {
  policies: [
    {
      files: under('src/kernel/policy', ['check', 'condition', 'filter', 'row-lock', 'policy', 'explain']),
      tests: ['src/kernel/policy/compiled.test.ts', 'src/*/policy-table.test.ts'],
    },
    {
      files: ['src/kernel/policy/object-lock.ts'],
      tests: ['src/cases/access/locked-rows.test.ts', 'tests/journeys/locks.test.ts'],
    },
    {
      files: under('src/kernel/policy', ['exclusion-store', 'grant-store']),
      tests: ['src/kernel/policy/stored-access.test.ts'],
    },
    policiesOf('src/members/policies.ts'),
    policiesOf('src/clocks/clock-policy.ts'),
    policiesOf('src/work/policies.ts'),
    policiesOf('src/hashes/policies.ts'),
    policiesOf('src/intake/reports/report-policy.ts'),
    policiesOf('src/cases/access/case-policy.ts'),
    policiesOf('src/listening/listening-policy.ts'),
    policiesOf('src/recordings/recording-policy.ts'),
  ],
  sealing: [
    {
      files: under('src/kernel/sealing', ['envelope', 'hpke', 'marked-text', 'receipt']),
      tests: under('src/kernel/sealing', ['known-answers', 'hpke', 'envelope'], '.test.ts'),
    },
    {
      files: ['src/kernel/sealing/node-primitives.ts'],
      tests: under('src/kernel/sealing', ['node-primitives', 'hpke'], '.test.ts'),
    },
    {
      files: under('src/kernel/sealing', [
        'sealing',
        'sealing-store',
        'sealing-jobs',
        'custody',
        'rotate',
        'rotate-store',
      ]),
      tests: under('src/kernel/sealing', ['known-answers', 'key-holders', 'sealing'], '.test.ts'),
    },
    {
      files: under('src/kernel/sealing', ['sealed-record', 'sealed-record-store']),
      tests: ['src/kernel/sealing/sealed-record.test.ts'],
    },
    {
      files: ['src/kernel/sealing/blind-index.ts'],
      tests: ['src/kernel/sealing/known-answers.test.ts'],
    },
    {
      files: under('src/kernel/sealing', ['vault-file', 'vault-transit']),
      tests: under('src/kernel/sealing', ['known-answers', 'root-keys'], '.test.ts'),
    },
    {
      files: under('src/kernel/sealing', ['open-vault', 'vault-check-store']),
      tests: under('src/kernel/sealing', ['open-vault', 'vault.contract'], '.test.ts'),
    },
    {
      files: under('src/kernel/sealing', ['rewrap', 'rewrap-store']),
      tests: ['src/kernel/sealing/rewrap.test.ts'],
    },
  ],
  sessions: [
    {
      files: [
        ...under('src/members/sign-in', ['session', 'one-time-code', 'token']),
        ...under('src/members/people', ['effective-roles', 'grant-reach']),
      ],
      tests: ['src/members/sign-in/session.test.ts', 'src/members/people/effective-roles.test.ts'],
      withoutTables: true,
    },
    {
      files: under('src/members/sign-in', [
        ...['sign-in', 'attempt', 'open-session', 'password', 'or-busy', 'step-up', 'change-password'],
        ...['set-purpose', 'list-sessions', 'sign-out', 'end-session', 'end-sessions-of'],
      ]),
      tests: under('src/members/sign-in', ['sign-in-traces', 'wrong-sign-ins', 'own-session', 'sign-in'], '.test.ts'),
    },
    {
      files: ['src/members/sign-in/session-store.ts'],
      tests: ['src/members/sign-in/session-store.test.ts'],
    },
    {
      files: ['src/members/sign-in/identify.ts'],
      tests: [
        ...under('src/members/sign-in', ['identify', 'own-session', 'sign-in'], '.test.ts'),
        'src/members/machines/machine-client.test.ts',
      ],
    },
  ],
  receipts: [
    {
      files: under('src/intake/receipts', ['locator', 'receipt', 'receipt-session']),
      tests: under('src/intake/receipts', ['locator', 'read-receipt'], '.test.ts'),
    },
    {
      files: ['src/intake/receipts/receipt-store.ts'],
      tests: ['src/intake/receipts/receipt-store.test.ts'],
    },
    {
      files: ['src/kernel/tries.ts', 'src/intake/receipts/wrong-tries.ts'],
      tests: under('src/intake/receipts', ['read-receipt', 'wrong-tries'], '.test.ts'),
    },
    {
      files: under('src/intake/receipts', [
        ...['unlock-receipt', 'open-receipt', 'view-of-receipt', 'change-receipt', 'burn-receipt'],
        ...['confirm-receipt-kept', 'reply-as-reporter', 'leave-receipt', 'receipt-removals'],
      ]),
      tests: under('src/intake/receipts', ['receipt-acts', 'receipt', 'receipt-removals'], '.test.ts'),
    },
  ],
  states: [
    {
      files: [
        'src/intake/reports/report.ts',
        'src/hashes/entries/entry.ts',
        'src/cases/process/protection-case.ts',
        'src/cases/process/next-step.ts',
        'src/cases/process/step-map.ts',
      ],
      tests: [
        'src/intake/reports/report.test.ts',
        'src/hashes/entries/entry.test.ts',
        'src/cases/process/protection-case.test.ts',
      ],
      withoutTables: true,
    },
  ],
  deadlines: [
    {
      files: ['src/clocks/clock.ts', 'src/kernel/calendar.ts', 'src/kernel/time.pure.ts'],
      tests: ['src/clocks/clock.test.ts', 'src/kernel/calendar.test.ts', 'src/kernel/time.test.ts'],
    },
    {
      files: under('src/clocks', [
        ...['start-clocks', 'end-clocks', 'resume-clocks', 'move-clocks', 'sweep-clocks', 'supervisors', 'follow-law'],
        ...['clock-store', 'sweep-store', 'jobs'],
      ]),
      tests: ['src/clocks/clock-engine.test.ts'],
    },
  ],
};
