import { canBy, personsOnly, type RecordKind, type Tx } from '../../kernel/index.ts';
import { itemStages } from '../editorial/item.ts';
import { refuse } from '../refusals.ts';
import { findAnnouncement } from './announcement-store.ts';
import { announcementPolicy } from './fan-page-policies.ts';
import type { AnnouncementRow } from './fan-page-tables.ts';

export const ANNOUNCEMENT = 'announcement';
export type AnnouncementAct = (typeof announcementPolicy)['actions'][number];

export const announcementRecord: RecordKind<AnnouncementRow, AnnouncementAct> = {
  kind: ANNOUNCEMENT,
  acts: personsOnly,
  find: (tx, id, { lock }) => findAnnouncement(tx, id, lock ? 'for update' : undefined),
  can: canBy(announcementPolicy, ({ stage, written_by, agency }) => ({ stage, written_by, agency })),
  notFound: () => refuse('announcement.not-found'),
  notPermitted: (actor, action, { stage, written_by, agency }, now) => {
    const may = (row: Pick<AnnouncementRow, 'stage' | 'agency'> & { written_by: string | null }) =>
      announcementPolicy.can(actor, action, row, now);
    if (action === 'announcement.approve' && may({ stage, agency, written_by: null }))
      return refuse('announcement.own-words');
    return itemStages.some((other) => may({ stage: other, written_by, agency }))
      ? refuse('announcement.wrong-stage', { facts: { stage } })
      : undefined;
  },
  versionOf: ({ version }) => version,
  meanwhile: ({ stage, head }) => ({ stage, head }),
  changed: (tx, { id }) => tellFanPageEditors(tx, id),
};

/** Open pages of the editors look again. */
export function tellFanPageEditors(tx: Tx, id: string): void {
  tx.notify({ topic: 'learning.announcement', id, roles: ['editor'] });
}
