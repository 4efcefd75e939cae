import {
  IMPORT_MOST,
  type Imported,
  type ImportFault,
  importedLines,
  sceneName,
  shortened,
} from './imported-draft.pure.ts';
import type { Choice, Scene } from './scenario.ts';

/**
 * Reads a subset of Twee 3: passages with plain links. A passage without links is an ending.
 *
 *     :: StoryTitle
 *     Người lạ tặng quà
 *     :: StoryData
 *     { "start": "Bắt đầu" }
 *     :: Bắt đầu [tags] {"position":"1,2"}
 *     Em thấy một tin nhắn lạ.
 *     [[Trả lời->Chờ đã]]            also [[Chờ đã]], [[Trả lời|Chờ đã]], [[Chờ đã<-Trả lời]]
 *
 * The name of a passage becomes the heading. Links stand on lines of their own. Refused with their line: macros of every format
 * (`<<set>>`, `(if:)`, `{if …}`), variables, scripts, style sheets, HTML and markup.
 * Source: Interactive Fiction Technology Foundation, "Twee 3 Specification", 2021.
 */
export function importTwee(source: string): Imported {
  if (source.length > IMPORT_MOST) return { ok: false, faults: [{ line: 1, code: 'too-long' }] };
  const faults: ImportFault[] = [];
  const passages: Passage[] = [];
  const fault = (line: number, code: ImportFault['code'], found?: string): void => {
    faults.push(found === undefined ? { line, code } : { line, code, found: shortened(found) });
  };

  for (const [at, raw] of importedLines(source).entries()) {
    const line = at + 1;
    const header = /^::\s*((?:\\.|[^\\[{])*?)\s*(?:\[((?:\\.|[^\]])*)\])?\s*(\{.*\})?\s*$/.exec(raw);
    if (header !== null) {
      const name = (header[1] ?? '').replace(/\\(.)/g, '$1').trim();
      const tags = (header[2] ?? '').split(/\s+/).filter(Boolean);
      if (name === '') fault(line, 'name-unreadable', raw);
      if (tags.some((tag) => tag === 'script' || tag === 'stylesheet')) fault(line, 'not-in-the-subset', raw);
      passages.push({ name, line, lines: [] });
      continue;
    }
    const passage = passages.at(-1);
    if (passage !== undefined) passage.lines.push({ line, text: raw.trim() });
    else if (raw.trim() !== '') fault(line, 'text-before-first-scene', raw);
  }

  const titled = passages.find(({ name }) => name === 'StoryTitle');
  const data = passages.find(({ name }) => name === 'StoryData');
  const told = passages.filter((one) => one !== titled && one !== data);
  const ids = new Map<string, Passage>();
  for (const one of told) {
    const id = sceneName(one.name);
    if (id === undefined) fault(one.line, 'name-unreadable', one.name);
    else if (ids.has(id)) fault(one.line, 'name-twice', one.name);
    else ids.set(id, one);
  }

  const scenes = [...ids].map(([id, passage]): Scene => {
    const text: Scene['text'] = [];
    const choices: Choice[] = [];
    for (const { line, text: written } of passage.lines) {
      if (written === '') continue;
      const links = [...written.matchAll(/\[\[(.*?)\]\]/g)];
      if (links.length === 0) {
        if (isForeign(written)) fault(line, 'not-in-the-subset', written);
        else text.push({ vi: written, en: '' });
        continue;
      }
      if (written.replace(/\[\[.*?\]\]/g, '').replace(/[\s*·•-]/g, '') !== '') {
        fault(line, 'not-in-the-subset', written);
        continue;
      }
      for (const [, inside = ''] of links) {
        const { say, target } = linkOf(inside);
        const to = sceneName(target);
        if (say === '') fault(line, 'choice-without-text');
        else if (isForeign(say) || isForeign(target)) fault(line, 'not-in-the-subset', inside);
        else if (to === undefined || !ids.has(to)) fault(line, 'target-unknown', target);
        else choices.push({ say: { vi: say, en: '' }, to, verdict: 'open' });
      }
    }
    return {
      id,
      heading: { vi: passage.name, en: '' },
      text,
      choices,
      ...(choices.length === 0 && { ending: { do: [], help: [] } }),
    };
  });

  const start = startOf(data, fault) ?? 'Start';
  const first = told.find(({ name }) => name === start) ?? (data === undefined ? told[0] : undefined);
  if (told.length === 0) fault(1, 'empty');
  else if (first === undefined) fault(data?.line ?? 1, 'start-unknown', start);
  const startId = first === undefined ? undefined : sceneName(first.name);
  if (faults.length > 0 || startId === undefined)
    return { ok: false, faults: faults.toSorted((a, b) => a.line - b.line) };
  const title =
    titled?.lines
      .map(({ text }) => text)
      .join(' ')
      .trim() ||
    (first?.name ?? '');
  return { ok: true, draft: { title, flags: [], start: startId, scenes, notes: [] } };
}

interface Passage {
  readonly name: string;
  readonly line: number;
  readonly lines: { readonly line: number; readonly text: string }[];
}

/** The four forms of a link: the arrows split at the last and the first of their kind, as Twine's formats do. */
function linkOf(inside: string): { say: string; target: string } {
  const right = inside.lastIndexOf('->');
  if (right !== -1) return { say: inside.slice(0, right).trim(), target: inside.slice(right + 2).trim() };
  const left = inside.indexOf('<-');
  if (left !== -1) return { say: inside.slice(left + 2).trim(), target: inside.slice(0, left).trim() };
  const bar = inside.lastIndexOf('|');
  if (bar !== -1) return { say: inside.slice(0, bar).trim(), target: inside.slice(bar + 1).trim() };
  return { say: inside.trim(), target: inside.trim() };
}

/** Macros, variables and markup of Twine's story formats. */
function isForeign(text: string): boolean {
  return /<<|>>|<\/?[a-z!]|\((?:[a-z-]+):|\{|\}|\[\[|\]\]|(?:^|\s)[$_][A-Za-z]|^!|\/\/|''|__|~~|@@/i.test(text);
}

function startOf(data: Passage | undefined, fault: (line: number, code: ImportFault['code'], found?: string) => void) {
  if (data === undefined) return undefined;
  try {
    const read: unknown = JSON.parse(data.lines.map(({ text }) => text).join('\n'));
    const start = typeof read === 'object' && read !== null && 'start' in read ? read.start : undefined;
    return typeof start === 'string' ? start : undefined;
  } catch {
    fault(data.line, 'not-in-the-subset', 'StoryData');
    return undefined;
  }
}
