import { addDays, type Ctx, ok, startOfVietnamDate, type Tx, vietnamDate } from '../../kernel/index.ts';
import { type DutySource, listedDuties, ownClock } from '../../work/index.ts';
import { itemPolicy } from './editorial-policies.ts';
import { editorialRules } from './editorial-rules.ts';
import { dutyRows, type ItemDutyRow } from './item-list-store.ts';
import { ITEM } from './item-record.ts';

const MOST = 100;

/** What waits for an editor: a text to approve, one that came back to them, one that they took on, one to be read again. */
export const itemDuties: DutySource = listedDuties<ItemDutyRow>({
  kind: ITEM,
  topics: ['learning.item'],
  most: MOST,
  may: ({ actor, now }) => actor.kind === 'person' && itemPolicy.couldEver(actor, 'learning-item.write', now),
  rows: (ctx: Ctx) =>
    ctx.transaction(async (tx: Tx) =>
      ok(
        tx.actor.kind === 'person'
          ? await dutyRows(tx, tx.actor.person, addDays(vietnamDate(tx.now), editorialRules.warnDaysBefore), MOST)
          : [],
      ),
    ),
  duty: (row) => ({
    object: { kind: ITEM, id: row.id },
    reference: null,
    act: row.act,
    facts: { form: row.form, title: row.slug },
    clock: row.due_on === null ? null : ownClock(row.since, endOf(row.due_on)),
    since: row.since,
  }),
});

/** What is due on a day has the whole of it. */
const endOf = (day: string) => startOfVietnamDate(addDays(day, 1));
