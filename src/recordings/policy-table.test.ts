import { describePolicyTables } from '../kernel/policy/policy-table.testing.ts';
import { recordingsModule } from './module.ts';

/*
 * Law on Children 102/2016/QH13, art. 54. What children hear is put by who runs the platform or answers for what 111 says to
 * them, after a fresh proof, since every child who opens the page hears it; children hear it through the platform alone.
 */
const keepers = ['sysadmin@*', '111_supervisor@*'];

describePolicyTables(recordingsModule, {
  recording: {
    relations: { helpline: { agency: 'C111', desk: '111-intake' }, elsewhere: { agency: 'MOH-MCD', report: 'report' } },
    records: { 'a recording': { id: '01936000-0000-7000-8000-000000000001' } },
    proof: ['recording.put'],
    may: {
      see: ['system', ...keepers],
      add: keepers,
      'recording.manage': keepers,
      'recording.put': keepers,
      'recording.withdraw': keepers,
    },
  },
  // A voice of a text belongs to its editors, as the text does.
  'spoken-text': {
    relations: {
      editing: { agency: 'C111', functions: ['PUBLISH_LEARNING'] },
      elsewhere: { agency: 'MOH-MCD' },
    },
    records: { 'a voice': { id: '01936000-0000-7000-8000-000000000002' } },
    may: { see: ['system', 'editor@editing'], add: ['editor@editing'], 'spoken-text.listen': ['editor@editing'] },
  },
});
