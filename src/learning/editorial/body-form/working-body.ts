import { ok, type Result } from '../../../kernel/index.ts';
import { refuse } from '../../refusals.ts';
import type { HouseContent } from '../house-content.ts';
import { type ItemBody, type ItemKind, readBody } from '../item.ts';
import { changeParts, readPartAct } from './change-parts.pure.ts';
import { type FormEntries, readBodyForm } from './read-body-form.ts';

/** Characters of a body that rides in its form at most; one whose fields fit into a form is far shorter. */
const BODY_MOST = 60_000;

/** What a form sent: the body it was drawn from, where that is not the one that is kept, the fields, and the button. */
export interface SentForm {
  /** JSON, as `EditedItem.body` gave it. */
  readonly body?: string | undefined;
  readonly entries?: FormEntries | undefined;
  /** As in `up blocks.2`; absent where words alone were typed. */
  readonly act?: string | undefined;
}

/**
 * The body that a form stands for, with what was typed into it and what its button asks. It fits its format; whether it may be published
 * is another question. Refusals: `learning-item.body-unusable` with the place, `learning-item.part-fixed`
 */
export function workingBody(
  kind: ItemKind,
  kept: unknown,
  { body, entries, act }: SentForm,
  { lists }: Pick<HouseContent, 'lists'>,
): Result<ItemBody> {
  const from = body === undefined || body === '' ? kept : parsed(body);
  const start = readBody(kind, from);
  if (!start.ok) return refuse('learning-item.body-unusable', { field: start.place });
  const typed = entries === undefined ? undefined : readBodyForm(start.item, entries, lists);
  if (typed?.ok === false) return refuse('learning-item.body-unusable', { field: typed.place });
  const written = typed === undefined ? start : readBody(kind, typed.body);
  if (!written.ok) return refuse('learning-item.body-unusable', { field: written.place });
  if (act === undefined || act === '') return ok(written.item);
  const asked = readPartAct(act);
  const shape = asked && entries?.get(`shape:${asked.path}`)?.[0];
  const changed = asked && changeParts(kind, written.item.body, { ...asked, shape }, newNames(lists));
  const next = changed === undefined ? undefined : readBody(kind, changed);
  return next?.ok ? ok(next.item) : refuse('learning-item.part-fixed');
}

function parsed(body: string): unknown {
  if (body.length > BODY_MOST) return undefined;
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

/** The first picture that is drawn, and the first way of reporting: the editor chooses another. */
function newNames({ pictures, paths }: HouseContent['lists']) {
  const picture = Object.entries(pictures).find(([, { drawn }]) => drawn)?.[0] ?? '';
  return { picture, path: Object.keys(paths)[0] ?? '' };
}
