import { communeRoles } from '../../cases/index.ts';
import { actorIs, actorKind, all, any, definePolicy, excluded, holdsAt, not } from '../../kernel/index.ts';

/** Who counsels: at 111 and at the facilities. */
export const counsellorRoles = ['111_counsellor', '111_supervisor', 'facility_worker'] as const;

const atAgency = holdsAt('agency', 'agency', ...counsellorRoles);
const own = all(atAgency, actorIs('person', 'counsellor'));
/** Who handles the case at the agency that the series was shared with. */
const handlers = holdsAt('agency', 'shared_with', ...communeRoles);
/** The child that the contact is of: it sees when it meets whom it talks with, and holds no key. */
const child = actorIs<'contact_id'>('report', 'contact_id');
const platform = actorKind('system');
const notKeptAway = not(excluded('case', 'case_id'));

/**
 * Who reaches a series. The agency that counsels sees that it is there and who has it; what is shared is read by its counsellor and
 * by who handles the case. A colleague of the counsellor, the supervisor included, reads none of it before the series is handed to them.
 */
export const seriesPolicy = definePolicy({
  resource: 'series',
  table: 'counselling.series',
  objectKind: 'series',
  columns: { agency: 'text', counsellor: 'uuid', contact_id: 'uuid', case_id: 'uuid', shared_with: 'text' },
  visible: any(platform, child, all(notKeptAway, any(atAgency, handlers))),
  insertable: own,
  updatable: any(platform, atAgency),
  deletable: own,
  actions: {
    'series.list': any(atAgency, handlers),
    'series.read': any(own, handlers),
    'series.work': own,
    'series.hand-over': any(own, holdsAt('agency', 'agency', '111_supervisor', 'facility_worker')),
    'series.erase': own,
  },
  followers: ['series_part', 'series_goal', 'series_session', 'series_score', 'series_consent'].map((table) => ({
    table: `counselling.${table}`,
    column: 'series_id',
  })),
});

const author = all(holdsAt('agency', 'agency', ...counsellorRoles), actorIs('person', 'author'));

/** A private note is there for its author alone, and only as long as they work where they wrote it. */
export const privateNotePolicy = definePolicy({
  resource: 'private_note',
  table: 'counselling.private_note',
  columns: { agency: 'text', author: 'uuid' },
  visible: author,
  insertable: author,
  deletable: author,
  actions: { 'private-note.own': author },
});

export const seriesPolicies = [seriesPolicy, privateNotePolicy];
