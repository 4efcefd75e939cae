import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  definePolicy,
  excluded,
  granted,
  not,
} from '../../kernel/index.ts';
import { police } from '../policies.ts';

const platform = actorKind('system');
const coordinators = all(police, agencyHas('COORDINATE_OFFENCES'));
/** Who has a part in the file that it hangs on. */
const ofOwnFile = any(
  all(police, actorIs('agency', 'agency')),
  all(police, granted('offence-file', 'evidence', 'file_id')),
);
const notKeptOut = not(excluded('offence-file', 'file_id'));

export const pointerPolicy = definePolicy({
  resource: 'deconfliction-pointer',
  table: 'offences.deconfliction_pointer',
  columns: { file_id: 'uuid', agency: 'text' },
  visible: all(notKeptOut, any(platform, ofOwnFile, coordinators)),
  insertable: platform,
  updatable: platform,
  actions: {
    'deconfliction.list': always,
    /** By who coordinates for the whole country, and belongs to neither side's file. */
    'deconfliction.close': coordinators,
  },
});

export const watchPolicy = definePolicy({
  resource: 'watch-term',
  table: 'offences.watch_term',
  columns: { file_id: 'uuid', agency: 'text' },
  visible: all(notKeptOut, any(platform, ofOwnFile)),
  insertable: all(notKeptOut, ofOwnFile),
  updatable: ofOwnFile,
  actions: { 'watch-term.list': always, 'watch-term.end': ofOwnFile },
});

/** Locks are seen by whom they keep out, and by who lifts them. */
export const lockPolicy = definePolicy({
  resource: 'deconfliction-lock',
  table: 'offences.deconfliction_lock',
  columns: { person: 'uuid' },
  visible: any(platform, actorIs('person', 'person'), coordinators),
  insertable: platform,
  updatable: all(coordinators, not(actorIs('person', 'person'))),
  actions: { 'deconfliction-lock.lift': all(coordinators, not(actorIs('person', 'person'))) },
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
export const hitPolicy = ofThePlatform('deconfliction-hit', 'offences.deconfliction_hit');
export const questionPolicy = ofThePlatform('deconfliction-question', 'offences.deconfliction_question');

export const deconflictionPolicies = [pointerPolicy, watchPolicy, lockPolicy, hitPolicy, questionPolicy];
