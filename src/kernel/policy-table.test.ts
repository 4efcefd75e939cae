import { kernelModule } from './kernel-module.ts';
import { describePolicyTables } from './policy/policy-table.testing.ts';

/* Rows of ids, counts and digests. What they belong to has a policy of its own, which the verbs ask; agencies are kept apart. */
const relations = { own: { agency: 'C111' }, elsewhere: { agency: 'MPS-A05' } };

describePolicyTables(kernelModule, {
  'long-job': {
    relations,
    records: {
      'of an agency': { agency: 'C111', national: false },
      'of the nation': { agency: 'C111', national: true },
    },
    may: {
      see: {
        'of an agency': ['system', 'anybody@own', 'machine@own'],
        'of the nation': ['system', 'anybody@*', 'machine@own'],
      },
      add: ['system', 'anybody@own'],
      change: ['system'],
    },
  },
  'evidence-file': {
    relations,
    records: { 'a file': { id: '01936000-0000-7000-8000-000000000001' } },
    may: { see: ['system', 'anybody@*'], add: ['system', 'anybody@*'], change: ['system'] },
  },
});
