import type { Condition } from '../../scenarios/scenario.ts';

/** Conditions, and what a choice sets, as an editor types them: `told = yes, asked ≠ no`. */

const NAME = '[a-z][a-z0-9-]*';
const oneCondition = new RegExp(`^(${NAME})\\s*(=|≠|!=)\\s*(${NAME})$`);

const parts = (text: string): readonly string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

export function printConditions(when: readonly Condition[]): string {
  return when.map((one) => ('is' in one ? `${one.flag} = ${one.is}` : `${one.flag} ≠ ${one.isNot}`)).join(', ');
}

/** Undefined where a part of it cannot be read. */
export function readConditions(text: string): Condition[] | undefined {
  const read = parts(text).map((part): Condition | undefined => {
    const [, flag, sign, value] = oneCondition.exec(part) ?? [];
    if (flag === undefined || value === undefined) return undefined;
    return sign === '=' ? { flag, is: value } : { flag, isNot: value };
  });
  return read.every((one) => one !== undefined) ? read : undefined;
}

export function printEffects(set: Readonly<Record<string, string>>): string {
  return Object.entries(set)
    .map(([flag, value]) => `${flag} = ${value}`)
    .join(', ');
}

/** Undefined where a part of it cannot be read, or a flag is set twice. */
export function readEffects(text: string): Record<string, string> | undefined {
  const read = readConditions(text);
  if (read === undefined) return undefined;
  const set = new Map<string, string>();
  for (const one of read) {
    if (!('is' in one) || set.has(one.flag)) return undefined;
    set.set(one.flag, one.is);
  }
  return Object.fromEntries(set);
}
