import type { Content } from '../../content/content.ts';
import type { ItemBody } from '../item.ts';
import { readConditions, readEffects } from '../plain-text/conditions.pure.ts';
import { type BodyField, bodyForm } from './body-form.ts';
import { valueAt, withValue } from './body-path.pure.ts';

/** What a form sent, by name; `has` names the fields that stood on the page, since a box that is not ticked is not sent. */
export type FormEntries = ReadonlyMap<string, readonly string[]>;

type Read = { readonly ok: true; readonly body: unknown } | { readonly ok: false; readonly place: string };

/** The body with what was typed into its form; else the path of the field that cannot be read. It is not yet held against the format. */
export function readBodyForm(
  item: ItemBody,
  entries: FormEntries,
  lists: Pick<Content, 'sources' | 'paths' | 'pictures'>,
): Read {
  const shown = new Set(entries.get('has') ?? []);
  let body: unknown = item.body;
  for (const { fields } of bodyForm(item, lists).parts)
    for (const field of fields) {
      if (!shown.has(field.path)) continue;
      const next = withField(body, field, entries);
      if (next === UNREADABLE) return { ok: false, place: field.path };
      body = next;
    }
  return { ok: true, body: item.kind === 'SCENARIO' ? renamed(item.body, body) : body };
}

const UNREADABLE = Symbol('unreadable');

/** A line of a form as the formats have it: one line, composed, without blank ends. */
export const oneLine = (text: string) => text.normalize('NFC').replaceAll(/\s+/g, ' ').trim();

function withField(body: unknown, field: BodyField, entries: FormEntries): unknown {
  const { path, kind, optional } = field;
  const said = (name: string) => oneLine(entries.get(`${name}:${path}`)?.[0] ?? '');
  const value = said('is');
  const put = (read: unknown) => (read === undefined ? UNREADABLE : withValue(body, path, read));
  if (optional && kind !== 'words' && value === '') return withValue(body, path, undefined);
  switch (kind) {
    case 'words': {
      const words = { vi: said('vi'), en: said('en') };
      if (optional && words.vi === '' && words.en === '') return withValue(body, path, undefined);
      const before = valueAt(body, path);
      // What stands beside the words stays: the kind of a block, the condition of a paragraph.
      return withValue(body, path, { ...(typeof before === 'object' ? before : undefined), ...words });
    }
    case 'many':
      return withValue(body, path, entries.get(`is:${path}`) ?? []);
    case 'yes':
      return withValue(body, path, value !== '');
    case 'number':
      return put(/^\d{1,3}$/.test(value) ? Number(value) : undefined);
    case 'names':
      return withValue(
        body,
        path,
        value.split(',').map((one) => one.trim()),
      );
    case 'conditions':
      return put(readConditions(value));
    case 'effects':
      return put(readEffects(value));
    default:
      return withValue(body, path, value);
  }
}

interface Named {
  readonly id: string;
}

/** Scenes and flags that got another name keep what leads to them and what asks for them. */
function renamed(
  before: { readonly scenes: readonly Named[]; readonly flags: readonly Named[] },
  body: unknown,
): unknown {
  const names = (list: 'scenes' | 'flags') => {
    const now = valueAt(body, list) as readonly Named[];
    return new Map(
      before[list].flatMap(({ id }, at) => (now[at] && now[at].id !== id ? [[id, now[at].id] as const] : [])),
    );
  };
  const scenes = names('scenes');
  const flags = names('flags');
  return scenes.size === 0 && flags.size === 0 ? body : follow(body, '', scenes, flags);
}

function follow(
  part: unknown,
  key: string,
  scenes: ReadonlyMap<string, string>,
  flags: ReadonlyMap<string, string>,
): unknown {
  if (typeof part === 'string') {
    if (key === 'to' || key === 'start') return scenes.get(part) ?? part;
    return key === 'flag' ? (flags.get(part) ?? part) : part;
  }
  if (Array.isArray(part)) return part.map((one: unknown) => follow(one, '', scenes, flags));
  if (part === null || typeof part !== 'object') return part;
  return Object.fromEntries(
    Object.entries(part).map(([name, value]: [string, unknown]) =>
      // What a choice sets has the flags as its keys, and values that only look like names.
      key === 'set' ? [flags.get(name) ?? name, value] : [name, follow(value, name, scenes, flags)],
    ),
  );
}
