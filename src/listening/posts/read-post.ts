import type { Ctx, Tx } from '../../kernel/index.ts';
import { openDetails, openPost, openTextKeys, type PostDetails } from '../listening-sealing.ts';
import type { Span } from '../listening-view.ts';
import { judge } from '../pipeline/judge.ts';
import { labelOfModel, loadPipeline } from '../pipeline/pipeline.ts';
import { liveVersion } from '../pipeline/pipeline-store.ts';
import type { LabelCode } from '../review/label.ts';
import { mask } from '../text/index.ts';
import { storedPosts } from './observation-store.ts';

/** A post that is still kept, opened by the platform for somebody who may see a part of it. */
export interface ReadPost {
  readonly raw: string;
  /** With everything masked that names somebody; of the same length, so that spans serve both. */
  readonly masked: string;
  readonly spans: readonly Span[];
  readonly details: PostDetails;
}

/** Opens a post; undefined once its timer took it. `tx` runs as the platform: texts are beyond every person's row lock. */
export async function readPost(ctx: Ctx, tx: Tx, observation: string): Promise<ReadPost | undefined> {
  const [post] = await storedPosts(tx, [observation], true);
  if (!post) return undefined;
  const key = (await openTextKeys(ctx, tx, [post.key])).get(post.key);
  if (!key) return undefined;
  const raw = openPost(key, post.id, post.text);
  const live = await liveVersion(tx);
  if (!live) throw new Error('no version of the pipeline is live');
  const [answer] = await judge(await loadPipeline(ctx, tx, live), [{ text: raw, language: post.language }]);
  const details = openDetails(key, post.id, post.details);
  // What cannot be read cannot be masked, and then is not shown.
  if (!answer || 'failed' in answer) return { raw, masked: '█'.repeat(Math.min(raw.length, 200)), spans: [], details };
  return {
    raw,
    masked: mask(raw, answer.details),
    spans: (answer.judgement?.spans ?? []).flatMap((span) => {
      const code: LabelCode | undefined = labelOfModel(span.label);
      return code === undefined ? [] : [{ from: span.from, to: span.to, label: code, weight: span.weight }];
    }),
    details,
  };
}
