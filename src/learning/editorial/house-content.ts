import { createHash } from 'node:crypto';
import type { Content } from '../content/content.ts';
import { readContent, readPicture } from '../content/content-files.ts';
import { writtenLessons } from '../lessons/written-lessons.ts';
import { writtenScenarios } from '../scenarios/written-scenarios.ts';
import type { ItemBody } from './item.ts';

/** What came with this version of the house: its texts, lessons and scenes, and the lists and drawings that bodies name. */
export interface HouseContent {
  readonly lists: Omit<Content, 'texts'>;
  readonly items: readonly ItemBody[];
  /** SHA-256 of each drawing, in hex, by the name of its picture; a picture that is not drawn has none. */
  readonly drawings: ReadonlyMap<string, string>;
}

let kept: HouseContent | undefined;

/** Read once in a process: the files are those of the running code. */
export function houseContent(): HouseContent {
  kept ??= read();
  return kept;
}

function read(): HouseContent {
  const { texts, ...lists } = readContent();
  const drawn = Object.keys(lists.pictures).flatMap((id) => {
    const svg = readPicture(id, lists);
    return svg === undefined ? [] : [[id, createHash('sha256').update(svg).digest('hex')] as const];
  });
  return {
    lists,
    items: [
      ...texts.map(({ text }): ItemBody => ({ kind: 'TEXT', body: text })),
      ...writtenLessons.map((body): ItemBody => ({ kind: 'LESSON', body })),
      ...writtenScenarios.map((body): ItemBody => ({ kind: 'SCENARIO', body })),
    ],
    drawings: new Map(drawn),
  };
}
