import { fold } from '../../../vocabulary/language/fold.pure.ts';
import { type Mark, marks, type PlainEntry, type PlainFault, type Setting, settingNames } from './plain-marks.pure.ts';

/** A paragraph that begins like something else, or is empty, has a backslash before it. */
const looksLikeMark = /^(?:[#!=?+\-*~>[\\]|\d+\.(?:\s|$)|$)/;

const settings = new Map(
  Object.entries(settingNames).map(([setting, name]) => [fold(name), setting as Setting] as const),
);

/** A line of words with its English below it. @param mark as it is written, with its number where it is a step */
export function printWords(mark: string, { vi, en }: { readonly vi: string; readonly en: string }): string {
  const first = mark === '' ? (looksLikeMark.test(vi) ? `\\${vi}` : vi) : `${mark} ${vi}`.trimEnd();
  return en === '' ? first : `${first}\n> ${en}`;
}

export function printSetting(setting: Setting, value: string): string {
  return value === '' ? `[${settingNames[setting]}]` : `[${settingNames[setting]}: ${value}]`;
}

/** The lines of a plain text, in NFC, with what could not be read. */
export function plainEntries(text: string): { readonly entries: readonly PlainEntry[]; readonly faults: PlainFault[] } {
  const entries: PlainEntry[] = [];
  const faults: PlainFault[] = [];
  for (const [at, raw] of text
    .normalize('NFC')
    .split(/\r\n|\r|\n/)
    .entries()) {
    const line = at + 1;
    const written = raw.trim();
    if (written === '') continue;
    if (written.startsWith('>')) {
      addEnglish(entries, faults, line, written.slice(1).trim());
      continue;
    }
    if (written.startsWith('[')) {
      const read = settingOf(written);
      if (read === undefined) faults.push({ line, code: 'setting-unknown', found: written });
      else entries.push({ ...read, line });
      continue;
    }
    entries.push({ ...wordsOf(written), en: '', line });
  }
  return { entries, faults };
}

function addEnglish(entries: PlainEntry[], faults: PlainFault[], line: number, en: string): void {
  const last = entries.at(-1);
  if (last === undefined || !('mark' in last)) faults.push({ line, code: 'english-first', found: en });
  else if (last.en !== '') faults.push({ line, code: 'english-twice', found: en });
  else entries[entries.length - 1] = { ...last, en };
}

function settingOf(written: string): { readonly setting: Setting; readonly value: string } | undefined {
  const [, name, value = ''] = /^\[([^:\]]+)(?::(.*))?\]$/.exec(written) ?? [];
  const setting = name === undefined ? undefined : settings.get(fold(name.trim()));
  return setting === undefined ? undefined : { setting, value: value.trim() };
}

function wordsOf(written: string): { readonly mark: Mark; readonly vi: string; readonly first: boolean } {
  const first = false;
  if (written.startsWith('\\')) return { mark: 'paragraph', vi: written.slice(1).trim(), first };
  const [, number, step = ''] = /^(\d+)\.(?:\s+(.*))?$/.exec(written) ?? [];
  if (number !== undefined) return { mark: 'step', vi: step, first: Number(number) === 1 };
  const sign = written.startsWith('##') ? '##' : written.charAt(0);
  const mark = marks.find((one) => one === sign);
  return mark === undefined
    ? { mark: 'paragraph', vi: written, first }
    : { mark, vi: written.slice(sign.length).trim(), first };
}
