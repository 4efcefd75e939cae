import {
  actorIs,
  actorKind,
  agencyHas,
  all,
  always,
  any,
  columnIn,
  columnNull,
  definePolicy,
  holds,
} from '../../kernel/index.ts';
import { police } from '../policies.ts';

const platform = actorKind('system');
const coordinators = all(police, agencyHas('COORDINATE_OFFENCES'));
const investigates = all(holds('police_investigator'), agencyHas('INVESTIGATE'));
/** The unit that sees all that it rests on; of those for the country, who coordinates. */
const audience = any(all(police, actorIs('agency', 'audience')), all(columnNull('audience'), coordinators));

export const seriesPolicy = definePolicy({
  resource: 'offence-series',
  table: 'offences.series',
  columns: { audience: 'text', state: 'text' },
  visible: any(platform, audience),
  insertable: platform,
  updatable: any(platform, all(audience, investigates)),
  actions: {
    'offence-series.list': always,
    'offence-series.decide': all(columnIn('state', 'PROPOSED'), audience, investigates),
  },
});

const ofThePlatform = (resource: string, table: string) =>
  definePolicy({
    resource,
    table,
    columns: {},
    visible: platform,
    insertable: platform,
    updatable: platform,
    deletable: platform,
    actions: {},
  });

/** Members and what ties them are read by the platform for a reader, as far as the reader sees their classes. */
export const seriesPolicies = [
  seriesPolicy,
  ofThePlatform('offence-series-member', 'offences.series_member'),
  ofThePlatform('offence-series-support', 'offences.series_support'),
  ofThePlatform('offence-series-scan', 'offences.series_scan'),
  ofThePlatform('offence-wording', 'offences.wording'),
  ofThePlatform('offence-wording-band', 'offences.wording_band'),
];
