import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { ROOT } from '../../../apps/server/paths.ts';

const KB = 1024;
/** What a page of the portal may weigh in bytes, as a phone receives it. */
export const PAGE_BUDGET = { html: 15 * KB, css: 12 * KB, js: 10 * KB, fonts: 70 * KB } as const;
export type Part = keyof typeof PAGE_BUDGET;

export interface WeighedPage {
  readonly path: string;
  /** Bytes: HTML and CSS in gzip, script in Brotli, fonts as they are. */
  readonly weights: Readonly<Record<Part, number>>;
  readonly over: readonly Part[];
}

const client = join(ROOT, 'apps', 'portal', 'build', 'client');
const asset = (path: string) => readFileSync(join(client, path));
const zipped = onceFor((path) => gzipSync(asset(path)).length);
const pressed = onceFor((path) => brotliCompressSync(asset(path)).length);

/** The same files stand on hundreds of pages, and pressing one takes longer than asking for a page. */
function onceFor(weigh: (path: string) => number): (path: string) => number {
  const known = new Map<string, number>();
  return (path) => {
    const bytes = known.get(path) ?? weigh(path);
    known.set(path, bytes);
    return bytes;
  };
}

/**
 * Weighs every page of a running portal that links lead to from `/`, and those named. Files are read from the built
 * portal, so the server must run that build. Of the fonts all faces of the page's family count, though a browser
 * fetches only those whose letters occur.
 */
export async function weighPages(base: string, more: readonly string[] = []): Promise<readonly WeighedPage[]> {
  const queue = ['/', ...more];
  const seen = new Set(queue);
  const pages: WeighedPage[] = [];
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const answer = await fetch(new URL(path, base), { headers: { accept: 'text/html' } });
    const html = await answer.text();
    // A file to take away is no page, whatever it is made of.
    const isFile = answer.headers.get('content-disposition')?.startsWith('attachment') ?? false;
    if (!answer.ok || isFile || !answer.headers.get('content-type')?.startsWith('text/html')) continue;
    // Links inside are relative to where a redirect has led.
    const weights = weigh(answer.url, html);
    pages.push({
      path,
      weights,
      over: (Object.keys(PAGE_BUDGET) as Part[]).filter((p) => weights[p] > PAGE_BUDGET[p]),
    });
    for (const [, link = ''] of html.matchAll(/<a [^>]*href="([^"#]+)/g)) {
      const target = new URL(link, answer.url);
      if (target.origin !== new URL(base).origin || seen.has(target.pathname)) continue;
      seen.add(target.pathname);
      queue.push(target.pathname);
    }
  }
  return pages;
}

function weigh(page: string, html: string): Record<Part, number> {
  const sheets = files(html, /<link href="([^"]+)" rel="stylesheet"/g, page);
  const scripts = files(html, /<script[^>]* src="([^"]+)"/g, page);
  return {
    html: gzipSync(html).length,
    css: sheets.reduce((sum, sheet) => sum + zipped(sheet), 0),
    js: scripts.reduce((sum, script) => sum + pressed(script), 0),
    fonts: fontBytes(
      sheets.map((sheet) => asset(sheet)).join('\n'),
      /class="page[^"]* early/.test(html),
      new URL(sheets[0] ?? '/', page),
    ),
  };
}

/** Paths of a page's own files, from the server's root. */
function files(html: string, pattern: RegExp, page: string): string[] {
  return [...html.matchAll(pattern)].map(([, found = '']) => new URL(found, page).pathname);
}

/** Bytes of all faces of the family that stands first in the custom property `--font` (or `--font-early` on pages for first readers). */
function fontBytes(css: string, early: boolean, sheet: URL): number {
  const stack = new RegExp(`--font${early ? '-early' : ''}:\\s*["']?([^"',;]+)`).exec(css)?.[1]?.trim();
  if (!stack) throw new Error('the style sheets name no font');
  let bytes = 0;
  for (const [face] of css.matchAll(/@font-face\s*\{[^}]*\}/g)) {
    const family = /font-family:\s*["']?([^"';}]+)/.exec(face)?.[1]?.trim();
    const file = /url\(["']?([^"')]+\.woff2)/.exec(face)?.[1];
    if (family === stack && file) bytes += asset(new URL(file, sheet).pathname).length;
  }
  if (bytes === 0) throw new Error(`no face of ${stack} found`);
  return bytes;
}
