import type { PolicyTable } from '../../kernel/policy/policy-table.testing.ts';
import { itemStages } from '../editorial/item.ts';

/*
 * What is told where people follow an agency is written and posted by its own editors, approved by two of any agency that holds the function,
 * neither of whom wrote it, and taken away by one alone. Comments of people are read by the editors of that page's agency.
 */
const WRITER = '01936000-0000-7000-8000-000000000021';
const OWN = 'MOH-MCD';
const relations = {
  own: { agency: OWN, functions: ['PUBLISH_LEARNING'] },
  writer: { agency: OWN, functions: ['PUBLISH_LEARNING'], person: WRITER },
  other: { agency: 'C111', functions: ['PUBLISH_LEARNING'] },
  elsewhere: { agency: OWN },
};
const own = ['editor@own', 'editor@writer'];
const editors = [...own, 'editor@other'];
const seen = ['system', ...editors];
const inStages = (who: readonly string[], ...stages: string[]) =>
  Object.fromEntries(itemStages.map((stage) => [stage, stages.includes(stage) ? who : []]));

export const fanPageTables: Readonly<Record<string, PolicyTable>> = {
  announcement: {
    relations,
    records: Object.fromEntries(itemStages.map((stage) => [stage, { stage, written_by: WRITER, agency: OWN }])),
    may: {
      see: seen,
      add: own,
      change: editors,
      'announcement.read': seen,
      'announcement.write': own,
      'announcement.send': inStages(own, 'DRAFT', 'SENT_BACK'),
      'announcement.approve': inStages(['editor@own', 'editor@other'], 'WAITING'),
      'announcement.send-back': inStages(editors, 'WAITING'),
      'announcement.post': inStages(own, 'APPROVED'),
      'announcement.withdraw': editors,
    },
  },
  'fan-comment': {
    relations,
    records: { waits: { state: 'WAITING', agency: OWN }, decided: { state: 'KEPT', agency: OWN } },
    may: {
      see: ['system', ...own],
      add: ['system'],
      change: ['system', ...own],
      'fan-comment.read': ['system', ...own],
      'fan-comment.decide': { waits: own, decided: [] },
    },
  },
};
