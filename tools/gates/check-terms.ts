/**
 * Checks every text that a person reads for words the project avoids (src/vocabulary/language/terminology.ts): `node tools/gates/check-terms.ts`.
 * Prints `file:line` with the word to use instead and exits with 1 on a finding, or when it had nothing to read.
 */
import { globSync, readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { codeLists, findAvoidedTerms } from '../../src/vocabulary/index.ts';

export interface Finding {
  readonly file: string;
  readonly line: number;
  readonly term: string;
  readonly use: { readonly vi: string; readonly en: string };
}

export interface TermCheck {
  readonly findings: readonly Finding[];
  /** Files read, by kind. */
  readonly read: Readonly<Record<Kind, number>>;
  /** Why the check may not pass although it found nothing; empty when it may. */
  readonly refused: readonly string[];
}

type Kind = 'learning' | 'messages' | 'pages' | 'refusals' | 'templates' | 'vocabulary';

const places: Readonly<Record<Kind, readonly string[]>> = {
  learning: ['src/learning/**/*.json'],
  messages: ['apps/*/messages/*.json', 'apps/desk/src/guide/*.json'],
  pages: ['apps/**/*.svelte'],
  refusals: ['src/**/refusals.ts'],
  templates: ['src/**/templates/**/*.{ts,typ,md,html,txt}', 'src/**/*.typ'],
  vocabulary: ['src/vocabulary/**/*.{ts,json}'],
};

const skipped = /(^|\/)(node_modules|build|\.svelte-kit|paraglide)\//;

/** Blanks what no reader sees, keeping every line in its place. */
function visible(kind: Kind, text: string): string {
  const blank = (part: string): string => part.replace(/[^\n]/g, ' ');
  if (kind === 'pages') {
    return text
      .replace(/<style[\s\S]*?<\/style>/g, blank)
      .replace(/<script[\s\S]*?<\/script>/g, (script) => sentences(script))
      .replace(/<!--[\s\S]*?-->/g, blank);
  }
  return kind === 'refusals' || kind === 'vocabulary' ? sentences(text) : text;
}

/** Keeps string literals that hold a space, in other words sentences, not codes; blanks the rest of a script. */
function sentences(script: string): string {
  const literal = /\/\*[\s\S]*?\*\/|\/\/[^\n]*|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g;
  let result = '';
  let end = 0;
  for (const match of script.matchAll(literal)) {
    const kept = !match[0].startsWith('/') && /\s/.test(match[0]);
    result += script.slice(end, match.index).replace(/[^\n]/g, ' ');
    result += kept ? match[0] : match[0].replace(/[^\n]/g, ' ');
    end = match.index + match[0].length;
  }
  return result + script.slice(end).replace(/[^\n]/g, ' ');
}

function labelPlaces(root: string): ReadonlyMap<string, string> {
  const sources = new Map<string, string>();
  for (const file of places.vocabulary.flatMap((p) => globSync(p, { cwd: root }))) {
    if (!/\.test\.ts$|terminology\.ts$/.test(file))
      sources.set(file, readFileSync(`${root}/${file}`, 'utf8').normalize('NFC'));
  }
  return sources;
}

/** Runs the check over a checkout. */
export function checkTerms(root: string): TermCheck {
  const findings: Finding[] = [];
  const read: Record<Kind, number> = { learning: 0, messages: 0, pages: 0, refusals: 0, templates: 0, vocabulary: 0 };
  for (const kind of ['learning', 'messages', 'pages', 'refusals', 'templates'] as const) {
    for (const file of new Set(places[kind].flatMap((p) => globSync(p, { cwd: root })))) {
      const path = file.replaceAll('\\', '/');
      if (skipped.test(path) || path.endsWith('.test.ts')) continue;
      read[kind]++;
      const text = visible(kind, readFileSync(`${root}/${path}`, 'utf8').normalize('NFC'));
      for (const hit of findAvoidedTerms(text)) {
        findings.push({ file: path, line: text.slice(0, hit.index).split('\n').length, term: hit.term, use: hit.use });
      }
    }
  }
  // Labels are read as values, so that a label put together from parts is seen whole; the source is searched only for its line.
  const sources = labelPlaces(root);
  read.vocabulary = sources.size;
  for (const list of codeLists) {
    for (const term of list.terms) {
      for (const text of readable(term)) {
        for (const hit of findAvoidedTerms(text)) {
          const place = [...sources].find(([, source]) => source.includes(text));
          const line = place === undefined ? 0 : place[1].slice(0, place[1].indexOf(text)).split('\n').length;
          findings.push({
            file: place?.[0] ?? `list ${list.name}, code ${term.code}`,
            line,
            term: hit.term,
            use: hit.use,
          });
        }
      }
    }
  }
  const refused: string[] = [];
  if (read.vocabulary === 0) refused.push('no file of src/vocabulary was read');
  if (globSync('apps/*/package.json', { cwd: root }).length > 0) {
    if (read.messages === 0) refused.push('there are apps, but no apps/*/messages/*.json was read');
    if (read.pages === 0) refused.push('there are apps, but no .svelte file was read');
  }
  return { findings, read, refused };
}

/** The texts of a term that a person reads: its labels and its own columns named for a language. */
function readable(term: object): string[] {
  return Object.entries(term)
    .filter(([key, value]) => /^(vi|en)$|(^|_)(vi|en)(_|$)/.test(key) && typeof value === 'string')
    .map(([, value]) => value as string);
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const root = new URL('../..', import.meta.url).pathname.replace(/\/$/, '');
  const { findings, read, refused } = checkTerms(root);
  for (const f of findings)
    console.error(`${relative('.', f.file)}:${f.line}: “${f.term}”: dùng “${f.use.vi}” / use “${f.use.en}”`);
  for (const reason of refused) console.error(`check-terms: refused: ${reason}`);
  console.log(
    `check-terms: ${Object.entries(read)
      .map(([kind, n]) => `${n} ${kind}`)
      .join(', ')}; ${findings.length} finding(s)`,
  );
  if (findings.length > 0 || refused.length > 0) process.exitCode = 1;
}
