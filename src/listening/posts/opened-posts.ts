import type { Ctx, Tx } from '../../kernel/index.ts';
import { openPost, openTextKeys } from '../listening-sealing.ts';
import { postsOfPeriod } from './observation-store.ts';

/** A page of a period's processed posts, newest first, opened; `before` is the last id of the page before. No text where its key is gone. */
export async function openedPosts(
  system: Ctx,
  tx: Tx,
  period: { readonly from: Date; readonly to: Date },
  before: string | null,
  most: number,
) {
  const posts = await postsOfPeriod(tx, period.from, period.to, before, most);
  const keys = await openTextKeys(
    system,
    tx,
    posts.map((post) => post.key),
  );
  return posts.map((post) => {
    const key = keys.get(post.key);
    return { post, text: key ? openPost(key, post.id, post.text) : undefined };
  });
}
