import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  columnIn,
  definePolicy,
  excluded,
  granted,
  holds,
  not,
} from '../../kernel/index.ts';
import { police } from '../policies.ts';

const platform = actorKind('system');
export const investigators = all(holds('police_investigator'), agencyHas('INVESTIGATE'));

/**
 * Who sees a link and what else follows a class: whoever has a part in the file, or in both of two files, the police of the unit,
 * investigators of the whole country. Of a closed class nobody sees anything but the platform.
 */
export const visibilityPolicy = definePolicy({
  resource: 'graph-class',
  table: 'offences.visibility_class',
  columns: {
    level: 'text',
    agency: 'text',
    file_id: 'uuid',
    one_file: 'uuid',
    one_agency: 'text',
    other_file: 'uuid',
    other_agency: 'text',
  },
  visible: any(
    platform,
    all(
      not(excluded('offence-file', 'file_id')),
      any(
        all(columnIn('level', 'FILE', 'UNIT'), police, actorIs('agency', 'agency')),
        all(columnIn('level', 'FILE'), police, granted('offence-file', 'evidence', 'file_id')),
        all(
          columnIn('level', 'BOTH'),
          police,
          // Here and not above: who reads no class of two files does not pay for the look.
          not(excluded('offence-file', 'one_file')),
          not(excluded('offence-file', 'other_file')),
          any(actorIs('agency', 'one_agency'), granted('offence-file', 'evidence', 'one_file')),
          any(actorIs('agency', 'other_agency'), granted('offence-file', 'evidence', 'other_file')),
        ),
        all(columnIn('level', 'NATION'), investigators),
      ),
    ),
  ),
  insertable: platform,
  updatable: platform,
  actions: {
    /** Links are followed, counted and explained as far as their classes are seen. */
    'graph.walk': always,
    /** A link that the actor's own unit wrote. */
    'graph.take-back': investigators,
  },
  followers: [{ table: 'offences.link', column: 'visibility' }],
});

const ofThePlatform = (resource: string, table: string) =>
  definePolicy({
    resource,
    table,
    columns: {},
    visible: platform,
    insertable: platform,
    updatable: platform,
    actions: {},
  });

/** Values and numbers of the graph: verbs read them for a person, of the nodes that the person's links lead to. */
export const nodePolicy = ofThePlatform('graph-node', 'offences.node');
export const identifierPolicy = ofThePlatform('graph-identifier', 'offences.identifier');
export const basisPolicy = ofThePlatform('graph-basis', 'offences.link_basis');
/** Walked by the platform for a reader, with the classes that the reader's own row lock has told. */
export const adjacencyPolicy = ofThePlatform('graph-adjacency', 'offences.adjacency');
export const changePolicy = ofThePlatform('graph-change', 'offences.graph_change');

/** A shared point tells a number, a reason and a day: walks of every unit pass it by. */
export const hubPolicy = definePolicy({
  resource: 'graph-hub',
  table: 'offences.hub',
  columns: { agency: 'text' },
  visible: any(platform, police),
  insertable: all(investigators, actorIs('agency', 'agency')),
  updatable: investigators,
  actions: {
    'graph-hub.review': investigators,
  },
});

const notKeptOut = not(excluded('offence-file', 'file_id'));
const own = all(police, actorIs('person', 'person'));

/** Selections of the graph that somebody keeps: theirs alone, and gone from sight with the file. */
export const viewPolicy = definePolicy({
  resource: 'graph-view',
  table: 'offences.graph_view',
  columns: { file_id: 'uuid', person: 'uuid' },
  visible: all(notKeptOut, any(platform, own)),
  insertable: all(notKeptOut, own),
  updatable: own,
  deletable: own,
  actions: { 'graph-view.list': own },
});

export const graphPolicies = [
  visibilityPolicy,
  nodePolicy,
  identifierPolicy,
  basisPolicy,
  adjacencyPolicy,
  changePolicy,
  hubPolicy,
  viewPolicy,
];
