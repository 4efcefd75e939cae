import { actorIs, all, any, columnIn, columnNull, definePolicy, holds, not } from '../../kernel/index.ts';
import { atDesk, platform, supervisors } from '../desk-conditions.ts';

const here = actorIs('agency', 'organisation');
const own = actorIs('person', 'author');
/** The officer for whom it is, outside the line of command, and never whom it is about. */
const reader = all(
  here,
  any(all(holds('dpo'), columnIn('reader_role', 'dpo')), all(holds('auditor'), columnIn('reader_role', 'auditor'))),
  any(columnNull('about'), not(actorIs('person', 'about'))),
);

/** A colleague says something in confidence: they find it again with its answer, and the officer reads it. No supervisor does. */
export const concernPolicy = definePolicy({
  resource: 'concern',
  table: 'counselling.concern',
  columns: { desk_code: 'text', organisation: 'text', author: 'uuid', about: 'uuid', reader_role: 'text' },
  visible: any(all(atDesk, own), reader),
  insertable: all(atDesk, own),
  updatable: reader,
  actions: {
    'concern.raise': all(atDesk, own),
    // To open the page: the own ones, or those to read.
    'concern.list': any(all(atDesk, own), reader),
    'concern.read': reader,
    'concern.answer': reader,
  },
});

const notAboutMe = not(actorIs('person', 'helper'));

/** What the house noticed of a helper: for supervisors and the data protection officer, and never for the helper, a supervisor neither. */
export const safeguardAlertPolicy = definePolicy({
  resource: 'safeguard_alert',
  table: 'counselling.safeguard_alert',
  columns: { desk_code: 'text', organisation: 'text', helper: 'uuid' },
  visible: any(all(any(supervisors, all(here, holds('dpo'))), notAboutMe), platform),
  insertable: platform,
  updatable: any(all(any(supervisors, all(here, holds('dpo'))), notAboutMe), platform),
  actions: {
    'safeguard-alert.read': all(any(supervisors, all(here, holds('dpo'))), notAboutMe),
    'safeguard-alert.settle': all(any(supervisors, all(here, holds('dpo'))), notAboutMe),
  },
});
