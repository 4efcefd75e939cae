import type { ItemKind } from '../item.ts';
import { placeInList, valueAt, withValue } from './body-path.pure.ts';
import { type NewNames, newName, partListAt } from './part-lists.pure.ts';

export const partActs = ['up', 'down', 'remove', 'add'] as const;

/** What a button of the form asks: move a part up or down, take it out, or put a new one in its place. */
export interface PartAct {
  readonly act: (typeof partActs)[number];
  /** Of the part; of a new one, the place where it is to stand. */
  readonly path: string;
  /** What is added, where a list takes more than one kind. */
  readonly shape?: string | undefined;
}

/** `up blocks.2`, as a button sends it; undefined where it is none. */
export function readPartAct(text: string): Omit<PartAct, 'shape'> | undefined {
  const [name, path, ...rest] = text.split(' ');
  const act = partActs.find((one) => one === name);
  return act === undefined || path === undefined || rest.length > 0 ? undefined : { act, path };
}

/** The body after an act; undefined where there is no such place, or the format allows no more or no fewer. */
export function changeParts(kind: ItemKind, body: unknown, { act, path, shape }: PartAct, names: NewNames): unknown {
  if (/^scenes\.\d{1,3}\.ending$/.test(path)) return changeEnding(kind, body, act, path);
  const place = placeInList(path);
  const list = place && partListAt(kind, place.list);
  const members = place && valueAt(body, place.list);
  if (!place || !list || !Array.isArray(members)) return undefined;
  const { at } = place;
  if (act === 'add') {
    const make = list.shapes[shape ?? Object.keys(list.shapes)[0] ?? ''];
    if (make === undefined || at > members.length || members.length >= list.most) return undefined;
    const made = named(make(body, names), body, place.list);
    return withValue(body, place.list, members.toSpliced(at, 0, made));
  }
  if (at >= members.length) return undefined;
  if (act === 'remove')
    return members.length <= list.least ? undefined : withValue(body, place.list, members.toSpliced(at, 1));
  const to = act === 'up' ? at - 1 : at + 1;
  if (to < 0 || to >= members.length) return undefined;
  return withValue(body, place.list, members.toSpliced(at, 1).toSpliced(to, 0, members[at]));
}

/** An option of a question is named among its own. */
function named(made: unknown, body: unknown, list: string): unknown {
  return list.endsWith('.options') ? { ...(made as object), id: newName(body, list, 'chon') } : made;
}

/** A scene is an ending or is not. */
function changeEnding(kind: ItemKind, body: unknown, act: PartAct['act'], path: string): unknown {
  const scene = valueAt(body, path.replace(/\.ending$/, ''));
  const there = valueAt(body, path) !== undefined;
  if (kind !== 'SCENARIO' || scene === undefined || (act !== 'add' && act !== 'remove') || there === (act === 'add'))
    return undefined;
  return withValue(body, path, act === 'add' ? { do: [{ vi: '', en: '' }], help: ['111'] } : undefined);
}
