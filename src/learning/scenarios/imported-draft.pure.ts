import { fold } from '../../vocabulary/language/fold.pure.ts';
import type { Flag, Scenario, Scene } from './scenario.ts';

/** What another tool's file became: scenes and flags. Band, topic and skills are chosen in the editor. */
export interface ImportedDraft {
  readonly title: string;
  readonly flags: Flag[];
  readonly start: string;
  readonly scenes: Scene[];
  /** What was taken over in another sense than the file's own tool has, each with its line. */
  readonly notes: readonly ImportNote[];
}

export interface ImportNote {
  readonly line: number;
  readonly code: 'once-only-kept';
}

/** Why a file was not taken over. Lines count from 1; a file is taken over whole or not at all. */
export interface ImportFault {
  readonly line: number;
  readonly code:
    | 'empty'
    | 'too-long'
    | 'not-in-the-subset'
    | 'name-unreadable'
    | 'name-twice'
    | 'target-missing'
    | 'target-unknown'
    | 'flag-unknown'
    | 'text-before-first-scene'
    | 'text-after-divert'
    | 'choice-without-text'
    | 'condition-unreadable'
    | 'start-unknown';
  /** What stands there: a name or the construct, at most 60 characters. */
  readonly found?: string;
}

export type Imported =
  | { readonly ok: true; readonly draft: ImportedDraft }
  | { readonly ok: false; readonly faults: readonly ImportFault[] };

/** Characters of a file at most; 200 scenes of a page each are a third of it. */
export const IMPORT_MOST = 1_000_000;

/** The lines of a file, whatever ends them, in NFC and without a byte order mark. */
export function importedLines(text: string): string[] {
  return text
    .replace(/^\uFEFF/, '')
    .normalize('NFC')
    .split(/\r\n|\r|\n/);
}

/** A name of another tool ("Gặp chú lạ", "gap_chu_la") as the name of a scene; undefined where nothing of it can be written so. */
export function sceneName(name: string): string | undefined {
  const words = fold(name.replaceAll('_', ' '))
    .replace(/[^a-z0-9 ]/g, '')
    .trim()
    .replace(/ +/g, '-')
    .slice(0, 40)
    .replace(/-+$/, '');
  if (words === '') return undefined;
  return /^[a-z]/.test(words) ? words : `o-${words}`.slice(0, 40).replace(/-+$/, '');
}

export function shortened(found: string): string {
  return [...found.trim()].slice(0, 60).join('');
}

/** A draft in Vietnamese alone as a scenario that the editor opens. */
export function draftScenario(
  draft: ImportedDraft,
  chosen: Pick<Scenario, 'id' | 'band' | 'topic' | 'skills'>,
): Scenario {
  return {
    format: 1,
    ...chosen,
    title: { vi: draft.title, en: '' },
    lead: { vi: '', en: '' },
    flags: draft.flags,
    start: draft.start,
    scenes: draft.scenes,
  };
}
