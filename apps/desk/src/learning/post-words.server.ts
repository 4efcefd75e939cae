import type { PostView } from '../../../../src/learning/index.ts';
import { m } from '../paraglide/messages.js';
import { words } from '../server/codes.server.ts';

/** How a post stands at its place, in one look. */
export function postState(post: PostView, now: Date): { tone: 'open' | 'waiting' | 'stopped' | 'done'; text: string } {
  if (post.alarm !== null) return { tone: 'stopped', text: words('post_alarm', post.alarm) };
  if (post.state === 'GONE') return { tone: 'done', text: m.post_gone() };
  if (post.withdrawWanted || post.act === 'withdraw') return { tone: 'open', text: m.post_leaving() };
  if (post.underWay && post.act === 'correct') return { tone: 'open', text: m.post_correcting() };
  if (post.from > now) return { tone: 'waiting', text: m.post_planned() };
  if (post.underWay) return { tone: 'open', text: m.post_sending() };
  if (post.place === 'FEED') return { tone: 'done', text: m.post_in_feed() };
  return post.seenAt === null ? { tone: 'open', text: m.post_not_seen() } : { tone: 'done', text: m.post_seen() };
}
