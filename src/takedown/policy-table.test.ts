import { describePolicyTables, type PolicyTable } from '../kernel/policy/policy-table.testing.ts';
import { itemStates } from './items/item.ts';
import { takedownModule } from './module.ts';

/*
 * Decision 830/QĐ-TTg and Decree 147/2024: 111, A05 and the authority of the information ministry verify for the country while
 * they hold the function, the police of a province what was given to them; whoever entered an item does not grade it, and whoever
 * is named in it or has a conflict sees nothing of it. Those who order see what two have verified. Other members see nothing.
 */
const PROPOSER = '01936000-0000-7000-8000-000000000001';
const GRADER = '01936000-0000-7000-8000-000000000002';
const ITEM = '01936000-0000-7000-8000-000000000003';
const relations = {
  verifying: { agency: 'C111', functions: ['VERIFY_CONTENT'] },
  proposer: { agency: 'MPS-A05', functions: ['VERIFY_CONTENT'], person: PROPOSER },
  unit: { agency: 'CAT-01' },
  ordering: { agency: 'MOCST-ABEI', functions: ['ORDER_TAKEDOWN'] },
  elsewhere: { agency: 'CAT-24' },
};
const national = ['verifying', 'proposer'].flatMap((at) => [`content_analyst@${at}`, `content_verifier@${at}`]);
const workers = [...national, 'content_verifier@unit'];
const graders = ['content_analyst@verifying', 'content_verifier@verifying', 'content_verifier@unit'];
const VERIFIED = ['VERIFIED', 'ORDERED', 'GONE', 'RETURNED'];
const each = (who: (state: string) => readonly string[]) =>
  Object.fromEntries(itemStates.map((state) => [state, who(state)]));
const inStates = (who: readonly string[], ...states: string[]) => each((state) => (states.includes(state) ? who : []));
const orderers = (state: string) => (VERIFIED.includes(state) ? ['takedown_officer@ordering'] : []);
const seen = each((state) => ['system', ...workers, ...orderers(state)]);
const readers = ['content_analyst@*', 'content_verifier@*', 'takedown_officer@*'];
const table = (may: PolicyTable['may']): PolicyTable => ({ relations, records: { 'a row': { id: ITEM } }, may });

describePolicyTables(
  takedownModule,
  {
    'content-item': {
      relations,
      records: Object.fromEntries(
        itemStates.map((state) => [state, { id: ITEM, agency: 'CAT-01', state, proposed_by: PROPOSER }]),
      ),
      exclusions: [{ objectKind: 'content-item', objectId: ITEM }],
      exclusionsAtAdding: true,
      may: {
        see: seen,
        add: ['system'],
        change: each(() => ['system', ...workers]),
        'content-item.list': seen,
        'content-item.read': seen,
        'content-item.unmask': each((state) => [...workers, ...orderers(state)]),
        'content-item.triage': inStates(workers, 'RECEIVED', 'TRIAGED'),
        'content-item.set-aside': inStates(workers, 'RECEIVED', 'TRIAGED'),
        'content-item.take-up': inStates(workers, 'SET_ASIDE'),
        'content-item.grade': inStates(graders, 'TRIAGED', 'GRADED_ONCE'),
        'content-item.settle': inStates(graders, 'DISPUTED'),
        'content-item.describe': workers,
        'content-item.declare-conflict': workers,
      },
    },
    'content-arrival': table({ see: ['system'], add: ['system'], change: ['system'] }),
    'content-grade': {
      relations: { ...relations, grader: { agency: 'C111', functions: ['VERIFY_CONTENT'], person: GRADER } },
      records: { blind: { grader: GRADER, sealed: true }, decided: { grader: GRADER, sealed: false } },
      may: {
        see: {
          blind: ['system', 'anybody@grader'],
          decided: ['system', 'anybody@grader', ...national, 'content_analyst@grader', 'content_verifier@grader'],
        },
        add: ['content_analyst@grader', 'content_verifier@grader'],
        change: ['system'],
        'content-grade.read': {
          blind: ['system', 'anybody@grader'],
          decided: ['system', 'anybody@grader', ...national, 'content_analyst@grader', 'content_verifier@grader'],
        },
      },
    },
    'content-weight': table({
      see: ['system', ...readers],
      add: national,
      change: ['system'],
      'content-weight.read': ['system', ...readers],
      'content-weight.set': national,
    }),
    'content-domain-rule': table({
      see: ['system', ...readers],
      add: national,
      change: ['system', ...national],
      'content-domain-rule.read': ['system', ...readers],
      'content-domain-rule.set': national,
    }),
  },
  {
    relations,
    may: {
      'content-item.hand-over': ['111_counsellor@*', '111_supervisor@*', 'police_intake@*'],
      'content-item.propose': [...national, 'content_verifier@*', 'vncop_member_user@*'],
    },
  },
);
