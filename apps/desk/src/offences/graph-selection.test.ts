import { describe, expect, it } from 'vitest';
import type { NeighbourhoodView, NodeView, PathView } from '../../../../src/offences/index.ts';
import { pointType, selectGraph } from './graph-selection.ts';

const node = (kind: NodeView['kind'], id: string, more: Partial<NodeView> = {}): NodeView => ({
  kind,
  id,
  reference: null,
  person: null,
  identifierKind: null,
  mask: null,
  childOwned: false,
  hub: null,
  ...more,
});
const phone = (id: string) => node('IDENTIFIER', id, { identifierKind: 'PHONE', mask: '••••99' });
const tie = (from: number, to: number, more: Partial<NeighbourhoodView['ties'][number]> = {}) => ({
  from,
  to,
  links: 1,
  kinds: ['USES' as const],
  first: '2026-01-01',
  last: '2026-02-01',
  ...more,
});
const view = (nodes: readonly NodeView[], ties: NeighbourhoodView['ties'], more: Partial<NeighbourhoodView> = {}) =>
  ({
    nodes: nodes.map((one, at) => ({ ...one, steps: Math.min(at, 2) })),
    ties,
    degree: ties.length,
    more: 0,
    hubs: [],
    wide: [],
    ...more,
  }) as NeighbourhoodView;
const none = { hidden: [], degreeLeast: 1 };
const FILE = node('FILE', 'f', { reference: 'VP-1' });
/** The file, two telephones of it, and another file behind the second. */
const base = view([FILE, phone('a'), phone('b'), node('FILE', 'g')], [tie(0, 1), tie(0, 2), tie(2, 3)]);
const keys = (selection: ReturnType<typeof selectGraph>) => selection.points.map(({ key }) => key);

describe('what is drawn', () => {
  it('keeps of a person the file and the number by which they are called, and leaves persons out where that is asked', () => {
    const person = node('PERSON', 'p', { reference: 'VP-1', person: { file: 'f', number: 2 } });
    const named = view([FILE, person, phone('a')], [tie(1, 0), tie(1, 2), tie(0, 2)]);
    expect(selectGraph(named, [], null, none).points.find(({ id }) => id === 'p')).toMatchObject({
      reference: 'VP-1',
      person: { file: 'f', number: 2 },
      steps: 1,
      ties: 2,
    });
    expect(keys(selectGraph(named, [], null, { hidden: ['PERSON'], degreeLeast: 1 }))).toEqual([
      'FILE.f',
      'IDENTIFIER.a',
    ]);
  });

  it('has each point once, with its steps, ties and days, however often it was told of', () => {
    const opened = {
      ref: { kind: 'IDENTIFIER', id: 'b' },
      view: view([phone('b'), FILE, phone('c')], [tie(0, 1), tie(2, 0, { first: '2025-05-05' })]),
    };
    const selection = selectGraph(base, [opened], null, none);
    expect(keys(selection).toSorted()).toEqual(['FILE.f', 'FILE.g', 'IDENTIFIER.a', 'IDENTIFIER.b', 'IDENTIFIER.c']);
    expect(keys(selection)[0]).toBe('FILE.f');
    expect(selection.ties).toHaveLength(4);
    expect(selection.points.find(({ id }) => id === 'b')).toMatchObject({
      steps: 1,
      ties: 3,
      opened: true,
      first: '2025-05-05',
      last: '2026-02-01',
    });
    expect(selection.points.find(({ id }) => id === 'c')).toMatchObject({ steps: 2, opened: false });
    expect(selection).toMatchObject({ more: 0, about: false, hidden: 0 });
  });

  it('leaves out kinds, and whoever has too few ties, one after the other; never the file, the way, or what was opened', () => {
    expect(keys(selectGraph(base, [], null, { hidden: ['PHONE'], degreeLeast: 1 }))).toEqual(['FILE.f', 'FILE.g']);
    expect(selectGraph(base, [], null, { hidden: ['PHONE'], degreeLeast: 1 })).toMatchObject({ hidden: 2, ties: [] });
    // The file behind goes first, and then its telephone has one tie alone.
    expect(keys(selectGraph(base, [], null, { hidden: [], degreeLeast: 2 }))).toEqual(['FILE.f']);
    const opened = { ref: { kind: 'IDENTIFIER', id: 'b' }, view: view([phone('b'), FILE], [tie(0, 1)]) };
    expect(keys(selectGraph(base, [opened], null, { hidden: ['PHONE'], degreeLeast: 9 }))).toEqual([
      'FILE.f',
      'IDENTIFIER.b',
    ]);
  });

  it('marks the way between two, and shows it where the filters would not', () => {
    const path: PathView = {
      nodes: [phone('a'), FILE, phone('b')],
      ties: [tie(0, 1), tie(2, 1)],
      tooWide: false,
      hubs: [node('IDENTIFIER', 'h', { hub: { reason: 'SCHOOL_WIFI', until: '2027-01-01T00:00:00Z' } })],
      wide: [],
    };
    const selection = selectGraph(base, [], path, { hidden: ['PHONE', 'FILE'], degreeLeast: 1 });
    expect(
      selection.points
        .filter(({ onPath }) => onPath)
        .map(({ id }) => id)
        .toSorted(),
    ).toEqual(['a', 'b', 'f']);
    expect(selection.ties.every(({ onPath }) => onPath)).toBe(true);
    expect(selection.hubs.map(({ id }) => id)).toEqual(['h']);
    expect(selectGraph(base, [], path, none).ties.filter(({ onPath }) => onPath)).toHaveLength(2);
  });

  it('says how many had no room, and whether the number is certain', () => {
    const wide = view(
      [FILE, ...Array.from({ length: 30 }, (_, at) => phone(`p${String(at).padStart(2, '0')}`))],
      Array.from({ length: 30 }, (_, at) => tie(0, at + 1)),
      { more: 7 },
    );
    expect(selectGraph(wide, [], null, none)).toMatchObject({ more: 7, about: false });
    const cut = selectGraph(wide, [], null, none, 10);
    expect(cut.points).toHaveLength(10);
    expect(cut).toMatchObject({ more: 28, about: true });
    expect(cut.ties).toHaveLength(9);
    for (const { from, to } of cut.ties) expect(Math.max(from, to)).toBeLessThan(10);
  });

  it('names a shared point once, however often it was passed by', () => {
    const hub = node('IDENTIFIER', 'h');
    const opened = {
      ref: { kind: 'FILE', id: 'g' },
      view: view([node('FILE', 'g')], [], { hubs: [hub], wide: [phone('w')] }),
    };
    const selection = selectGraph({ ...base, hubs: [hub] }, [opened], null, none);
    expect(selection.hubs).toHaveLength(1);
    expect(selection.wide.map(({ id }) => id)).toEqual(['w']);
  });

  it('of a file without links is the file alone, where the answer has it', () => {
    expect(selectGraph(view([], []), [], null, none)).toMatchObject({ points: [], ties: [], more: 0 });
    expect(pointType(phone('a'))).toBe('PHONE');
    expect(pointType(FILE)).toBe('FILE');
  });
});
