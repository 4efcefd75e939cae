import { describePolicyTables, type PolicyTable } from '../kernel/policy/policy-table.testing.ts';
import { casesModule } from './module.ts';

/*
 * Law on Children 102/2016/QH13, art. 51-53; Decree 56/2017/ND-CP, art. 25-32: the commune owns the case, its worker works on
 * it and its chair decides; the province and the ministry supervise and read no text; who reported sees how it goes on; a
 * service sees the part that was sent to it. Each role has a ceiling of sensitivity. Who is named in a case or has a
 * conflict of interest is kept from it, whatever else they hold.
 */
const CASE = '01936000-0000-7000-8000-000000000001';
const SECOND = '01936000-0000-7000-8000-000000000002';
const relations = {
  owner: { agency: 'UBND-00004', commune: '00004' },
  'another commune': { agency: 'UBND-00008', commune: '00008' },
  province: { agency: 'SYT-01', province: '01' },
  'another province': { agency: 'SYT-79', province: '79' },
  ministry: { agency: 'MOH-MCD' },
  reporter: { agency: 'C111', desk: '111-intake' },
  // Of a body that is not concerned; its area is its commune.
  elsewhere: { agency: 'SCHOOL-X', commune: '00012' },
};
const worker = 'commune_child_officer@owner';
const chair = 'commune_chair@owner';
const province = 'province_child_officer@province';
const ministry = 'ministry_child_officer@ministry';
const commune = ['commune_child_officer', 'commune_chair'];
const receivers = [
  'facility_worker',
  'school_officer',
  'police_intake',
  'police_investigator',
  '111_counsellor',
  '111_supervisor',
  ...commune,
];
const at = (roles: readonly string[], relation: string) => roles.map((role) => `${role}@${relation}`);
const owned = (sensitivity: string) => ({
  id: CASE,
  owner_agency: 'UBND-00004',
  reporting_agency: 'C111',
  province_code: '01',
  sensitivity,
});
/** Who may on a normal, a sensitive and a restricted case. */
const byLabel = (normal: readonly string[], sensitive: readonly string[], restricted: readonly string[]) => ({
  normal,
  sensitive,
  restricted,
});
const reporters = at(['111_counsellor', '111_supervisor', 'police_intake'], 'reporter');
const supervised = {
  normal: [worker, chair, province, ministry, ...reporters],
  sensitive: [worker, chair, province, ministry, '111_supervisor@reporter'],
  restricted: [chair],
};
const letIn = (roles: readonly string[]) => roles.map((who) => `${who} + grant triage`);
const withGrant = (fieldClass: string) =>
  byLabel([worker, chair, fieldClass], [worker, chair, fieldClass], [chair, fieldClass]);

const casesTable: PolicyTable = {
  relations,
  records: { normal: owned('normal'), sensitive: owned('sensitive'), restricted: owned('restricted') },
  grants: [{ objectKind: 'case', objectId: CASE }],
  exclusions: [{ objectKind: 'case', objectId: CASE }],
  proof: ['case.read-identity'],
  may: {
    see: byLabel(
      ['system', ...supervised.normal, 'grant triage'],
      ['system', ...supervised.sensitive, 'grant triage'],
      ['system', ...supervised.restricted, 'grant triage'],
    ),
    add: [
      'system',
      worker,
      chair,
      ...at(
        ['111_counsellor', '111_supervisor', 'police_intake', 'province_child_officer', 'commune_chair'],
        'reporter',
      ),
    ],
    // Whoever was let in reads, and so does who supervises the nation; above the own ceiling a role changes it only where let in.
    change: byLabel(
      ['system', worker, chair, province, ...reporters],
      ['system', worker, chair, province, '111_supervisor@reporter', ...letIn(reporters)],
      ['system', chair, ...letIn([worker, province, ...reporters])],
    ),
    'case.list': withGrant('grant triage'),
    'case.read': withGrant('grant triage'),
    'case.overview': byLabel(
      [...supervised.normal, 'grant triage'],
      [...supervised.sensitive, 'grant triage'],
      [...supervised.restricted, 'grant triage'],
    ),
    'case.read-narrative': withGrant('grant narrative'),
    'case.read-identity': withGrant('grant identity'),
    'case.read-internal': withGrant('grant internal'),
    'case.work': byLabel([worker, chair], [worker, chair], [chair]),
    'case.decide': [chair],
    'case.grant': [chair],
    // The province hands on the case of a commune that is itself implicated, where it was let in; not of its own accord.
    'case.transfer': byLabel([chair, `${province} + grant internal`], [chair, `${province} + grant internal`], [chair]),
    'case.label': byLabel([chair, `${province} + grant triage`], [chair, `${province} + grant triage`], [chair]),
    'case.declare-conflict': byLabel(
      supervised.normal.filter((who) => who !== ministry),
      supervised.sensitive.filter((who) => who !== ministry),
      [chair],
    ),
    'case.simulate': byLabel([chair, province], [chair, province], [chair]),
  },
};

const referred = (status: string) => ({
  id: SECOND,
  case_id: CASE,
  from_agency: 'UBND-00004',
  to_agency: 'BV-NHI',
  status,
});
/** A draft is not there for its receiver, and what was taken back is gone again. */
const sent = (whileSent: readonly string[], before: readonly string[]) => ({
  DRAFT: before,
  SENT: whileSent,
  ACCEPTED: whileSent,
  REVOKED: before,
});
const senders = at(commune, 'owner');
const takers = at(receivers, 'receiver');
const COUNSELLOR = '01936000-0000-7000-8000-0000000000c1';
const writers = [
  ...at(['111_counsellor', '111_supervisor', 'police_intake', 'province_child_officer'], 'who handed over'),
  '111_supervisor@their colleague',
];

describePolicyTables(
  casesModule,
  {
    case: casesTable,
    referral: {
      relations: {
        owner: relations.owner,
        receiver: { agency: 'BV-NHI', commune: '00012' },
        province: relations.province,
        ministry: relations.ministry,
        reporter: relations.reporter,
      },
      records: Object.fromEntries(['DRAFT', 'SENT', 'ACCEPTED', 'REVOKED'].map((status) => [status, referred(status)])),
      // Whoever was let into the case is not let into what was sent to somebody else.
      grants: [{ objectKind: 'case', objectId: CASE }],
      exclusions: [{ objectKind: 'case', objectId: CASE }],
      proof: ['referral.read-identity'],
      may: {
        see: sent(['system', ...senders, ...takers], ['system', ...senders]),
        add: senders,
        'referral.send': senders,
        'referral.answer': sent(takers, []),
        'referral.read': sent([...senders, ...takers], senders),
        'referral.read-identity': sent([...senders, ...takers], senders),
      },
    },
    supplement: {
      relations: {
        owner: relations.owner,
        'another commune': relations['another commune'],
        province: relations.province,
        ministry: relations.ministry,
        // Art. 26: whoever received the information completes it; a colleague of theirs did not hear it.
        'who handed over': { agency: 'C111', desk: '111-intake', person: COUNSELLOR },
        'their colleague': relations.reporter,
        // The same person, who works elsewhere now.
        'who has left': { agency: 'SCHOOL-X', commune: '00012', person: COUNSELLOR },
      },
      records: {
        owed: { case_id: CASE, from_agency: 'C111', to_agency: 'UBND-00004', handed_over_by: COUNSELLOR },
      },
      // Whoever was let into the case is not let into what is sent to its commune.
      grants: [{ objectKind: 'case', objectId: CASE }],
      exclusions: [{ objectKind: 'case', objectId: CASE }],
      may: {
        see: ['system', ...writers, ...senders],
        add: at(['111_counsellor', '111_supervisor', 'police_intake', 'province_child_officer'], 'who handed over'),
        'case.supplement': writers,
        'supplement.assign': at(['111_supervisor'], 'who handed over').concat('111_supervisor@their colleague'),
        'supplement.take-in': senders,
      },
    },
    incident: {
      relations,
      records: { 'an incident': { opened_by_agency: 'C111' } },
      may: {
        see: ['system', 'anybody@reporter', 'machine@reporter'],
        add: ['system', 'anybody@reporter', 'machine@reporter'],
        'incident.read': ['anybody@reporter', 'machine@reporter'],
      },
    },
    track: {
      relations: { ...relations, 'agency of the track': { agency: 'CAT-01', province: '01' } },
      records: { 'a track': { agency: 'CAT-01' } },
      may: {
        see: ['system', 'anybody@agency of the track', 'machine@agency of the track'],
        // Who opens a case opens what goes beside it, and hands it to the body whose it is.
        add: [
          'system',
          ...at(['111_counsellor', '111_supervisor', 'police_intake', 'province_child_officer', ...commune], '*'),
        ],
        'track.read': ['anybody@agency of the track', 'machine@agency of the track'],
        'track.end': at(['police_intake', 'police_investigator', 'takedown_officer'], 'agency of the track'),
      },
    },
    contact_request: {
      relations,
      records: {
        'a request': { from_case: CASE, to_case: SECOND, from_agency: 'UBND-00004', to_agency: 'UBND-00008' },
      },
      grants: [{ objectKind: 'case', objectId: CASE }],
      exclusions: [CASE, SECOND].map((objectId) => ({ objectKind: 'case', objectId })),
      may: {
        see: ['system', ...senders, ...at(commune, 'another commune')],
        add: ['system'],
        'contact-request.answer': at(commune, 'another commune'),
        'contact-request.none': [],
      },
    },
    external_receiver: {
      relations,
      records: { 'an organisation': { registered_by_agency: 'UBND-00004' } },
      may: {
        see: ['system', ...at([...commune, 'province_child_officer', 'ministry_child_officer'], '*')],
        add: ['commune_chair@owner', 'province_child_officer@owner'],
        'external-receiver.read': at([...commune, 'province_child_officer', 'ministry_child_officer'], '*'),
      },
    },
  },
  {
    relations: { nation: relations.ministry, province: relations.province, commune: relations.owner },
    may: {
      'case.open': at(['111_counsellor', '111_supervisor', 'police_intake', 'province_child_officer', ...commune], '*'),
      'form-definition.publish': ['ministry_child_officer@nation'],
      'external-receiver.manage': ['commune_chair@*', 'province_child_officer@*'],
      'grant.recertify': ['commune_chair@*'],
    },
  },
);
