import { describePolicyTables } from '../kernel/policy/policy-table.testing.ts';
import { stages } from './files/offence-file.ts';
import { offencesModule } from './module.ts';

/*
 * Criminal Procedure Code 101/2015/QH13, art. 145-147, 163-164: a unit of the police takes a tip, the one that holds the power to
 * investigate decides on it, others take part by its word. Ministry plan 838/QĐ-LĐTBXH: an inter-agency mechanism, so that the bodies
 * that coordinate know that a file is there, and no more. Nobody of the child's welfare has a part in it, whatever they hold.
 */
const FILE = '01936000-0000-7000-8000-000000000001';
const OTHER_FILE = '01936000-0000-7000-8000-000000000003';
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

const LOCKED = '01936000-0000-7000-8000-000000000002';
const investigating = [
  'police_investigator@lead',
  'police_investigator@another unit',
  'police_investigator@coordinating',
];
/** Whoever leads the one of two files and was let in to the other. */
const withinBoth = at('another unit').map((who) => `${who} + grant evidence`);
/**
 * Who sees what each class of links shows: of a file who has a part in it, of two files who has a part in both, of a unit its police, of the
 * country who investigates.
 */
const classes = (who: (seen: readonly string[]) => readonly string[]) => ({
  'of a file': who(within),
  'of two files': who(withinBoth),
  'of a unit': who(lead),
  'of the country': who(investigating),
  'of nobody': who([]),
});
const platformAlone = {
  relations,
  records: { 'a row': {} },
  may: { see: ['system'], add: ['system'], change: ['system'] },
};

const platformRemoves = { ...platformAlone, may: { ...platformAlone.may, remove: ['system'] } };

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
    'graph-class': {
      relations,
      records: {
        'of a file': { level: 'FILE', agency: 'CAT-01', file_id: FILE },
        'of two files': {
          level: 'BOTH',
          one_file: FILE,
          one_agency: 'CAT-01',
          other_file: OTHER_FILE,
          other_agency: 'CAT-79',
        },
        'of a unit': { level: 'UNIT', agency: 'CAT-01' },
        'of the country': { level: 'NATION' },
        'of nobody': { level: 'CLOSED' },
      },
      grants,
      may: {
        see: classes((seen) => ['system', ...seen]),
        add: ['system'],
        change: {
          'of a file': ['system'],
          'of two files': ['system'],
          'of a unit': ['system'],
          'of the country': ['system'],
          'of nobody': ['system'],
        },
        'graph.walk': classes((seen) => ['system', ...seen]),
        'graph.take-back': classes((seen) =>
          seen.filter((who) => investigating.some((one) => who === one || who.startsWith(`${one} +`))),
        ),
      },
    },
    'graph-hub': {
      relations,
      records: { 'a shared point': { agency: 'CAT-01' } },
      may: {
        see: ['system', ...at('*')],
        add: deciding,
        change: investigating,
        'graph-hub.review': investigating,
      },
    },
    'graph-view': {
      relations: { ...relations, keeper: { agency: 'CAT-01', person: LOCKED } },
      records: { 'a kept view': { file_id: FILE, person: LOCKED } },
      exclusions,
      may: {
        see: ['system', ...at('keeper')],
        add: at('keeper'),
        change: at('keeper'),
        remove: at('keeper'),
        'graph-view.list': at('keeper'),
      },
    },
    'graph-node': platformAlone,
    'graph-identifier': platformAlone,
    'graph-basis': platformAlone,
    'graph-adjacency': platformAlone,
    'graph-change': platformAlone,
    'deconfliction-pointer': {
      relations,
      records: { 'one side': { file_id: FILE, agency: 'CAT-01' } },
      grants,
      exclusions,
      may: {
        see: ['system', ...within, ...at('coordinating')],
        add: ['system'],
        change: ['system'],
        'deconfliction.list': ['system', ...within, ...at('coordinating')],
        'deconfliction.close': at('coordinating'),
      },
    },
    'watch-term': {
      relations,
      records: { 'a term': { file_id: FILE, agency: 'CAT-01' } },
      grants,
      exclusions,
      may: {
        see: ['system', ...within],
        add: within,
        change: within,
        'watch-term.list': ['system', ...within],
        'watch-term.end': within,
      },
    },
    'deconfliction-lock': {
      relations: { ...relations, locked: { agency: 'MPS-A05', functions: ['COORDINATE_OFFENCES'], person: LOCKED } },
      records: { 'a lock': { person: LOCKED } },
      may: {
        see: ['system', 'anybody@locked', ...at('coordinating')],
        add: ['system'],
        change: at('coordinating'),
        'deconfliction-lock.lift': at('coordinating'),
      },
    },
    'offence-series': {
      relations,
      records: {
        'proposed to a unit': { audience: 'CAT-01', state: 'PROPOSED' },
        'taken by a unit': { audience: 'CAT-01', state: 'TAKEN' },
        'proposed to the country': { audience: null, state: 'PROPOSED' },
      },
      may: {
        see: {
          'proposed to a unit': ['system', ...lead],
          'taken by a unit': ['system', ...lead],
          'proposed to the country': ['system', ...at('coordinating')],
        },
        add: ['system'],
        change: {
          'proposed to a unit': ['system', ...deciding],
          'taken by a unit': ['system', ...deciding],
          'proposed to the country': ['system', 'police_investigator@coordinating'],
        },
        'offence-series.list': {
          'proposed to a unit': ['system', ...lead],
          'taken by a unit': ['system', ...lead],
          'proposed to the country': ['system', ...at('coordinating')],
        },
        'offence-series.decide': {
          'proposed to a unit': deciding,
          'taken by a unit': [],
          'proposed to the country': ['police_investigator@coordinating'],
        },
      },
    },
    'content-followed': platformAlone,
    'offence-series-member': platformRemoves,
    'offence-series-support': platformRemoves,
    'offence-series-scan': platformRemoves,
    'offence-wording': platformRemoves,
    'offence-wording-band': platformRemoves,
    'deconfliction-hit': platformAlone,
    'deconfliction-question': platformAlone,
  },
  {
    relations,
    may: {
      'offence-file.open': at('*'),
      'offence-figures.read': at('*'),
    },
  },
);
