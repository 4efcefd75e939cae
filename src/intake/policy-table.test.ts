import { describePolicyTables } from '../kernel/policy/policy-table.testing.ts';
import { intakeModule } from './module.ts';

/*
 * Law on Children 102/2016/QH13, art. 51; Decree 56/2017/ND-CP, art. 25-26 (the informant's identity only where it must be).
 * The desk that received a report works on it; a call taker writes it down and passes it on, but opens neither the story nor
 * who it is about. What is found of a report and its end are said by whoever handles it, and by nobody else, and another
 * counsellor agrees where danger was in it; another desk of the same helpline sees nothing of it. Who told reaches their own by the receipt, and no
 * person sees which take-down request belongs to which report.
 */
const REPORT = '01936000-0000-7000-8000-000000000001';
const HANDLER = '01936000-0000-7000-8000-000000000002';
const relations = {
  desk: { agency: 'C111', desk: '111-intake' },
  handler: { agency: 'C111', desk: '111-intake', person: HANDLER },
  'handler no longer there': { agency: 'C111', person: HANDLER },
  'another desk': { agency: 'C111', desk: '111-night' },
  elsewhere: { agency: 'MOH-MCD' },
  holder: { agency: 'SCHOOL', report: REPORT },
};
const at = (...roles: string[]) => ['desk', 'handler'].flatMap((where) => roles.map((role) => `${role}@${where}`));
const takers = at('111_agent', '111_counsellor', '111_supervisor');
const counsellors = at('111_counsellor', '111_supervisor');
const handling = ['111_counsellor@handler', '111_supervisor@handler'];
const grants = [{ objectKind: 'report', objectId: REPORT }];
const platformOnly = { see: ['system'], add: ['system'], remove: ['system'] };

describePolicyTables(intakeModule, {
  report: {
    relations,
    records: { 'a report': { id: REPORT, desk_code: '111-intake', assigned_to: HANDLER } },
    grants,
    proof: ['report.read-identity'],
    may: {
      see: ['system', ...takers, 'receipt@holder', 'grant triage'],
      add: ['system', ...takers, 'receipt@holder'],
      // Whoever was only let in reads.
      change: ['system', ...takers, 'receipt@holder'],
      'report.list': [...takers, 'grant triage'],
      'report.read': [...takers, 'grant triage'],
      'report.search': [...takers, 'grant triage'],
      'report.read-narrative': [...counsellors, 'grant narrative'],
      'report.read-identity': [...counsellors, 'grant identity'],
      'report.screen': counsellors,
      'report.reply': counsellors,
      'report.note': takers,
      'report.take': takers,
      'report.assign': at('111_supervisor'),
      'report.file-for-caller': takers,
      'report.verify': handling,
      'report.end': handling,
      'report.approve-end': counsellors,
      'report.undo': counsellors,
      'report.reopen': at('111_supervisor'),
      'receipt.own': ['receipt@holder'],
    },
  },
  receipt_attempt: {
    relations,
    records: { 'wrong tries': {} },
    may: { ...platformOnly, 'receipt-attempt.count': [] },
  },
  report_incident: {
    relations,
    records: { 'a code of a report': { report_id: REPORT, desk_code: '111-intake' } },
    grants,
    may: {
      see: ['system', ...takers, 'receipt@holder', 'grant triage'],
      add: ['system', ...takers, 'receipt@holder', 'grant triage'],
      remove: ['system', ...takers, 'receipt@holder', 'grant triage'],
    },
  },
  receipt_removal: {
    relations,
    records: { 'a request of the receipt': { report_id: REPORT } },
    grants,
    may: { see: ['system', 'receipt@holder'], add: ['system', 'receipt@holder'] },
  },
  removal_session: { relations, records: { 'a session': {} }, may: platformOnly },
});
