import type { ItemKind } from '../item.ts';
import { patternOf, valueAt } from './body-path.pure.ts';

/** What an editor adds to a body, moves in it and takes out of it, and how much of it there may be. The bounds are those of the formats. */
export interface PartList {
  readonly least: number;
  readonly most: number;
  /** What a new member may be, by its name; each is made from the body that it comes into. */
  readonly shapes: Readonly<Record<string, (body: unknown, names: NewNames) => unknown>>;
}

/** A picture and a way of reporting that exist, for a new block that must name one. */
export interface NewNames {
  readonly picture: string;
  readonly path: string;
}

const words = () => ({ vi: '', en: '' });
const line = { line: words };

const lists: Readonly<Record<ItemKind, Readonly<Record<string, PartList>>>> = {
  TEXT: {
    blocks: {
      least: 1,
      most: 60,
      shapes: {
        text: () => ({ kind: 'text', ...words() }),
        heading: () => ({ kind: 'heading', ...words() }),
        steps: () => ({ kind: 'steps', steps: [words(), words()] }),
        picture: (_, { picture }) => ({ kind: 'picture', picture }),
        platformPath: (_, { path }) => ({ kind: 'platformPath', path }),
        helpBox: () => ({ kind: 'helpBox', ...words(), acts: ['CALL_111'] }),
      },
    },
    'blocks.*.steps': { least: 2, most: 6, shapes: line },
  },
  LESSON: {
    cards: { least: 2, most: 6, shapes: { card: () => ({ heading: words(), text: [words()] }) } },
    'cards.*.text': { least: 1, most: 5, shapes: line },
    quiz: {
      least: 3,
      most: 6,
      shapes: {
        question: (body) => ({
          id: newName(body, 'quiz', 'cau'),
          skill: valueAt(body, 'skills.0'),
          choose: 'one',
          ask: words(),
          options: [option('chon-1', true), option('chon-2', false)],
        }),
      },
    },
    'quiz.*.options': { least: 2, most: 5, shapes: { option: () => option('', false) } },
  },
  SCENARIO: {
    flags: { least: 0, most: 20, shapes: { flag: (body) => ({ id: newName(body, 'flags', 'co') }) } },
    scenes: {
      least: 1,
      most: 200,
      shapes: {
        scene: (body) => ({ id: newName(body, 'scenes', 'canh'), heading: words(), text: [words()], choices: [] }),
      },
    },
    'scenes.*.text': { least: 0, most: 8, shapes: line },
    'scenes.*.choices': {
      least: 0,
      most: 6,
      shapes: { choice: (body) => ({ say: words(), to: valueAt(body, 'start'), verdict: 'open' }) },
    },
    'scenes.*.ending.do': { least: 0, most: 6, shapes: line },
  },
};

const option = (id: string, right: boolean) => ({ id, say: words(), right, feedback: words() });

/** The list at a path; undefined where none is. */
export function partListAt(kind: ItemKind, path: string): PartList | undefined {
  const pattern = patternOf(path);
  return Object.hasOwn(lists[kind], pattern) ? lists[kind][pattern] : undefined;
}

/** A name that no member of a list has yet. */
export function newName(body: unknown, list: string, stem: string): string {
  const members = valueAt(body, list);
  const taken = new Set(Array.isArray(members) ? members.map((one: { id?: unknown }) => one.id) : []);
  let number = taken.size + 1;
  while (taken.has(`${stem}-${number}`)) number += 1;
  return `${stem}-${number}`;
}
