import { describePolicyTables } from '../kernel/policy/policy-table.testing.ts';
import { catalogueCapabilityTable, catalogueTables } from './catalogue/policy-tables.testing.ts';
import { itemStages } from './editorial/item.ts';
import { fanPageTables } from './fan-pages/policy-tables.testing.ts';
import { learningModule } from './module.ts';

/*
 * What a child reads is written, approved and published by editors of an agency that holds the function on the day, and read as a draft
 * by nobody else; two people approve it, neither of whom wrote it; one alone withdraws it.
 */
const WRITER = '01936000-0000-7000-8000-000000000001';
const relations = {
  editing: { agency: 'C111', functions: ['PUBLISH_LEARNING'] },
  writer: { agency: 'MOH-MCD', functions: ['PUBLISH_LEARNING'], person: WRITER },
  elsewhere: { agency: 'MOH-MCD' },
};
const editors = ['editor@editing', 'editor@writer'];
const each = (who: (stage: string) => readonly string[]) =>
  Object.fromEntries(itemStages.map((stage) => [stage, who(stage)]));
const inStages = (who: readonly string[], ...stages: string[]) => each((stage) => (stages.includes(stage) ? who : []));
const seen = ['system', ...editors];

describePolicyTables(
  learningModule,
  {
    'learning-item': {
      relations,
      proof: ['learning-item.voice'],
      records: Object.fromEntries(itemStages.map((stage) => [stage, { stage, written_by: WRITER }])),
      may: {
        see: seen,
        add: seen,
        'learning-item.list': seen,
        'learning-item.read': seen,
        'learning-item.write': editors,
        'learning-item.claim': editors,
        'learning-item.send': inStages(editors, 'DRAFT', 'SENT_BACK'),
        'learning-item.approve': inStages(['editor@editing'], 'WAITING'),
        'learning-item.send-back': inStages(editors, 'WAITING'),
        'learning-item.publish': inStages(editors, 'APPROVED'),
        'learning-item.ask-outside': editors,
        'learning-item.voice': editors,
        'learning-item.unschedule': editors,
        'learning-item.withdraw': editors,
      },
    },
    'learning-campaign': {
      relations,
      records: { 'a campaign': { id: '01936000-0000-7000-8000-000000000003' } },
      may: {
        see: seen,
        add: editors,
        'learning-campaign.list': seen,
        'learning-campaign.read': seen,
        'learning-campaign.write': editors,
      },
    },
    ...catalogueTables,
    ...fanPageTables,
    /** A class has no desk: who holds its key reads it, by the platform's own verbs. */
    class: {
      relations,
      records: { any: {} },
      may: { see: ['system'], add: ['system'], change: ['system'], remove: ['system'] },
    },
  },
  {
    relations: { ...relations, ...catalogueCapabilityTable.relations },
    may: {
      'learning-item.start': editors,
      'learning-campaign.start': editors,
      'announcement.start': editors,
      ...catalogueCapabilityTable.may,
    },
  },
);
