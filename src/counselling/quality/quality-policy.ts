import { actorIs, all, any, columnNull, definePolicy, holdsAt, not } from '../../kernel/index.ts';
import { atDesk, supervisors } from '../desk-conditions.ts';

const peers = holdsAt('desk', 'desk_code', '111_counsellor', '111_supervisor');
const theirs = actorIs('person', 'helper');
const reviewer = all(peers, any(actorIs('person', 'first_reviewer'), actorIs('person', 'second_reviewer')));
/** The coach: a supervisor who is somebody else. */
const coach = all(supervisors, not(theirs));
const wanted = all(peers, not(theirs), columnNull('second_reviewer'));
/** Whose contact it was reads it once both have written. */
const shown = all(atDesk, theirs, not(columnNull('shown_at')));

/** A look back at a contact: for its two reviewers, the coach, and, once both have written, the person. Nobody else of the desk. */
export const qualityReviewPolicy = definePolicy({
  resource: 'quality_review',
  table: 'counselling.quality_review',
  columns: {
    desk_code: 'text',
    helper: 'uuid',
    first_reviewer: 'uuid',
    second_reviewer: 'uuid',
    shown_at: 'timestamptz',
  },
  visible: any(coach, reviewer, wanted, shown),
  insertable: supervisors,
  updatable: any(reviewer, wanted),
  actions: {
    'quality-review.list': atDesk,
    'quality-review.choose': supervisors,
    'quality-review.take': all(wanted, not(actorIs('person', 'first_reviewer'))),
    'quality-review.fill': reviewer,
    'quality-review.read': any(coach, reviewer, shown),
    'quality-review.talk': all(any(coach, reviewer, shown), not(columnNull('shown_at'))),
  },
  followers: ['quality_sheet', 'quality_word'].map((table) => ({
    table: `counselling.${table}`,
    column: 'review_id',
  })),
});
