import type { ItemKind } from '../item.ts';
import { readConditions, readEffects } from './conditions.pure.ts';
import { plainEntries } from './plain-lines.pure.ts';
import { type PlainEntry, type PlainFault, type Setting, settingNames } from './plain-marks.pure.ts';

/** A body as it was written, not yet held against its format; `lines` says where each part of it begins, by the places of faults. */
export interface ParsedBody {
  readonly kind: ItemKind;
  readonly body: Parts;
  readonly lines: ReadonlyMap<string, number>;
}

export type Parsed =
  | { readonly ok: true; readonly parsed: ParsedBody }
  | { readonly ok: false; readonly faults: readonly PlainFault[] };

type Parts = Record<string, unknown>;
type Words = { vi: string; en: string };
type Fault = (line: number, code: PlainFault['code'], found: string) => void;

const KINDS: Readonly<Record<string, ItemKind>> = {
  ARTICLE: 'TEXT',
  CARD: 'TEXT',
  QUESTION: 'TEXT',
  LESSON: 'LESSON',
  SCENARIO: 'SCENARIO',
};

/** Reads a plain text whole or not at all, with the line of everything that could not be read. */
export function parseBody(text: string): Parsed {
  const { entries, faults } = plainEntries(text);
  const fault: Fault = (line, code, found) => faults.push({ line, code, found });
  const named = entries.find((entry) => 'setting' in entry && entry.setting === 'kind');
  const form = named !== undefined && 'setting' in named ? named.value : '';
  const kind = Object.hasOwn(KINDS, form) ? KINDS[form] : undefined;
  if (kind === undefined) {
    fault(named?.line ?? 1, 'kind-unknown', form || settingNames.kind);
    return { ok: false, faults: inOrder(faults) };
  }
  const reader = { TEXT: textReader, LESSON: lessonReader, SCENARIO: scenarioReader }[kind](form, fault);
  let above = true;
  for (const entry of entries) {
    if (entry === named) continue;
    if ('mark' in entry && entry.mark === '#') above = false;
    if (above) readHead(reader, kind, entry, fault);
    else reader.read(entry);
  }
  for (const part of ['title', 'lead'] as const)
    if (reader.body[part] === undefined) fault(entries.at(-1)?.line ?? 1, 'part-missing', part === 'title' ? '#' : '!');
  reader.close();
  if (faults.length > 0) return { ok: false, faults: inOrder(faults) };
  return { ok: true, parsed: { kind, body: reader.body, lines: reader.lines } };
}

const inOrder = (faults: readonly PlainFault[]) => faults.toSorted((a, b) => a.line - b.line);

interface Reader {
  readonly body: Parts;
  readonly lines: Map<string, number>;
  /** Takes the next line below the title. */
  read(entry: PlainEntry): void;
  /** Nothing follows: what is still missing is a fault. */
  close(): void;
}

const codes = (value: string): string[] =>
  value
    .split(',')
    .map((code) => code.trim())
    .filter((code) => code !== '');
const words = ({ vi, en }: Words): Words => ({ vi, en });

/** Settings of the whole that stand in every kind, or in one. */
const headOf: Readonly<Record<ItemKind, readonly Setting[]>> = {
  TEXT: ['kind', 'id', 'bands', 'audience', 'theme', 'harms', 'help', 'sources'],
  LESSON: ['kind', 'id', 'bands', 'theme', 'skills', 'minutes'],
  SCENARIO: ['kind', 'id', 'bands', 'theme', 'skills', 'start', 'flag'],
};

function readHead({ body }: Reader, kind: ItemKind, entry: PlainEntry, fault: Fault): void {
  if ('mark' in entry) {
    fault(entry.line, 'mark-misplaced', entry.vi);
    return;
  }
  const { setting, value, line } = entry;
  if (!headOf[kind].includes(setting)) {
    fault(line, 'setting-misplaced', settingNames[setting]);
    return;
  }
  if (setting === 'flag') {
    readFlag(body, value, line, fault);
    return;
  }
  const key =
    kind === 'TEXT' ? setting : (({ bands: 'band', theme: 'topic' } as Record<string, string>)[setting] ?? setting);
  if (body[key] !== undefined) {
    fault(line, 'setting-twice', settingNames[setting]);
    return;
  }
  const read = headValue(setting, kind, value);
  if (read === undefined) fault(line, 'value-unreadable', value);
  else body[key] = read;
}

function headValue(setting: Setting, kind: ItemKind, value: string): unknown {
  if (setting === 'harms' || setting === 'sources' || setting === 'skills') return codes(value);
  if (setting === 'bands') return kind === 'TEXT' ? codes(value) : value;
  if (setting === 'minutes') return /^\d{1,3}$/.test(value) ? Number(value) : undefined;
  if (setting !== 'help') return value;
  return value === 'có' || value === 'co' ? true : value === 'không' || value === 'khong' ? false : undefined;
}

function readFlag(body: Parts, value: string, line: number, fault: Fault): void {
  const [, id, values] = /^([^=\s]+)\s*(?:=\s*(.*))?$/.exec(value) ?? [];
  if (id === undefined) {
    fault(line, 'value-unreadable', value);
    return;
  }
  (body.flags as unknown[]).push(values === undefined ? { id } : { id, values: codes(values) });
}

/** Title and lead, which every kind has; true where the line was one of them. */
function readTop(body: Parts, lines: Map<string, number>, entry: PlainEntry, fault: Fault): boolean {
  if (!('mark' in entry) || (entry.mark !== '#' && entry.mark !== '!')) return false;
  const key = entry.mark === '#' ? 'title' : 'lead';
  if (body[key] !== undefined) fault(entry.line, 'mark-misplaced', entry.vi);
  body[key] = words(entry);
  lines.set(key, entry.line);
  return true;
}

function misplaced(entry: PlainEntry, fault: Fault): void {
  if ('mark' in entry) fault(entry.line, 'mark-misplaced', entry.vi);
  else fault(entry.line, 'setting-misplaced', settingNames[entry.setting]);
}

function textReader(form: string, fault: Fault): Reader {
  const blocks: Parts[] = [];
  const body: Parts = { kind: form, blocks };
  const lines = new Map<string, number>();
  const add = (block: Parts, line: number) => {
    lines.set(`block-${blocks.length}`, line);
    blocks.push(block);
  };
  return {
    body,
    lines,
    read(entry) {
      if (readTop(body, lines, entry, fault)) return;
      const last = blocks.at(-1);
      if ('setting' in entry) {
        const { setting, value, line } = entry;
        if (setting === 'picture') add({ kind: 'picture', picture: value }, line);
        else if (setting === 'path') add({ kind: 'platformPath', path: value }, line);
        else if (setting === 'acts' && last?.kind === 'helpBox' && last.acts === undefined) last.acts = codes(value);
        else misplaced(entry, fault);
      } else if (entry.mark === 'paragraph') add({ kind: 'text', ...words(entry) }, entry.line);
      else if (entry.mark === '##') add({ kind: 'heading', ...words(entry) }, entry.line);
      else if (entry.mark === 'step' && !entry.first && last?.kind === 'steps')
        (last.steps as Words[]).push(words(entry));
      else if (entry.mark === 'step') add({ kind: 'steps', steps: [words(entry)] }, entry.line);
      else if (entry.mark === '=') add({ kind: 'helpBox', ...words(entry) }, entry.line);
      else misplaced(entry, fault);
    },
    close() {
      body.harms ??= [];
    },
  };
}

function lessonReader(_form: string, fault: Fault): Reader {
  const cards: Parts[] = [];
  const quiz: Parts[] = [];
  const body: Parts = { format: 1, cards, quiz };
  const lines = new Map<string, number>();
  /** What settings and paragraphs belong to: the card, the question or the option above them, or what is said of help. */
  let card: Parts | undefined;
  let question: Parts | undefined;
  let option: Parts | undefined;
  let help: Parts | undefined;
  const leave = () => {
    card = question = option = help = undefined;
  };
  const put = (part: Parts | undefined, key: string, value: unknown, entry: PlainEntry) => {
    if (part === undefined || part[key] !== undefined) misplaced(entry, fault);
    else part[key] = value;
  };
  return {
    body,
    lines,
    read(entry) {
      if (readTop(body, lines, entry, fault)) return;
      if ('setting' in entry) {
        const { setting, value } = entry;
        if (setting === 'picture') put(card, 'picture', value, entry);
        else if (setting === 'name') {
          const part = option ?? question;
          put(part, 'id', value, entry);
          if (part === question) lines.set(`question-${value}`, entry.line - 1);
        } else if (setting === 'skills') put(option === undefined ? question : undefined, 'skill', value, entry);
        else if (setting === 'choose') put(option === undefined ? question : undefined, 'choose', value, entry);
        else if (setting === 'to') put(help, 'to', codes(value), entry);
        else misplaced(entry, fault);
        return;
      }
      switch (entry.mark) {
        case '##':
          leave();
          card = { heading: words(entry), text: [] };
          lines.set(`card-${cards.length}`, entry.line);
          cards.push(card);
          return;
        case 'paragraph':
          if (card === undefined) misplaced(entry, fault);
          else (card.text as Words[]).push(words(entry));
          return;
        case '*':
          leave();
          lines.set('act', entry.line);
          put(body, 'act', words(entry), entry);
          return;
        case '?':
          leave();
          question = { ask: words(entry), options: [] };
          quiz.push(question);
          return;
        case '+':
        case '-':
          if (question === undefined) {
            misplaced(entry, fault);
            return;
          }
          option = { say: words(entry), right: entry.mark === '+' };
          (question.options as Parts[]).push(option);
          return;
        case '~':
          put(option, 'feedback', words(entry), entry);
          return;
        case '=':
          leave();
          help = { say: words(entry) };
          lines.set('help', entry.line);
          put(body, 'help', help, entry);
          return;
        default:
          misplaced(entry, fault);
      }
    },
    close() {
      nameAll(quiz, 'cau');
      for (const one of quiz) {
        const options = one.options as Parts[];
        nameAll(options, 'chon');
        for (const each of options) each.feedback ??= { vi: '', en: '' };
      }
    },
  };
}

/** Whoever adds a question need not think of a code for it. */
function nameAll(parts: readonly Parts[], stem: string): void {
  const taken = new Set(parts.map(({ id }) => id));
  let number = 1;
  for (const part of parts) {
    if (part.id !== undefined) continue;
    while (taken.has(`${stem}-${number}`)) number += 1;
    part.id = `${stem}-${number}`;
    taken.add(part.id);
  }
}

function scenarioReader(_form: string, fault: Fault): Reader {
  const scenes: Parts[] = [];
  const body: Parts = { format: 1, flags: [], scenes };
  const lines = new Map<string, number>();
  const begun = new Map<Parts, number>();
  let scene: Parts | undefined;
  /** The paragraph or the choice above, to which a condition belongs. */
  let guarded: Parts | undefined;
  let choice: Parts | undefined;
  const put = (part: Parts | undefined, key: string, value: unknown, entry: PlainEntry) => {
    if (part === undefined || part[key] !== undefined) misplaced(entry, fault);
    else if (value === undefined) fault(entry.line, 'value-unreadable', 'setting' in entry ? entry.value : entry.vi);
    else part[key] = value;
  };
  const readSetting = (entry: Extract<PlainEntry, { setting: Setting }>) => {
    const { setting, value } = entry;
    if (setting === 'scene') {
      put(scene, 'id', value, entry);
      lines.set(`scene-${value}`, entry.line - 1);
    } else if (setting === 'picture') put(choice === undefined ? scene : undefined, 'picture', value, entry);
    else if (setting === 'target') put(choice, 'to', value, entry);
    else if (setting === 'when') put(guarded, 'when', readConditions(value), entry);
    else if (setting === 'set') put(choice, 'set', readEffects(value), entry);
    else if (setting === 'ending') {
      choice = guarded = undefined;
      put(scene, 'ending', { do: [], help: codes(value) }, entry);
    } else misplaced(entry, fault);
  };
  return {
    body,
    lines,
    read(entry) {
      if (readTop(body, lines, entry, fault)) return;
      if ('setting' in entry) {
        readSetting(entry);
        return;
      }
      if (entry.mark === '##') {
        scene = { heading: words(entry), text: [], choices: [] };
        begun.set(scene, entry.line);
        choice = guarded = undefined;
        scenes.push(scene);
        return;
      }
      if (scene === undefined) {
        misplaced(entry, fault);
        return;
      }
      if (entry.mark === 'paragraph' && choice === undefined && scene.ending === undefined) {
        guarded = words(entry);
        (scene.text as Parts[]).push(guarded);
      } else if ((entry.mark === '+' || entry.mark === '-' || entry.mark === '*') && scene.ending === undefined) {
        choice = { say: words(entry), verdict: { '+': 'right', '-': 'wrong', '*': 'open' }[entry.mark] };
        guarded = choice;
        (scene.choices as Parts[]).push(choice);
      } else if (entry.mark === '~') put(choice, 'feedback', words(entry), entry);
      else if (entry.mark === 'step' && scene.ending !== undefined)
        (scene.ending as { do: Words[] }).do.push(words(entry));
      else misplaced(entry, fault);
    },
    close() {
      for (const one of scenes)
        if (one.id === undefined) fault(begun.get(one) ?? 1, 'part-missing', settingNames.scene);
    },
  };
}
