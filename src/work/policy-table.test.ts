import { describePolicyTables } from '../kernel/policy/policy-table.testing.ts';
import { workModule } from './module.ts';

/*
 * A notice is its receiver's alone. Whoever answers for reviewers sees how much the people of the own agency looked at, and
 * never what. What waits for a second person is known to the asker, to the agency that decides and to system
 * administrators, who are the second person where an agency has none; nobody writes one by themselves. Who is at a record is known to
 * the people of its agency and to whoever is there, and nobody says it of somebody else. Whoever is kept from a record is
 * kept from what waits and what is told about it.
 */
const PERSON = '01936000-0000-7000-8000-000000000001';
const OTHER = '01936000-0000-7000-8000-000000000002';
const RECORD = '01936000-0000-7000-8000-000000000003';
const relations = {
  self: { agency: 'C111', person: PERSON },
  colleague: { agency: 'C111', person: OTHER },
  elsewhere: { agency: 'MPS-A05', person: OTHER },
};

describePolicyTables(
  workModule,
  {
    notice: {
      relations,
      records: {
        'of a case': { person: PERSON, case_id: RECORD, record_id: null },
        'of a part of a case': { person: PERSON, case_id: null, record_id: RECORD },
      },
      exclusions: [{ objectKind: 'case', objectId: RECORD }],
      may: { see: ['system', 'anybody@self'], add: [], 'notice.read': ['anybody@self'] },
    },
    exposure: {
      relations,
      records: { 'a shift': { person: PERSON, agency: 'C111' } },
      may: {
        see: ['system', 'anybody@self', 'hash_db_approver@colleague', 'listening_supervisor@colleague'],
        add: ['system', 'anybody@self'],
        // Whoever answers for reviewers sees their counts, and sets none back.
        change: ['system', 'anybody@self'],
      },
    },
    'exposure-limit': {
      relations,
      records: { 'the limit': { id: OTHER } },
      may: { see: ['system', 'anybody@*'], add: ['system', 'hash_db_approver@*'] },
    },
    presence: {
      // Somebody of another agency may be there too.
      relations: { ...relations, visitor: { agency: 'MPS-A05', person: PERSON } },
      records: { 'of a record of C111': { object_id: RECORD, person: PERSON, agency: 'C111' } },
      exclusions: [{ objectKind: 'case', objectId: RECORD }],
      exclusionsAtAdding: true,
      may: {
        see: ['system', 'anybody@self', 'anybody@visitor', 'anybody@colleague'],
        add: ['anybody@self', 'anybody@visitor'],
        change: ['anybody@self', 'anybody@visitor'],
        remove: ['system', 'anybody@self', 'anybody@visitor', 'anybody@colleague'],
      },
    },
    approval: {
      relations: {
        asker: relations.self,
        'the agency that decides': { agency: 'MOH', person: OTHER },
        elsewhere: relations.elsewhere,
      },
      records: {
        'for an agency': { agency: 'MOH', asked_by: PERSON, record_id: RECORD },
        'for no agency': { agency: null, asked_by: PERSON, record_id: RECORD },
      },
      exclusions: [{ objectKind: 'case', objectId: RECORD }],
      may: {
        see: {
          'for an agency': ['system', 'anybody@asker', 'anybody@the agency that decides', 'sysadmin@*'],
          'for no agency': ['system', 'anybody@*'],
        },
        // Whoever knows of it neither writes one nor its decision: a verb judges, and the platform writes.
        add: ['system'],
        change: ['system'],
        'approval.read': {
          'for an agency': ['system', 'anybody@asker', 'anybody@the agency that decides', 'sysadmin@*'],
          'for no agency': ['system', 'anybody@*'],
        },
      },
    },
  },
  {
    relations: { anywhere: { agency: 'C111' } },
    may: {
      'exposure.read': ['hash_db_approver@*', 'listening_supervisor@*'],
      'exposure.manage': ['hash_db_approver@*'],
    },
  },
);
