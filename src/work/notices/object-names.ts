import { type Ctx, extensionPoint, type Tx } from '../../kernel/index.ts';

/** How people name the objects of one kind aloud. */
export interface ObjectNames {
  /** As in `case`. */
  readonly objectKind: string;
  /** Names by id; objects that the actor may not know of are left out. */
  references(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Where modules offer the names of what notices and clocks are about. */
export const objectNames = extensionPoint<ObjectNames>('work.object-names', ({ objectKind }) => objectKind);

/** The kinds of objects that have names: of these, an object without one is not for the reader. */
export function namedKinds(ctx: Ctx): ReadonlySet<string> {
  return new Set(ctx.kernel.offered.of(objectNames).map(({ objectKind }) => objectKind));
}

/** Names of objects by their ids. An object that the reader may not know of, or whose kind has no names, has none. */
export async function namesOfObjects(
  ctx: Ctx,
  tx: Tx,
  objects: readonly { readonly kind: string; readonly id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  const byKind = Map.groupBy(objects, ({ kind }) => kind);
  for (const { objectKind, references } of ctx.kernel.offered.of(objectNames)) {
    const wanted = byKind.get(objectKind);
    if (!wanted) continue;
    for (const [id, name] of await references(tx, [...new Set(wanted.map(({ id }) => id))])) names.set(id, name);
  }
  return names;
}
