import { posix } from 'node:path';

/** What each file imports of the checkout: values, types, and what it loads by `import()` or as a worker. */
export type ImportGraph = ReadonlyMap<string, ReadonlySet<string>>;

const SPECIFIER = /(?:\bfrom\s*|\bimport\s*\(?\s*|\bnew URL\(\s*)['"](\.{1,2}\/[^'"?]+)/g;

/**
 * The graph of relative imports among the files given.
 * @param files paths from the root, with forward slashes
 * @param read the text of one of them
 */
export function importGraph(files: readonly string[], read: (file: string) => string): ImportGraph {
  const known = new Set(files);
  return new Map(
    files.map((file) => [
      file,
      new Set(
        [...read(file).matchAll(SPECIFIER)]
          .map(([, path = '']) => posix.join(posix.dirname(file), path))
          .filter((path) => known.has(path)),
      ),
    ]),
  );
}

/** Who imports whom, the other way round. */
export function importersOf(graph: ImportGraph): ImportGraph {
  const importers = new Map<string, Set<string>>();
  for (const [file, imported] of graph)
    for (const one of imported) importers.set(one, (importers.get(one) ?? new Set()).add(file));
  return importers;
}

/** Everything that is reached from the beginnings along the graph, these among it; what `stop` names is reached and not gone through. */
export function reached(
  graph: ImportGraph,
  beginnings: Iterable<string>,
  stop: (file: string) => boolean = () => false,
): ReadonlySet<string> {
  const found = new Set<string>(beginnings);
  for (const file of found) if (!stop(file)) for (const next of graph.get(file) ?? []) found.add(next);
  return found;
}
