import { describePolicyTables } from '../kernel/policy/policy-table.testing.ts';
import { counsellingModule } from './module.ts';

/*
 * Law on Children 102/2016/QH13, art. 33 (secrets of the child) and art. 51; Decree 56/2017/ND-CP, art. 23 (the helpline).
 * The desk sees that somebody waits and who is at work. What is said in a contact is read by the helper who has it and the one who is asked to take it over, by nobody else
 * of the desk, the supervisor included, unless they read along for a purpose, which the helper sees, or a grant opens it. A helper takes what was offered and chooses nobody.
 */
const CONTACT = '01936000-0000-7000-8000-000000000001';
const HELPER = '01936000-0000-7000-8000-000000000002';
const OFFERED = '01936000-0000-7000-8000-000000000003';
const ASKED = '01936000-0000-7000-8000-000000000004';
const WATCHER = '01936000-0000-7000-8000-000000000005';
const desk = { agency: 'C111', desk: '111-intake' };
const relations = {
  desk,
  helper: { ...desk, person: HELPER },
  offered: { ...desk, person: OFFERED },
  asked: { ...desk, person: ASKED },
  watching: { ...desk, person: WATCHER },
  'helper no longer there': { agency: 'C111', person: HELPER },
  'another desk': { agency: 'C111', desk: '111-night' },
  elsewhere: { agency: 'MOH-MCD' },
  child: { agency: 'SCHOOL', report: CONTACT },
};
const roles = ['111_agent', '111_counsellor', '111_supervisor'];
const at = (...places: string[]) => places.flatMap((place) => roles.map((role) => `${role}@${place}`));
const counsellors = ['111_counsellor', '111_supervisor', 'facility_worker'];
const SERIES_CASE = '01936000-0000-7000-8000-000000000006';
const seriesRelations = {
  agency: { agency: 'FACILITY_A' },
  counsellor: { agency: 'FACILITY_A', person: HELPER },
  'counsellor who went elsewhere': { agency: 'FACILITY_B', person: HELPER },
  'who handles the case': { agency: 'UBND-00004', commune: '00004' },
  'another commune': { agency: 'UBND-00008', commune: '00008' },
  province: { agency: 'SYT-01', province: '01' },
  'the child': { agency: 'SCHOOL', report: CONTACT },
};
const counselling = (...places: string[]) => places.flatMap((place) => counsellors.map((role) => `${role}@${place}`));
const handlers = ['commune_child_officer@who handles the case', 'commune_chair@who handles the case'];
const everyone = at('desk', 'helper', 'offered', 'asked', 'watching');
const supervisors = ['desk', 'helper', 'offered', 'asked', 'watching'].map((place) => `111_supervisor@${place}`);

/*
 * Officers on duty. A commune and its province keep their roster and take calls; 111 reads every roster, rings and opens; the ministry sees.
 * What is an exercise, nobody outside 111 sees, whatever its row says.
 */
const places = {
  desk,
  'another desk': relations['another desk'],
  commune: { agency: 'UBND-00004' },
  'another commune': { agency: 'UBND-20242' },
  province: { agency: 'SYT-01', province: '01' },
  'another province': { agency: 'SYT-48', province: '48' },
  ministry: { agency: 'MOH-MCD' },
};
const of111 = roles.map((role) => `${role}@*`);
const nation = ['commune', 'another commune', 'ministry'].map((place) => `ministry_child_officer@${place}`);
const answering = ['commune_child_officer@commune', 'commune_chair@commune'];
const answers = [...answering, 'province_child_officer@province'];
const keepers = [...answers, 'province_child_officer@commune'];
const at111 = [...at('desk'), ...at('another desk')];
/** Who holds that office at the agency, whatever else they are, and is not the one it is about. */
const officers = (role: string) =>
  ['desk', 'helper', 'offered', 'watching', 'helper no longer there', 'another desk'].map(
    (place) => `${role}@${place}`,
  );
const lookers = [...supervisors.filter((who) => !who.endsWith('@asked')), ...officers('dpo')];

const review = { desk_code: '111-intake', helper: HELPER };
const peersAt = (place: string) => ['111_counsellor', '111_supervisor'].map((role) => `${role}@${place}`);
const coaches = supervisors.filter((who) => !who.endsWith('@helper'));
const wantedBy = ['desk', 'offered', 'asked', 'watching'].flatMap(peersAt);
/** Beside the coaches. */
const reviewers = ['111_counsellor@offered', '111_counsellor@asked'];

describePolicyTables(
  counsellingModule,
  {
    risk_answer: {
      relations,
      records: { 'an answer': { desk_code: '111-intake' } },
      may: { see: ['system', ...everyone], add: everyone },
    },
    risk_level: {
      relations,
      records: { 'a level': { desk_code: '111-intake' } },
      may: { see: ['system', ...everyone], add: everyone },
    },
    risk_hand_over: {
      relations,
      records: { 'a hand-over': { desk_code: '111-intake' } },
      may: { see: ['system', ...everyone], add: ['system', ...everyone] },
    },
    duty_officer: {
      relations: places,
      records: {
        'an officer': { agency: 'UBND-00004', province_code: '01', drill: false },
        'an invented officer': { agency: 'C111', province_code: null, drill: true },
      },
      may: {
        see: { 'an officer': ['system', ...of111, ...keepers, ...nation], 'an invented officer': ['system', ...of111] },
        add: { 'an officer': keepers, 'an invented officer': at111 },
        change: { 'an officer': keepers, 'an invented officer': at111 },
        'duty-officer.see': { 'an officer': [...of111, ...keepers, ...nation], 'an invented officer': of111 },
        'duty-officer.keep': { 'an officer': keepers, 'an invented officer': [] },
      },
    },
    officer_call: {
      relations: places,
      records: {
        'a call': { desk_code: '111-intake', agency: 'UBND-00004', province_code: '01', drill: false },
        // As no row can be: the store keeps exercises from places. The policy does not rest on it.
        'an exercise': { desk_code: '111-intake', agency: 'UBND-00004', province_code: '01', drill: true },
      },
      may: {
        see: { 'a call': ['system', ...at('desk'), ...answers, ...nation], 'an exercise': ['system', ...at('desk')] },
        add: at('desk'),
        change: { 'a call': ['system', ...at('desk'), ...answers], 'an exercise': ['system', ...at('desk')] },
        'officer-call.see': { 'a call': [...at('desk'), ...answers, ...nation], 'an exercise': at('desk') },
        'officer-call.ring': at('desk'),
        'officer-call.acknowledge': { 'a call': answers, 'an exercise': [] },
        'officer-call.play': { 'a call': [], 'an exercise': at('desk') },
        'officer-call.look-at': { 'a call': ['province_child_officer@province'], 'an exercise': [] },
      },
    },
    contact: {
      relations,
      records: {
        'a contact': {
          id: CONTACT,
          desk_code: '111-intake',
          helper: HELPER,
          offered_to: OFFERED,
          transfer_to: ASKED,
          watched_by: WATCHER,
        },
      },
      grants: [{ objectKind: 'contact', objectId: CONTACT }],
      may: {
        see: ['system', ...everyone, 'receipt@child', 'grant triage'],
        add: ['system', ...everyone, 'receipt@child'],
        'contact.list': [...everyone, 'grant triage'],
        'contact.accept': at('offered'),
        'contact.take-transfer': at('asked'),
        'contact.read': [...at('helper', 'asked'), '111_supervisor@watching', 'grant narrative'],
        'contact.reply': at('helper'),
        'contact.note': at('helper'),
        'contact.record': at('helper'),
        'contact.transfer': at('helper'),
        'contact.end': at('helper'),
        'contact.steer': supervisors,
        'contact.watch': supervisors,
        'contact.own': ['receipt@child'],
      },
    },
    helper_shift: {
      relations,
      records: { 'a shift': { desk_code: '111-intake', person: HELPER } },
      may: {
        see: ['system', ...everyone],
        add: ['system', ...at('helper')],
        change: ['system', ...at('helper'), ...supervisors],
        'shift.see': everyone,
        'shift.own': at('helper'),
        'shift.steer': supervisors,
      },
    },
    phone_extension: {
      relations,
      records: { 'an extension': { desk_code: '111-intake', person: HELPER } },
      may: {
        see: ['system', ...everyone],
        add: at('helper'),
        change: at('helper'),
        'phone-extension.own': at('helper'),
      },
    },
    triage_setting: {
      relations,
      records: { 'a decision': { desk_code: '111-intake' } },
      may: {
        see: ['system', ...everyone, 'receipt@child'],
        add: ['system', ...supervisors],
        'triage.steer': supervisors,
      },
    },
    triage_score: {
      relations,
      records: { 'a score': { contact_id: CONTACT, desk_code: '111-intake' } },
      may: {
        see: ['system', ...supervisors],
        add: ['system', 'receipt@child'],
        'triage.see': supervisors,
      },
    },
    roster: {
      relations,
      records: {
        'a draft': { desk_code: '111-intake', state: 'DRAFT' },
        'a published roster': { desk_code: '111-intake', state: 'PUBLISHED' },
      },
      may: {
        see: {
          'a draft': ['system', ...supervisors],
          'a published roster': ['system', ...everyone],
        },
        add: supervisors,
        'roster.plan': supervisors,
        'roster.see': { 'a draft': supervisors, 'a published roster': everyone },
      },
    },
    roster_wish: {
      relations,
      records: { 'a wish': { desk_code: '111-intake', person: HELPER } },
      may: {
        see: ['system', ...supervisors, ...at('helper')],
        add: at('helper'),
        change: at('helper'),
        'roster-wish.set': at('helper'),
      },
    },
    leave: {
      relations,
      records: { 'leave of a helper': { desk_code: '111-intake', person: HELPER } },
      may: {
        see: ['system', ...supervisors, ...at('helper')],
        add: at('helper'),
        'leave.ask': at('helper'),
        // Nobody decides on their own leave, a supervisor neither.
        'leave.decide': supervisors.filter((who) => !who.endsWith('@helper')),
      },
    },
    shift_swap: {
      relations,
      records: { 'a swap': { desk_code: '111-intake', asker: HELPER, asked: ASKED } },
      may: {
        see: ['system', ...supervisors, ...at('helper', 'asked')],
        add: at('helper'),
        'swap.ask': at('helper'),
        'swap.answer': at('asked'),
      },
    },
    forecast_event: {
      relations,
      records: { 'an event': { desk_code: '111-intake' } },
      may: { see: ['system', ...supervisors], add: supervisors, 'forecast.plan': supervisors },
    },
    staffing_rule: {
      relations,
      records: { 'a rule': {} },
      may: { see: ['system', ...roles.map((role) => `${role}@*`)], add: ['111_supervisor@*'] },
    },
    arrival_hour: {
      relations,
      records: { 'an hour': { desk_code: '111-intake' } },
      may: { see: ['system', ...supervisors], add: ['system'], change: ['system'] },
    },
    /* The note of a shift: one supervisor writes it, another confirms it. */
    shift_handover: {
      relations,
      records: { 'a note': { desk_code: '111-intake', author: HELPER } },
      may: {
        see: supervisors,
        add: ['111_supervisor@helper'],
        change: supervisors.filter((who) => who !== '111_supervisor@helper'),
        'handover.read': supervisors,
        'handover.leave': ['111_supervisor@helper'],
        'handover.confirm': supervisors.filter((who) => who !== '111_supervisor@helper'),
      },
    },
    /* What somebody has been through: their own, and no supervisor's. */
    helper_exposure: {
      relations,
      records: { 'a contact that weighed': { desk_code: '111-intake', person: HELPER } },
      may: { see: ['system', ...at('helper')], add: ['system'], 'helper-exposure.own': at('helper') },
    },
    /* A concern goes past every supervisor, to the agency's data protection officer, and never to whom it is about. */
    concern: {
      relations,
      records: {
        'about a colleague': {
          desk_code: '111-intake',
          organisation: 'C111',
          author: HELPER,
          about: ASKED,
          reader_role: 'dpo',
        },
        'about the officer': {
          desk_code: '111-intake',
          organisation: 'C111',
          author: HELPER,
          about: ASKED,
          reader_role: 'auditor',
        },
      },
      may: {
        see: {
          'about a colleague': [...at('helper'), ...officers('dpo')],
          'about the officer': [...at('helper'), ...officers('auditor')],
        },
        add: at('helper'),
        change: { 'about a colleague': officers('dpo'), 'about the officer': officers('auditor') },
        'concern.raise': at('helper'),
        'concern.list': {
          'about a colleague': [...at('helper'), ...officers('dpo')],
          'about the officer': [...at('helper'), ...officers('auditor')],
        },
        'concern.read': { 'about a colleague': officers('dpo'), 'about the officer': officers('auditor') },
        'concern.answer': { 'about a colleague': officers('dpo'), 'about the officer': officers('auditor') },
      },
    },
    /* What the house noticed of a helper is not for that helper, a supervisor neither. */
    safeguard_alert: {
      relations,
      records: { 'of a helper': { desk_code: '111-intake', organisation: 'C111', helper: ASKED } },
      may: {
        see: ['system', ...lookers],
        add: ['system'],
        change: ['system', ...lookers],
        'safeguard-alert.read': lookers,
        'safeguard-alert.settle': lookers,
      },
    },
    canned_answer: {
      relations,
      records: { 'a sentence': { desk_code: '111-intake' } },
      may: { see: everyone, add: supervisors, 'canned-answer.use': everyone, 'canned-answer.write': supervisors },
    },
    /* Counts without a person: whoever writes a contact down counts it, supervisors read the figures. */
    arrival_day: {
      relations,
      records: { 'a day': { desk_code: '111-intake' } },
      may: { see: ['system', ...supervisors], add: ['system'], change: ['system'] },
    },
    record_tally: {
      relations,
      records: { 'a count': { desk_code: '111-intake' } },
      may: {
        see: ['system', ...everyone],
        add: everyone,
        change: everyone,
        'contact-figures.see': supervisors,
      },
    },
    /* A look back is for its two reviewers, the coach and, once both have written, the person; a supervisor does not coach themselves. */
    quality_review: {
      relations,
      records: {
        'one that wants a reviewer': { ...review, first_reviewer: OFFERED, second_reviewer: null, shown_at: null },
        'one that is being written': { ...review, first_reviewer: OFFERED, second_reviewer: ASKED, shown_at: null },
        'one that both have written': {
          ...review,
          first_reviewer: OFFERED,
          second_reviewer: ASKED,
          shown_at: '2026-11-01T00:00:00Z',
        },
      },
      may: {
        see: {
          'one that wants a reviewer': wantedBy,
          'one that is being written': [...coaches, ...reviewers],
          'one that both have written': [...coaches, ...reviewers, ...at('helper')],
        },
        add: supervisors,
        change: {
          'one that wants a reviewer': wantedBy,
          'one that is being written': ['offered', 'asked'].flatMap((place) => peersAt(place)),
          'one that both have written': ['offered', 'asked'].flatMap((place) => peersAt(place)),
        },
        'quality-review.list': {
          'one that wants a reviewer': wantedBy,
          'one that is being written': [...coaches, ...reviewers],
          'one that both have written': [...coaches, ...reviewers, ...at('helper')],
        },
        'quality-review.choose': {
          'one that wants a reviewer': coaches,
          'one that is being written': coaches,
          'one that both have written': supervisors,
        },
        'quality-review.take': {
          'one that wants a reviewer': wantedBy.filter((who) => !who.endsWith('@offered')),
          'one that is being written': [],
          'one that both have written': [],
        },
        'quality-review.fill': {
          'one that wants a reviewer': peersAt('offered'),
          'one that is being written': [...peersAt('offered'), ...peersAt('asked')],
          'one that both have written': [...peersAt('offered'), ...peersAt('asked')],
        },
        'quality-review.read': {
          'one that wants a reviewer': [...coaches, '111_counsellor@offered'],
          'one that is being written': [...coaches, ...reviewers],
          'one that both have written': [...coaches, ...reviewers, ...at('helper')],
        },
        'quality-review.talk': {
          'one that wants a reviewer': [],
          'one that is being written': [],
          'one that both have written': [...coaches, ...reviewers, ...at('helper')],
        },
      },
    },
    queue_diversion: {
      relations,
      records: { 'a diversion': { desk_code: '111-intake' } },
      may: {
        see: ['system', ...everyone],
        add: supervisors,
        change: supervisors,
        'queue.see': everyone,
        'queue.divert': supervisors,
      },
    },
    /* Practice is the person's own; the supervisor hears of it where the person told the desk. */
    practice: {
      relations,
      records: { 'a practice': { desk_code: '111-intake', person: HELPER } },
      may: {
        see: at('helper'),
        add: at('helper'),
        remove: at('helper'),
        'practice.own': at('helper'),
      },
    },
    practice_share: {
      relations,
      records: { 'a practice told of': { desk_code: '111-intake', person: HELPER } },
      may: {
        see: [...at('helper'), ...supervisors.filter((one) => !one.endsWith('@helper'))],
        add: at('helper'),
        remove: at('helper'),
        'practice-share.see': supervisors,
      },
    },
    /* The agency that counsels sees a series; its counsellor and who handles the case read it; nobody else is let in by an office. */
    series: {
      relations: seriesRelations,
      records: {
        'a series': {
          agency: 'FACILITY_A',
          counsellor: HELPER,
          contact_id: CONTACT,
          case_id: SERIES_CASE,
          shared_with: 'UBND-00004',
        },
      },
      exclusions: [{ objectKind: 'case', objectId: SERIES_CASE }],
      may: {
        see: ['system', 'receipt@the child', ...counselling('agency', 'counsellor'), ...handlers],
        add: counselling('counsellor'),
        change: ['system', ...counselling('agency', 'counsellor')],
        remove: counselling('counsellor'),
        'series.list': [...counselling('agency', 'counsellor'), ...handlers],
        'series.read': [...counselling('counsellor'), ...handlers],
        'series.work': counselling('counsellor'),
        'series.hand-over': [...counselling('counsellor'), '111_supervisor@agency', 'facility_worker@agency'],
        'series.erase': counselling('counsellor'),
      },
    },
    /* A private note is its author's alone, as long as they counsel where they wrote it. */
    private_note: {
      relations: seriesRelations,
      records: { 'a note': { agency: 'FACILITY_A', author: HELPER } },
      may: {
        see: counselling('counsellor'),
        add: counselling('counsellor'),
        remove: counselling('counsellor'),
        'private-note.own': counselling('counsellor'),
      },
    },
    /* Who refers children reads the directory; each facility writes of itself. */
    facility: {
      relations: seriesRelations,
      records: { 'a facility': { agency: 'FACILITY_A' } },
      may: {
        see: [
          'system',
          ...[...roles, 'facility_worker', 'commune_child_officer', 'commune_chair'].map((role) => `${role}@*`),
          'province_child_officer@*',
          'ministry_child_officer@*',
        ],
        add: ['facility_worker@agency', 'facility_worker@counsellor'],
        change: ['facility_worker@agency', 'facility_worker@counsellor'],
        'facility.see': [
          ...[...roles, 'facility_worker', 'commune_child_officer', 'commune_chair'].map((role) => `${role}@*`),
          'province_child_officer@*',
          'ministry_child_officer@*',
        ],
        'facility.describe': ['facility_worker@agency', 'facility_worker@counsellor'],
      },
    },
  },
  {
    relations: { anywhere: { agency: 'C111' } },
    may: { 'wall.read': ['111_agent@*', '111_counsellor@*', '111_supervisor@*', 'machine wall.read@*'] },
  },
);
