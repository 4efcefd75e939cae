import { readDataFile } from '../data-file-store.ts';

type Arcs = number | readonly Arcs[];

let borders: ReadonlyMap<string, ReadonlySet<string>> | undefined;

/**
 * The provinces that have a border in common with one, by the lines that both have in `data/vn/provinces.topo.json`; empty for an
 * unknown code.
 */
export function borderingProvinces(code: string): ReadonlySet<string> {
  borders ??= readBorders();
  return borders.get(code) ?? new Set();
}

function readBorders(): ReadonlyMap<string, ReadonlySet<string>> {
  const { objects } = JSON.parse(readDataFile('provinces.topo.json')) as {
    objects: { all: { geometries: readonly { id: string; arcs: Arcs }[] } };
  };
  const beside = new Map<number, string[]>();
  const found = new Map<string, Set<string>>();
  for (const { id, arcs } of objects.all.geometries) {
    found.set(id, new Set());
    for (const line of linesOf(arcs)) beside.set(line, [...(beside.get(line) ?? []), id]);
  }
  for (const provinces of beside.values())
    for (const one of provinces) for (const other of provinces) if (one !== other) found.get(one)?.add(other);
  return found;
}

/** Numbers of the lines of a shape; a line that is walked backwards is written as its complement. */
function linesOf(arcs: Arcs): number[] {
  return typeof arcs === 'number' ? [arcs < 0 ? ~arcs : arcs] : arcs.flatMap(linesOf);
}
