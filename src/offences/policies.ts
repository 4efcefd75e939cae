import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  any,
  columnIn,
  defineCapabilities,
  definePolicy,
  excluded,
  granted,
  holds,
  not,
  steppedUp,
} from '../kernel/index.ts';

const platform = actorKind('system');
/** The police who take tips and who investigate; nobody else has a part in a file, whatever they hold. */
export const police = holds('police_intake', 'police_investigator');
const investigators = all(holds('police_investigator'), agencyHas('INVESTIGATE'));
/** Whoever is named in a file, or has a conflict of interest, is kept from it whatever they hold. */
const notKeptOut = not(excluded('offence-file', 'id'));
const lead = all(police, actorIs('agency', 'lead_agency'));
/** A unit that the lead let in for a time, by a grant that the platform keeps with the file. */
const takesPart = all(police, granted('offence-file', 'evidence', 'id'));
/** The bodies that coordinate offences for the whole country, while they hold the function. */
const coordinators = all(police, agencyHas('COORDINATE_OFFENCES'));
const leads = all(lead, investigators);
const investigatesInPart = all(takesPart, investigators);

export const filePolicy = definePolicy({
  resource: 'offence-file',
  table: 'offences.offence_file',
  objectKind: 'offence-file',
  columns: { id: 'uuid', lead_agency: 'text', stage: 'text' },
  visible: all(notKeptOut, any(platform, lead, takesPart)),
  insertable: any(platform, lead),
  updatable: any(platform, lead, takesPart),
  actions: {
    'offence-file.read': any(lead, takesPart),
    /** Decisions of the procedure: an investigator of the lead, while it holds the power to investigate. */
    'offence-file.move': leads,
    /** What is known of it: articles, harm, ages, what it is about. */
    'offence-file.describe': any(leads, investigatesInPart, all(lead, columnIn('stage', 'TIP', 'TRANSFERRED'))),
    /** Persons of interest and articles: said by whoever has a part in it, and taken back. */
    'offence-file.assert': any(lead, takesPart),
    /** Drafts what is asked of somebody outside, and writes down what came of it. */
    'offence-file.request': any(leads, investigatesInPart),
    /** Agrees that it be asked: another investigator of the lead. */
    'offence-file.approve-request': leads,
    /** Writes down what was decided. */
    'offence-file.decide': leads,
    /** Lets another unit take part, and ends its part. */
    'offence-file.share': leads,
    /** Hands the lead to another unit: whoever took a tip too, so that it comes to who may investigate it. */
    'offence-file.transfer': lead,
    'offence-file.declare-conflict': any(lead, takesPart),
    /** Takes in, opens and writes down what happened to what the file rests on. */
    'offence-file.keep-custody': any(lead, takesPart),
    /** Nothing of it comes back: an investigator of the lead, who proves anew who they are. */
    'offence-file.destroy-custody': all(leads, steppedUp),
    /** What leaves the house: bundles for a court or another unit, lists of hashes for another force. */
    'offence-file.bundle': leads,
  },
  followers: [
    'file_unit',
    'file_stage',
    'offence_event',
    'person_of_interest',
    'same_person_claim',
    'file_article',
    'offence_outcome',
    'offence_request',
    'request_event',
    'custody_artefact',
    'custody_event',
    'court_bundle',
  ].map((table) => ({
    table: `offences.${table}`,
    column: 'file_id',
  })),
});

/** That a file is there, for whoever has a part in it and for the bodies that coordinate; nothing of what is in it. */
export const registerPolicy = definePolicy({
  resource: 'offence-register',
  table: 'offences.file_register',
  columns: { id: 'uuid', lead_agency: 'text' },
  visible: all(notKeptOut, any(platform, lead, takesPart, coordinators)),
  insertable: platform,
  updatable: platform,
  actions: {
    'offence-register.list': any(lead, takesPart, coordinators),
    /** Hears of what is stuck anywhere. */
    'offence-register.oversee': coordinators,
  },
});

export const offencesPolicies = [filePolicy, registerPolicy];

/** Permissions that hang on no row. */
export const offencesCapabilities = defineCapabilities({
  /** Opens a file by hand. */
  'offence-file.open': police,
  /** Figures of all units, small numbers hidden. */
  'offence-figures.read': police,
});
