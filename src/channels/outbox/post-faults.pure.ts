import type { PostLimits, PublicPost } from '../adapter.ts';

/** What keeps a network from taking a post. */
export type PostFaultCode =
  | 'text-missing'
  | 'text-too-long'
  | 'title-missing'
  | 'title-too-long'
  | 'summary-missing'
  | 'summary-too-long'
  | 'picture-missing';

export interface PostFault {
  readonly code: PostFaultCode;
  /** The most, where it is too long: UTF-16 code units. */
  readonly most: number | null;
}

/** What is wrong with a post for an account of these limits; empty where nothing is. The link stands under the text, and counts. */
export function postFaults(
  limits: PostLimits,
  { text, title = '', summary = '', link, picture }: Omit<PublicPost, 'key'>,
): readonly PostFault[] {
  const faults: PostFault[] = [];
  const say = (code: PostFaultCode, most: number | null = null) => void faults.push({ code, most });
  const most = picture === undefined ? limits.textMost : limits.textMostWithPicture;
  const length = text.length + (link === undefined ? 0 : link.length + 2);
  if (text.trim() === '') say('text-missing');
  else if (length > most) say('text-too-long', most);
  const held = (words: string, longest: number | null, part: 'title' | 'summary') => {
    if (longest === null) return;
    if (words.trim() === '') say(`${part}-missing`);
    else if (words.length > longest) say(`${part}-too-long`, longest);
  };
  held(title, limits.titleMost, 'title');
  held(summary, limits.summaryMost, 'summary');
  if (limits.needsPicture && picture === undefined) say('picture-missing');
  return faults;
}
