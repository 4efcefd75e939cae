import { createHash } from 'node:crypto';

/** What a piece of HTML says, and what it points at. */
export interface PlainText {
  readonly text: string;
  readonly links: readonly string[];
  readonly images: readonly string[];
}

const BREAKS = /^\/?(?:br|p|div|li|ul|ol|h[1-6]|tr|table|blockquote|article|section)\b/i;
const TAG_MOST = 4_096;

/** HTML as text: blocks become lines, scripts and styles go, entities are read. One pass over any input, however broken. */
export function plainText(html: string): PlainText {
  const text: string[] = [];
  const links = new Set<string>();
  const images = new Set<string>();
  let at = 0;
  let close = 0;
  while (at < html.length) {
    const open = html.indexOf('<', at);
    text.push(html.slice(at, open === -1 ? undefined : open));
    if (open === -1) break;
    // Looked for anew only once it is passed: many openings before one close must not cost many searches.
    if (close !== -1 && close <= open) close = html.indexOf('>', open);
    if (close === -1 || !/[a-z/!?]/i.test(html[open + 1] ?? '')) {
      // A bare sign, as in "1 < 2".
      text.push('<');
      at = open + 1;
      if (close === -1) {
        text.push(html.slice(at));
        break;
      }
      continue;
    }
    const tag = html.slice(open + 1, Math.min(close, open + TAG_MOST));
    at = close + 1;
    if (BREAKS.test(tag)) text.push('\n');
    const hidden = /^(script|style)\b/i.exec(tag)?.[1];
    if (hidden !== undefined) {
      const end = indexOfEnd(html, hidden, at);
      at = end === -1 ? html.length : end;
    }
    const address = /^(?:a\b.*?\bhref|img\b.*?\bsrc)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/is.exec(tag);
    const url = address && entitiesRead(address[1] ?? address[2] ?? address[3] ?? '');
    if (url && /^https?:\/\//i.test(url)) (/^a\b/i.test(tag) ? links : images).add(url);
  }
  return { text: tidied(entitiesRead(text.join(''))), links: [...links], images: [...images] };
}

function indexOfEnd(html: string, name: string, from: number): number {
  for (let at = html.indexOf('</', from); at !== -1; at = html.indexOf('</', at + 2))
    if (html.slice(at + 2, at + 2 + name.length).toLowerCase() === name.toLowerCase()) return at;
  return -1;
}

function tidied(text: string): string {
  return text
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ ?\n[\n ]*/g, '\n')
    .trim();
}

/** The named characters of Latin-1 in their order from U+00A0 (HTML 4, 24.2.1); Vietnamese pages of older systems are full of them. */
const LATIN1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );
const NAMED = new Map<string, string>([
  ...LATIN1.map((name, at): [string, string] => [name, String.fromCharCode(0xa0 + at)]),
  ...Object.entries({ amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", hellip: '…', ndash: '–', mdash: '—' }),
  ...Object.entries({ lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', bull: '•', euro: '€' }),
]);

function entitiesRead(text: string): string {
  return text.replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w{2,8}));/gi, (whole, decimal, hex, name: string) => {
    if (name !== undefined) return NAMED.get(name) ?? whole;
    const point = decimal ? Number(decimal) : Number.parseInt(hex, 16);
    return point > 0x10ffff || (point >= 0xd800 && point <= 0xdfff) ? '\ufffd' : String.fromCodePoint(point);
  });
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
