import type { ListRule } from '../entries/register-store.ts';

/** A rule says what it gives: a bank, classes or kinds of source, and no empty set of them. */
export function namesSomething({ bank, nationalClasses, sourceKinds }: ListRule): boolean {
  return (
    (bank ?? nationalClasses ?? sourceKinds) !== null && nationalClasses?.length !== 0 && sourceKinds?.length !== 0
  );
}
