import { createHash } from 'node:crypto';
import { Parser } from 'htmlparser2';

/** What a piece of HTML says, and what it points at. */
export interface PlainText {
  readonly text: string;
  readonly links: readonly string[];
  readonly images: readonly string[];
}

const BREAKS = new Set('br p div li ul ol h1 h2 h3 h4 h5 h6 tr table blockquote article section'.split(' '));
const HIDDEN = new Set(['script', 'style']);

/** HTML as text: blocks become lines, scripts and styles go, entities are read. One pass over any input, however broken. */
export function plainText(html: string): PlainText {
  const text: string[] = [];
  const links = new Set<string>();
  const images = new Set<string>();
  let hidden = 0;
  let reached = 0;
  const parser = new Parser({
    onopentag(name, attributes) {
      if (HIDDEN.has(name)) hidden += 1;
      if (BREAKS.has(name)) text.push('\n');
      const url = name === 'a' ? attributes.href : name === 'img' ? attributes.src : undefined;
      if (url && /^https?:\/\//i.test(url)) (name === 'a' ? links : images).add(url);
      reached = parser.endIndex + 1;
    },
    ontext(piece) {
      if (hidden === 0) text.push(piece);
      reached = parser.endIndex + 1;
    },
    onclosetag(name, implied) {
      if (HIDDEN.has(name)) hidden -= 1;
      if (BREAKS.has(name)) text.push('\n');
      if (!implied) reached = parser.endIndex + 1;
    },
    oncommentend() {
      reached = parser.endIndex + 1;
    },
    onend() {
      // What opens like a tag and never closes is what somebody wrote.
      if (hidden === 0) text.push(html.slice(reached));
    },
  });
  parser.end(html);
  return { text: tidied(text.join('')), links: [...links], images: [...images] };
}

function tidied(text: string): string {
  return text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n[\n ]*/g, '\n')
    .trim();
}

const LINKS_MOST = 50;

/** The web addresses that stand in a text, each once; no more than 50. */
export function linksIn(text: string): string[] {
  const found = new Set<string>();
  for (const [link] of text.matchAll(/https?:\/\/[^\s<>"'\u200b]{1,2000}/gi)) {
    found.add(link.replace(/[.,;:!?)\]}…]{1,20}$/, ''));
    if (found.size >= LINKS_MOST) break;
  }
  return [...found];
}

/** The revision of a post whose source numbers none: another text is another revision. */
export function textRevision(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16);
}
