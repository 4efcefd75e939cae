/** A place in a body by its path, as in `blocks.2.steps.0`; the empty path is the body itself. */

type Parts = Readonly<Record<string, unknown>>;

const isParts = (value: unknown): value is Parts => value !== null && typeof value === 'object';
const keysOf = (path: string): readonly string[] => (path === '' ? [] : path.split('.'));

/** What stands there; undefined where there is nothing. */
export function valueAt(body: unknown, path: string): unknown {
  return keysOf(path).reduce<unknown>(
    (part, key) => (isParts(part) && Object.hasOwn(part, key) ? part[key] : undefined),
    body,
  );
}

/** The body with something else there. `undefined` takes the key away; a path whose parts are not there changes nothing. */
export function withValue(body: unknown, path: string, value: unknown): unknown {
  const [key, ...rest] = keysOf(path);
  if (key === undefined) return value;
  if (!isParts(body)) return body;
  if (rest.length > 0 && !Object.hasOwn(body, key)) return body;
  const inner = rest.length === 0 ? value : withValue(body[key], rest.join('.'), value);
  if (Array.isArray(body)) return body.map((part: unknown, at) => (String(at) === key ? inner : part));
  const kept = Object.entries(body).flatMap(([name, part]): [string, unknown][] => {
    if (name !== key) return [[name, part]];
    return inner === undefined ? [] : [[name, inner]];
  });
  return Object.fromEntries(Object.hasOwn(body, key) || inner === undefined ? kept : [...kept, [key, inner]]);
}

/** `blocks.2` as the list and the place in it; undefined for what stands in no list. */
export function placeInList(path: string): { readonly list: string; readonly at: number } | undefined {
  const [, list, at] = /^(.+)\.(\d{1,3})$/.exec(path) ?? [];
  return list === undefined ? undefined : { list, at: Number(at) };
}

/** The path with every number a star: `scenes.3.choices.0` is `scenes.*.choices.*`. */
export const patternOf = (path: string): string => path.replaceAll(/\.\d+(?=\.|$)/g, '.*');
