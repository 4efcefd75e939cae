import { describePolicyTables } from '../kernel/policy/policy-table.testing.ts';
import { stages } from './files/offence-file.ts';
import { offencesModule } from './module.ts';

/*
 * Criminal Procedure Code 101/2015/QH13, art. 145-147, 163-164: a unit of the police takes a tip, the one that holds the power to
 * investigate decides on it, others take part by its word. Ministry plan 838/QĐ-LĐTBXH: an inter-agency mechanism, so that the bodies
 * that coordinate know that a file is there, and no more. Nobody of the child's welfare has a part in it, whatever they hold.
 */
const FILE = '01936000-0000-7000-8000-000000000001';
const relations = {
  lead: { agency: 'CAT-01', functions: ['INVESTIGATE'] },
  'lead without the power': { agency: 'CAT-01' },
  'another unit': { agency: 'CAT-79', functions: ['INVESTIGATE'] },
  coordinating: { agency: 'MPS-A05', functions: ['INVESTIGATE', 'COORDINATE_OFFENCES'] },
  helpline: { agency: 'C111', functions: ['RUN_HELPLINE'] },
};
const at = (...places: string[]) =>
  places.flatMap((place) => ['police_intake', 'police_investigator'].map((role) => `${role}@${place}`));
const lead = at('lead', 'lead without the power');
/** Whoever was let in to a file sees it where they are police, and nowhere else. */
const letIn = at('another unit', 'coordinating', 'helpline').map((who) => `${who} + grant evidence`);
const within = [...lead, ...letIn];
const deciding = ['police_investigator@lead'];
const records = Object.fromEntries(stages.map((stage) => [stage, { id: FILE, lead_agency: 'CAT-01', stage }]));
const exclusions = [{ objectKind: 'offence-file', objectId: FILE }];
const grants = [{ objectKind: 'offence-file', objectId: FILE }];
const letInToInvestigate = ['another unit', 'coordinating'].map(
  (place) => `police_investigator@${place} + grant evidence`,
);

describePolicyTables(
  offencesModule,
  {
    'offence-file': {
      relations,
      records,
      grants,
      proof: ['offence-file.destroy-custody'],
      exclusions,
      may: {
        see: ['system', ...within],
        add: ['system', ...lead],
        change: ['system', ...within],
        'offence-file.read': within,
        'offence-file.move': deciding,
        // A unit that only took the tip, or was just given it, may say what it is about before it passes it on.
        'offence-file.describe': Object.fromEntries(
          stages.map((stage) => [
            stage,
            stage === 'TIP' || stage === 'TRANSFERRED'
              ? [...lead, ...letInToInvestigate]
              : [...deciding, ...letInToInvestigate],
          ]),
        ),
        'offence-file.share': deciding,
        'offence-file.transfer': lead,
        'offence-file.assert': within,
        'offence-file.request': [...deciding, ...letInToInvestigate],
        'offence-file.approve-request': deciding,
        'offence-file.decide': deciding,
        'offence-file.declare-conflict': within,
        'offence-file.keep-custody': within,
        'offence-file.destroy-custody': deciding,
        'offence-file.bundle': deciding,
      },
    },
    'offence-register': {
      relations,
      records: { 'an entry': { id: FILE, lead_agency: 'CAT-01' } },
      grants,
      exclusions,
      may: {
        see: ['system', ...within, ...at('coordinating')],
        add: ['system'],
        change: ['system'],
        'offence-register.list': [...within, ...at('coordinating')],
        'offence-register.oversee': at('coordinating'),
      },
    },
  },
  {
    relations,
    may: {
      'offence-file.open': at('*'),
      'offence-figures.read': at('*'),
    },
  },
);
