import { describePolicyTables } from '../kernel/policy/policy-table.testing.ts';
import { consultationStates } from './consultations/consultation.ts';
import { voiceModule } from './module.ts';

/*
 * Law on Children 2016, art. 77: who speaks for children asks them, reads what they write and tells what came of it, while their agency has the
 * task. Nobody sees a ballot: the platform counts them after the close, for everybody at once. Of two who type the same paper neither sees what
 * the other typed. What children write, the platform alone takes.
 */
const TYPIST = '01936000-0000-7000-8000-000000000021';
const relations = {
  speaking: { agency: 'YOUTH_UNION', functions: ['VOICE_OF_CHILD'] },
  typist: { agency: 'YOUTH_UNION', functions: ['VOICE_OF_CHILD'], person: TYPIST },
  elsewhere: { agency: 'YOUTH_UNION' },
};
const moderators = ['youth_union_moderator@speaking', 'youth_union_moderator@typist'];
const seen = ['system', ...moderators];
const inStates = (who: readonly string[], ...states: string[]) =>
  Object.fromEntries(consultationStates.map((state) => [state, states.includes(state) ? who : []]));

describePolicyTables(
  voiceModule,
  {
    consultation: {
      relations,
      records: Object.fromEntries(consultationStates.map((state) => [state, { state }])),
      may: {
        see: seen,
        add: moderators,
        change: seen,
        'consultation.list': seen,
        'consultation.read': seen,
        'consultation.change': inStates(moderators, 'DRAFT'),
        'consultation.copy': moderators,
        'consultation.open': inStates(moderators, 'DRAFT'),
        'consultation.move-closing': inStates(moderators, 'OPEN'),
        'consultation.close': inStates(seen, 'OPEN'),
        'consultation.print-slips': inStates(moderators, 'OPEN'),
        'consultation.type-paper': inStates(moderators, 'OPEN'),
        'consultation.withdraw-statement': inStates(moderators, 'OPEN', 'CLOSED', 'RESPONDED'),
        'consultation.add-theme': inStates(moderators, 'OPEN', 'CLOSED'),
        'consultation.answer': inStates(moderators, 'CLOSED'),
        'consultation.follow-up': inStates(moderators, 'CLOSED', 'RESPONDED'),
      },
    },
    ballot: {
      relations,
      records: { ballot: {} },
      may: { see: ['system'], add: ['system'], 'ballot.count': ['system'] },
    },
    'paper-entry': {
      relations,
      records: { typed: { person: TYPIST } },
      may: {
        see: ['system', 'youth_union_moderator@typist'],
        add: ['youth_union_moderator@typist'],
        change: ['youth_union_moderator@typist'],
        'paper-entry.read': ['system', 'youth_union_moderator@typist'],
      },
    },
    'class-sheet': {
      relations,
      records: { sheet: {} },
      may: { see: seen, add: moderators, 'class-sheet.list': seen },
    },
    idea: {
      relations,
      records: { waits: { state: 'WAITING' }, decided: { state: 'SHOWN' } },
      may: {
        see: seen,
        add: ['system'],
        change: moderators,
        'idea.read': seen,
        'idea.decide': { waits: moderators, decided: [] },
      },
    },
  },
  { relations, may: { 'consultation.start': moderators } },
);
