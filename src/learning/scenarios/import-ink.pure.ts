import {
  IMPORT_MOST,
  type Imported,
  type ImportFault,
  type ImportNote,
  importedLines,
  sceneName,
  shortened,
} from './imported-draft.pure.ts';
import type { Choice, Condition, Flag, HelpCode, Scene } from './scenario.ts';

/**
 * Reads a subset of Ink: what it means is a finite graph with flags of yes and no. Everything else is refused with its line.
 *
 *     # title: Người lạ tặng quà
 *     VAR told = false
 *     -> start
 *     === start ===                 a scene; its first line of text is the heading
 *     Có người nhắn cho em
 *     Em thấy một tin nhắn lạ.      one paragraph a line
 *     { told: Mẹ đang ở bên em. }   a paragraph with a condition
 *     + [Trả lời] # wrong           a choice; "# right", "# wrong" or neither
 *       Chờ một chút đã.            its feedback: lines below it, joined
 *       -> start
 *     + { not told } [Kể cho mẹ] # right
 *       ~ told = true
 *       -> the_end
 *     === the_end ===
 *     Em đã kể
 *     Em làm đúng rồi.
 *     # do: Ở cạnh mẹ.              what to do now, a line a step
 *     # help: 111, trusted-adult
 *     -> END
 *
 * `*` is read as `+`, with a note: our choices stay. Refused: functions, threads, tunnels, lists, gathers, stitches, includes,
 * variable text, numbers, random, glue, logic beyond `and` and `not`.
 * Source of the syntax: inkle's "Writing with ink".
 */
export function importInk(source: string): Imported {
  if (source.length > IMPORT_MOST) return { ok: false, faults: [{ line: 1, code: 'too-long' }] };
  const faults: ImportFault[] = [];
  const notes: ImportNote[] = [];
  const flags: Flag[] = [];
  const scenes: OpenScene[] = [];
  const targets: { line: number; name: string }[] = [];
  let title = '';
  let start: string | undefined;
  let scene: OpenScene | undefined;
  let choice: OpenChoice | undefined;
  let inComment = false;

  const fault = (line: number, code: ImportFault['code'], found?: string): void => {
    faults.push(found === undefined ? { line, code } : { line, code, found: shortened(found) });
  };
  const named = (line: number, name: string): string => {
    const id = sceneName(name);
    if (id === undefined) fault(line, 'name-unreadable', name);
    return id ?? '';
  };
  const flagNamed = (line: number, name: string): string => {
    const id = sceneName(name) ?? '';
    if (!flags.some((flag) => flag.id === id)) fault(line, 'flag-unknown', name);
    return id;
  };
  const conditions = (line: number, text: string): Condition[] =>
    text.split(/\band\b|&&/).flatMap((part): Condition[] => {
      const read = /^\s*(not\s+|!\s*)?([A-Za-z_]\w*)\s*$/.exec(part);
      if (read?.[2] === undefined) {
        fault(line, 'condition-unreadable', text);
        return [];
      }
      return [{ flag: flagNamed(line, read[2]), is: read[1] === undefined ? 'yes' : 'no' }];
    });
  const closeChoice = (): void => {
    if (choice !== undefined && choice.to === undefined) fault(choice.line, 'target-missing', choice.say);
    choice = undefined;
  };

  const lines = importedLines(source);
  for (const [at, raw] of lines.entries()) {
    const line = at + 1;
    let text = raw;
    if (inComment) {
      const end = text.indexOf('*/');
      if (end === -1) continue;
      text = text.slice(end + 2);
      inComment = false;
    }
    text = text.replace(/\/\*.*?\*\//g, ' ').replace(/(^|[^:])\/\/.*$/, '$1');
    const opened = text.indexOf('/*');
    if (opened !== -1) {
      inComment = true;
      text = text.slice(0, opened);
    }
    text = text.trim();
    if (text === '') continue;

    const variable = /^VAR\s+([A-Za-z_]\w*)\s*=\s*(\S.*)$/.exec(text);
    if (variable?.[1] !== undefined) {
      const id = named(line, variable[1]);
      if (!/^(true|false)$/.test(variable[2] ?? '')) fault(line, 'not-in-the-subset', text);
      else if (flags.some((flag) => flag.id === id)) fault(line, 'name-twice', variable[1]);
      else flags.push(variable[2] === 'true' ? { id, values: ['yes', 'no'] } : { id });
      continue;
    }

    const knot = /^={2,}\s*([\p{L}_][\p{L}\p{N}_]*)\s*=*$/u.exec(text);
    if (knot?.[1] !== undefined) {
      closeChoice();
      endScene(scene, line, fault);
      const id = named(line, knot[1]);
      if (scenes.some((one) => one.id === id)) fault(line, 'name-twice', knot[1]);
      scene = { id, line, lines: [], choices: [], do: [], help: [], ends: false };
      scenes.push(scene);
      continue;
    }

    const tag = /^#\s*(\w+)\s*:\s*(.+)$/u.exec(text);
    if (tag?.[2] !== undefined) {
      const value = tag[2].trim();
      if (tag[1] === 'title' && scene === undefined) title = value;
      else if (tag[1] === 'do' && scene !== undefined) scene.do.push(value);
      else if (tag[1] === 'help' && scene !== undefined) {
        for (const one of value.split(',').map((part) => part.trim())) {
          if (isHelp(one)) scene.help.push(one);
          else fault(line, 'not-in-the-subset', text);
        }
      } else fault(line, 'not-in-the-subset', text);
      continue;
    }

    const divert = /^->\s*(\S.*)$/.exec(text);
    if (divert?.[1] !== undefined) {
      const name = divert[1].trim();
      if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name)) fault(line, 'not-in-the-subset', text);
      else if (scene === undefined) start = goTo(line, name);
      else if (choice !== undefined) {
        if (choice.to !== undefined) fault(line, 'text-after-divert', text);
        else if (name === 'END' || name === 'DONE') fault(line, 'not-in-the-subset', text);
        else choice.to = goTo(line, name);
      } else if (name === 'END' || name === 'DONE') scene.ends = true;
      // A scene that only hands on would be a page without a choice: the reader gets one choice.
      else fault(line, 'not-in-the-subset', text);
      continue;
    }

    if (/^(INCLUDE|CONST|LIST|EXTERNAL|TODO:?)\b/.test(text) || text.startsWith('=') || /^-(?!>)/.test(text)) {
      fault(line, 'not-in-the-subset', text);
      continue;
    }
    if (scene === undefined) {
      fault(line, 'text-before-first-scene', text);
      continue;
    }
    if (scene.ends) {
      fault(line, 'text-after-divert', text);
      continue;
    }

    const option = /^([*+]+)\s*(.*)$/.exec(text);
    if (option !== null) {
      closeChoice();
      if ((option[1] ?? '').length > 1) {
        fault(line, 'not-in-the-subset', text);
        continue;
      }
      if (option[1] === '*') notes.push({ line, code: 'once-only-kept' });
      choice = openChoice(line, option[2] ?? '');
      scene.choices.push(choice);
      continue;
    }

    const assignment = /^~\s*(.*)$/.exec(text);
    if (assignment !== null) {
      const set = /^([A-Za-z_]\w*)\s*=\s*(true|false)$/.exec(assignment[1] ?? '');
      if (set?.[1] === undefined || choice === undefined || choice.to !== undefined)
        fault(line, 'not-in-the-subset', text);
      else choice.set[flagNamed(line, set[1])] = set[2] === 'true' ? 'yes' : 'no';
      continue;
    }

    const guarded = /^\{\s*([^:{}|]+):\s*([^{}|]+)\}$/.exec(text);
    if (choice === undefined && guarded?.[2] !== undefined) {
      scene.lines.push({ vi: guarded[2].trim(), when: conditions(line, guarded[1] ?? '') });
      continue;
    }
    // Variable text, glue, threads, tunnels and tags in the middle of a line.
    if (/[{}|]|<>|<-|->|^#/.test(text)) {
      fault(line, 'not-in-the-subset', text);
      continue;
    }
    if (choice === undefined) scene.lines.push({ vi: text });
    else if (choice.to !== undefined) fault(line, 'text-after-divert', text);
    else choice.feedback.push(text);
  }
  closeChoice();
  endScene(scene, lines.length, fault);

  const ids = new Set(scenes.map(({ id }) => id));
  for (const { line, name } of targets) if (!ids.has(sceneName(name) ?? '')) fault(line, 'target-unknown', name);
  const first = scenes[0];
  if (first === undefined) fault(1, 'empty');
  if (faults.length > 0 || first === undefined)
    return { ok: false, faults: faults.toSorted((a, b) => a.line - b.line) };
  return {
    ok: true,
    draft: { title: title || headingOf(first), flags, start: start ?? first.id, scenes: scenes.map(closed), notes },
  };

  function goTo(line: number, name: string): string {
    targets.push({ line, name });
    return sceneName(name) ?? '';
  }

  /** The rest of a line that began with `+`: `{ condition } text -> target # verdict`. */
  function openChoice(line: number, rest: string): OpenChoice {
    let text = rest;
    const when: Condition[] = [];
    for (let guard = /^\{([^{}]*)\}\s*/.exec(text); guard !== null; guard = /^\{([^{}]*)\}\s*/.exec(text)) {
      when.push(...conditions(line, guard[1] ?? ''));
      text = text.slice(guard[0].length);
    }
    let verdict: Choice['verdict'] = 'open';
    const tagged = /^(.*?)\s*#\s*(.*)$/.exec(text);
    if (tagged !== null) {
      text = tagged[1] ?? '';
      if (tagged[2] === 'right' || tagged[2] === 'wrong') verdict = tagged[2];
      else fault(line, 'not-in-the-subset', tagged[2]);
    }
    let to: string | undefined;
    const diverted = /^(.*?)\s*->\s*([\p{L}_][\p{L}\p{N}_]*)\s*$/u.exec(text);
    if (diverted?.[2] !== undefined) {
      text = diverted[1] ?? '';
      to = goTo(line, diverted[2]);
    }
    const bracketed = /^\[([^[\]]*)\]$/.exec(text.trim());
    const say = (bracketed?.[1] ?? text).trim();
    if (say === '') fault(line, 'choice-without-text');
    if (/[{}|[\]]|<>|<-|->/.test(say)) fault(line, 'not-in-the-subset', say);
    return { line, say, verdict, when, set: {}, feedback: [], to };
  }
}

interface OpenChoice {
  readonly line: number;
  say: string;
  verdict: Choice['verdict'];
  when: Condition[];
  set: Record<string, string>;
  feedback: string[];
  to: string | undefined;
}

interface OpenScene {
  id: string;
  line: number;
  lines: { vi: string; when?: Condition[] }[];
  choices: OpenChoice[];
  do: string[];
  help: HelpCode[];
  ends: boolean;
}

type Fault = (line: number, code: ImportFault['code'], found?: string) => void;

/** A scene that neither asks nor ends leads nowhere; one that does both is unclear. */
function endScene(scene: OpenScene | undefined, line: number, fault: Fault): void {
  if (scene === undefined) return;
  if (scene.ends && scene.choices.length > 0) fault(line, 'not-in-the-subset', scene.id);
  if (!scene.ends && scene.choices.length === 0) fault(scene.line, 'target-missing', scene.id);
}

function headingOf(scene: OpenScene): string {
  return scene.lines[0]?.vi ?? scene.id;
}

const helps: readonly string[] = ['111', '113', '115', 'trusted-adult', 'portal'] satisfies HelpCode[];

function isHelp(text: string): text is HelpCode {
  return helps.includes(text);
}

function closed({ id, lines, choices, do: steps, help, ends }: OpenScene): Scene {
  const [heading, ...text] = lines;
  return {
    id,
    heading: { vi: heading?.vi ?? '', en: '' },
    text: text.map(({ vi, when }) => (when === undefined ? { vi, en: '' } : { vi, en: '', when })),
    choices: choices.map(({ say, to, verdict, when, set, feedback }) => ({
      say: { vi: say, en: '' },
      to: to ?? '',
      verdict,
      ...(when.length > 0 && { when }),
      ...(Object.keys(set).length > 0 && { set }),
      ...(feedback.length > 0 && { feedback: { vi: feedback.join(' '), en: '' } }),
    })),
    ...(ends && { ending: { do: steps.map((vi) => ({ vi, en: '' })), help } }),
  };
}
