/**
 * Weighs every page of a running portal against its budget, as a phone receives it.
 *
 *   node tools/bench/portal-weights.ts http://127.0.0.1:4310 [/more /paths]
 *
 * Pages: all that can be reached by links from `/`, and the paths named. Files are read from apps/portal/build/client,
 * so the server must run that build. HTML and CSS count in gzip, script in Brotli, fonts as they are; of the fonts, all faces
 * of the page's family count, though a browser fetches only those whose letters occur. Exit code 1 when a page is over.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const KB = 1024;
const BUDGET = { html: 15 * KB, css: 12 * KB, js: 10 * KB, fonts: 70 * KB };
type Weights = Record<keyof typeof BUDGET, number>;

const client = join(import.meta.dirname, '../../apps/portal/build/client');
const [base, ...more] = process.argv.slice(2);
if (!base) {
  console.error('usage: node tools/bench/portal-weights.ts <address of a running portal> [paths]');
  process.exit(2);
}

const asset = (path: string) => readFileSync(join(client, path));

/** Paths of a page's own files, from the server's root. */
function files(html: string, pattern: RegExp, page: string): string[] {
  return [...html.matchAll(pattern)].map(([, found = '']) => new URL(found, page).pathname);
}

/** Bytes of all faces of the family that stands first in the custom property `--font` (or `--font-early` on pages for first readers). */
function fontBytes(css: string, early: boolean, sheets: string[]): number {
  const stack = new RegExp(`--font${early ? '-early' : ''}:\\s*["']?([^"',;]+)`).exec(css)?.[1]?.trim();
  if (!stack) throw new Error('the style sheets name no font');
  let bytes = 0;
  for (const [face] of css.matchAll(/@font-face\s*\{[^}]*\}/g)) {
    const family = /font-family:\s*["']?([^"';}]+)/.exec(face)?.[1]?.trim();
    const file = /url\(["']?([^"')]+\.woff2)/.exec(face)?.[1];
    if (family === stack && file) bytes += asset(new URL(file, new URL(sheets[0] ?? '/', base)).pathname).length;
  }
  if (bytes === 0) throw new Error(`no face of ${stack} found`);
  return bytes;
}

function weigh(page: string, html: string): Weights {
  const sheets = files(html, /<link href="([^"]+)" rel="stylesheet"/g, page);
  const scripts = files(html, /<script[^>]* src="([^"]+)"/g, page);
  const css = sheets.map((sheet) => asset(sheet));
  return {
    html: gzipSync(html).length,
    css: css.reduce((sum, text) => sum + gzipSync(text).length, 0),
    js: scripts.reduce((sum, script) => sum + brotliCompressSync(asset(script)).length, 0),
    fonts: fontBytes(css.join('\n'), /class="page[^"]* early/.test(html), sheets),
  };
}

const queue = ['/', ...more];
const seen = new Set(queue);
let over = 0;
console.log(['page'.padEnd(34), 'html gz', 'css gz', 'js br', 'fonts'].map((cell) => cell.padStart(8)).join(' '));
for (let page = queue.shift(); page !== undefined; page = queue.shift()) {
  const answer = await fetch(new URL(page, base), { headers: { accept: 'text/html' } });
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('text/html')) {
    console.log(`${page.padEnd(34)} ${answer.status}, not weighed`);
    continue;
  }
  const html = await answer.text();
  // Links inside are relative to where a redirect has led.
  const weights = weigh(answer.url, html);
  const heavy = (Object.keys(BUDGET) as (keyof Weights)[]).filter((part) => weights[part] > BUDGET[part]);
  over += heavy.length;
  console.log(
    [
      page.padEnd(34),
      ...Object.values(weights).map((bytes) => String(bytes).padStart(8)),
      heavy.length > 0 ? `  OVER: ${heavy.join(', ')}` : '',
    ].join(' '),
  );
  for (const [, link = ''] of html.matchAll(/<a [^>]*href="([^"#]+)/g)) {
    const target = new URL(link, answer.url);
    if (target.origin === new URL(base).origin && !seen.has(target.pathname)) {
      seen.add(target.pathname);
      queue.push(target.pathname);
    }
  }
}
console.log(
  `budget${' '.repeat(28)} ${Object.values(BUDGET)
    .map((bytes) => String(bytes).padStart(8))
    .join(' ')}   over: ${over}`,
);
process.exitCode = over > 0 ? 1 : 0;
