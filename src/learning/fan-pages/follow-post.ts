import { type PostOnItsWay, postOnItsWay } from '../../channels/index.ts';
import { MINUTE, type Tx } from '../../kernel/index.ts';
import { tellFanPageEditors } from './announcement-record.ts';
import { fanPageRules } from './fan-page-rules.ts';
import type { PostRow } from './fan-page-tables.ts';
import type { PostAlarm } from './post.ts';
import { findPost, updatePost } from './post-store.ts';

const ALARM_AFTER = fanPageRules.alarmAfterMinutes * MINUTE;

/** Writes down how far the message under way about a post has come; whoever has it open looks again. As the platform. */
export async function followPost(tx: Tx, id: string): Promise<PostRow | undefined> {
  const row = await findPost(tx, id, 'for update');
  if (!row?.under_way || row.message_key === null) return row;
  const way = await postOnItsWay(tx, row.message_key);
  if (way === undefined) return row;
  const set = whatBecame(row, way, tx.now);
  if (set === undefined) return row;
  await updatePost(tx, row.id, set);
  tellFanPageEditors(tx, row.announcement_id);
  return { ...row, ...set };
}

function whatBecame(row: PostRow, way: PostOnItsWay, now: Date): Partial<PostRow> | undefined {
  const alarm = (code: PostAlarm): Partial<PostRow> => ({ alarm: code, alarm_at: now });
  switch (way.state) {
    case 'sent':
    case 'delivered':
    case 'read': {
      const done = { under_way: false, alarm: null, alarm_at: null, looked_at: null } as const;
      if (row.act === 'withdraw') return { ...done, state: 'GONE', gone_at: row.gone_at ?? now };
      if (row.act === 'correct') return { ...done, provider: way.provider ?? row.provider };
      return { ...done, state: 'OUT', provider: way.provider, out_at: way.sentAt ?? now };
    }
    case 'dead': {
      const code = way.reason === 'never-known' ? 'UNSURE' : 'NOT_SENT';
      return row.alarm === code ? undefined : alarm(code);
    }
    case 'cancelled':
      // What a person took back is gone already; else the words held no more, or somebody ended the message on the outbox's page.
      return row.act === 'publish'
        ? { ...alarm('TAKEN_BACK'), under_way: false, state: 'GONE', gone_at: now }
        : { ...alarm('TAKEN_BACK'), under_way: false };
    default: {
      const since = Math.max(row.from_at.getTime(), row.posted_at.getTime());
      const late = !way.held && row.act === 'publish' && now.getTime() - since > ALARM_AFTER;
      return late && row.alarm !== 'LATE' ? alarm('LATE') : undefined;
    }
  }
}
