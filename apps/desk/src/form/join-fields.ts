/**
 * What becomes of a form that two windows hold. `base` is what both knew last: whoever changed a field since has it, and where both
 * did, the words of both stay, the earlier first. A code or a date (no blank in it) is a choice: the one of this window stays.
 */
export function joinFields<Values extends object>(mine: Values, theirs: Partial<Values>, base: Values): Values {
  const joined = { ...mine };
  for (const field of Object.keys(base) as (keyof Values)[]) {
    const other = theirs[field];
    if (other !== undefined) joined[field] = joinField(mine[field], other, base[field]);
  }
  return joined;
}

function joinField<Value>(mine: Value, theirs: Value, base: Value): Value {
  if (same(mine, theirs) || same(theirs, base)) return mine;
  if (same(mine, base)) return theirs;
  if (typeof mine !== 'string' || typeof theirs !== 'string') return mine;
  if (theirs.includes(mine)) return theirs;
  if (mine.includes(theirs) || !/\s/.test(mine + theirs)) return mine;
  return `${theirs}\n${mine}` as Value;
}

const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
