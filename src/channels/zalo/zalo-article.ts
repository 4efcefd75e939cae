import { z } from 'zod';
import type { PostCounts, PostLimits, PostRequest, PublicPost, Reach, SendOutcome } from '../adapter.ts';
import { foundAmong, sameWords } from '../found-among.ts';
import { jsonRequest, type NotSent, UNREADABLE } from '../send-outcome.ts';
import type { ZaloAccount } from './zalo-call.ts';
import { askZalo } from './zalo-call.ts';

/**
 * Articles of an Official Account: what everybody reads who opens it. An article has a title, a summary, a picture that Zalo fetches from
 * its address, and a body; making one gives a token, and the token an identifier once Zalo has worked on it. Comments are off: nobody can
 * write anything under an article that everybody reads.
 * Source: third-party descriptions that agree on making and verifying (docs/channels.md); reading, changing and removing are to confirm.
 */
export const zaloPostLimits: PostLimits = {
  textMost: 8_000,
  textMostWithPicture: 8_000,
  titleMost: 150,
  summaryMost: 300,
  needsPicture: true,
};

/** How many Zalo lists at once. */
const LISTED = 10;
/** "Still processing". */
const IN_WORK = 'zalo-214';
/** What is known of an article that Zalo has not numbered yet. */
const TOKEN = /^token:(.{1,290})$/;
const ID = /^[\w-]{1,290}$/;

const made = z.object({ token: z.string().min(1).max(280) });
const numbered = z.object({ id: z.string().min(1).max(280) });
const told = z.coerce.number().int().nonnegative().optional().catch(undefined);
const detail = z.object({
  id: z.string().min(1).max(280),
  title: z.string(),
  description: z.string().default(''),
  total_view: told,
  total_like: told,
  total_share: told,
});
const slice = z.object({
  medias: z.array(z.object({ id: z.string(), title: z.string(), create_date: z.coerce.number().positive() })),
});

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
const paragraphs = (text: string) =>
  text
    .split(/\n{2,}/)
    .map((one) => `<p>${escaped(one).replaceAll('\n', '<br>')}</p>`)
    .join('');

/** An article as it leaves. */
export function articleRequest({
  title = '',
  summary = '',
  author = '',
  text,
  link,
  picture,
}: Omit<PublicPost, 'key'>): PostRequest {
  const below =
    link === undefined ? '' : `<p><a href="${escaped(link).replaceAll('"', '%22')}">${escaped(link)}</a></p>`;
  return {
    method: 'POST',
    path: 'v2.0/article/create',
    body: {
      type: 'normal',
      title,
      author,
      description: summary,
      cover: { cover_type: 'photo', photo_url: picture?.url ?? '', status: 'show' },
      body: [{ type: 'text', content: `${paragraphs(text)}${below}` }],
      status: 'show',
      comment: 'hide',
    },
  };
}

export async function publishArticle(account: ZaloAccount, post: PublicPost, reach: Reach): Promise<SendOutcome> {
  if (post.picture === undefined) return { state: 'refused', reason: 'picture-missing' };
  const { path, body } = articleRequest(post);
  const asked = await askZalo(account, reach, path, jsonRequest(body));
  if ('outcome' in asked) return asked.outcome;
  const read = made.safeParse(asked.data);
  if (!read.success) return UNREADABLE;
  // It is made by now, whatever the question after its number is answered with.
  const number = await numberOf(account, `token:${read.data.token}`, reach);
  return { state: 'sent', provider: 'id' in number ? number.id : `token:${read.data.token}` };
}

/** The number of an article by what is known of it. */
async function numberOf(
  account: ZaloAccount,
  provider: string,
  reach: Reach,
): Promise<{ readonly id: string } | { readonly outcome: NotSent }> {
  const [, token] = TOKEN.exec(provider) ?? [];
  if (token === undefined)
    return ID.test(provider) ? { id: provider } : { outcome: { state: 'refused', reason: 'no-identifier' } };
  const asked = await askZalo(account, reach, 'v2.0/article/verify', jsonRequest({ token }));
  if ('outcome' in asked)
    return { outcome: asked.outcome.reason === IN_WORK ? { state: 'again', reason: IN_WORK } : asked.outcome };
  const read = numbered.safeParse(asked.data);
  return read.success ? { id: read.data.id } : { outcome: UNREADABLE };
}

async function detailOf(
  account: ZaloAccount,
  provider: string,
  reach: Reach,
): Promise<{ readonly article: z.infer<typeof detail> } | { readonly outcome: NotSent }> {
  const number = await numberOf(account, provider, reach);
  if ('outcome' in number) return number;
  const asked = await askZalo(account, reach, `v2.0/article/getdetail?${new URLSearchParams({ id: number.id })}`, {});
  if ('outcome' in asked) return asked;
  const read = detail.safeParse(asked.data);
  return read.success ? { article: read.data } : { outcome: UNREADABLE };
}

/** By its number; where none is known, by its title among the newest ones. */
export async function readBackArticle(
  account: ZaloAccount,
  post: PublicPost & { readonly provider?: string },
  reach: Reach,
): Promise<SendOutcome> {
  const { title = '', summary = '', triedAt } = post;
  if (post.provider !== undefined) {
    const found = await detailOf(account, post.provider, reach);
    if ('outcome' in found) return found.outcome;
    const { article } = found;
    return sameWords(article.title, title) && sameWords(article.description, summary)
      ? { state: 'sent', provider: article.id }
      : { state: 'refused', reason: 'other-words' };
  }
  if (triedAt === undefined) return { state: 'unsure', reason: 'cannot-be-asked' };
  const query = new URLSearchParams({ offset: '0', limit: String(LISTED), type: 'normal' });
  const asked = await askZalo(account, reach, `v2.0/article/getslice?${query}`, {});
  if ('outcome' in asked) return asked.outcome;
  const read = slice.safeParse(asked.data);
  if (!read.success) return UNREADABLE;
  const listed = read.data.medias.map(({ id, title: text, create_date: at }) => ({ id, text, at, ours: true }));
  return foundAmong(listed, { text: title, triedAt }, LISTED);
}

export async function correctArticle(
  account: ZaloAccount,
  post: PublicPost & { readonly provider: string },
  reach: Reach,
): Promise<SendOutcome> {
  const number = await numberOf(account, post.provider, reach);
  if ('outcome' in number) return number.outcome;
  const body = { ...articleRequest(post).body, id: number.id };
  const asked = await askZalo(account, reach, 'v2.0/article/update', jsonRequest(body));
  return 'outcome' in asked ? asked.outcome : { state: 'sent', provider: number.id };
}

export async function withdrawArticle(account: ZaloAccount, provider: string, reach: Reach): Promise<SendOutcome> {
  const number = await numberOf(account, provider, reach);
  if ('outcome' in number) return number.outcome;
  const asked = await askZalo(account, reach, 'v2.0/article/remove', jsonRequest({ id: number.id }));
  if (!('outcome' in asked)) return { state: 'sent', provider: number.id };
  if (asked.outcome.state !== 'refused') return asked.outcome;
  // Of one that is gone already it is refused as well: only what can still be read was not taken away.
  const standing = await detailOf(account, number.id, reach);
  return 'outcome' in standing && standing.outcome.state === 'refused'
    ? { state: 'sent', provider: number.id }
    : asked.outcome;
}

export async function countArticle(
  account: ZaloAccount,
  provider: string,
  reach: Reach,
): Promise<{ readonly state: 'counted'; readonly counts: PostCounts } | NotSent> {
  const found = await detailOf(account, provider, reach);
  if ('outcome' in found) return found.outcome;
  const { total_view, total_like, total_share } = found.article;
  return {
    state: 'counted',
    counts: { views: total_view ?? null, reactions: total_like ?? null, comments: null, shares: total_share ?? null },
  };
}
