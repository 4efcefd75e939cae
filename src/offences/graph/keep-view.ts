import { z } from '@hono/zod-openapi';
import { type Ctx, newId, ok, parseId, type Result, readTextInput, type TextRule } from '../../kernel/index.ts';
import { auditOf, fileAct } from '../files/file-record.ts';
import { identifierKinds } from '../identifiers/identifier.ts';
import { refuse } from '../refusals.ts';
import { openJson, sealJson } from '../sealed-json.ts';
import { linkKind, nodeKind } from './link-lists.ts';
import { deleteView, insertView, rewriteView, viewsOf } from './view-store.ts';
import { DEGREE_LEAST, DEGREE_LIMIT } from './walk-input.ts';

const VIEW_NAME: TextRule = { most: 80 };
/** Of one person for one file: more are not looked through. */
const VIEWS_MOST = 20;
/** Points that a selection goes on from, besides its file. */
export const EXPANDED_MOST = 12;

const node = z.strictObject({ kind: nodeKind.zod, id: z.uuid() });

/** Which part of the graph somebody looks at: codes, days and ids, and no value of an identifier. */
const graphSelectionSchema = z.strictObject({
  /** From the file. */
  steps: z.int().min(1).max(2),
  /** Points that were gone on from. */
  expanded: z.array(node).max(EXPANDED_MOST),
  kinds: z.array(linkKind.zod).max(linkKind.codes.length),
  /** Kinds of points and of identifiers that are left out. */
  hidden: z.array(z.union([nodeKind.zod, z.enum(identifierKinds)])).max(nodeKind.codes.length + identifierKinds.length),
  since: z.iso.date().nullable(),
  until: z.iso.date().nullable(),
  degreeMost: z.int().min(DEGREE_LEAST).max(DEGREE_LIMIT).nullable(),
  /** Points with fewer ties in the picture are left out. */
  degreeLeast: z.int().min(1).max(99),
  from: node.nullable(),
  to: node.nullable(),
});
export type GraphSelection = Readonly<z.output<typeof graphSelectionSchema>>;

interface ViewSecrets {
  readonly name: string;
  readonly selection: GraphSelection;
}

export interface KeptView extends ViewSecrets {
  readonly id: string;
  readonly madeAt: Date;
}

/** The selections that the reader keeps for a file; nobody else's. Refusals: those of an act on a file */
export function listGraphViews(
  ctx: Ctx,
  input: { readonly file: string },
): Promise<Result<{ readonly views: readonly KeptView[] }>> {
  return fileAct(ctx, 'offence-file.read', { file: input.file, readOnly: true }, async (tx, file, actor) => {
    const views: KeptView[] = [];
    for (const row of await viewsOf(tx, file.id, actor.person)) {
      const secrets = await openJson<ViewSecrets>(ctx.kernel, 'graph_view', row);
      const selection = graphSelectionSchema.safeParse(secrets.selection);
      // A kind that is no longer in its list leaves a selection that says something else: it is not offered.
      if (selection.success)
        views.push({ id: row.id, madeAt: row.made_at, name: secrets.name, selection: selection.data });
    }
    return ok({ views: views.toSorted((one, other) => one.name.localeCompare(other.name, 'vi')) });
  });
}

/**
 * Keeps a selection of the graph for a file under a name; the same name again takes the place of what it had.
 * Refusals: those of an act on a file, `text.*`, `graph-view.unusable`, `graph-view.too-many`
 */
export function keepGraphView(
  ctx: Ctx,
  input: { readonly file: string; readonly name: string; readonly selection: unknown },
): Promise<Result<{ readonly view: string }>> {
  const name = readTextInput(input.name, 'name', VIEW_NAME);
  if (!name.ok) return Promise.resolve(name);
  const selection = graphSelectionSchema.safeParse(input.selection);
  if (!selection.success) return Promise.resolve(refuse('graph-view.unusable', { field: 'selection' }));
  // Looked at, not changed: nobody else's page shows it.
  return fileAct(ctx, 'offence-file.read', { file: input.file, readOnly: true }, async (tx, file, actor) => {
    const own = await viewsOf(tx, file.id, actor.person);
    let known: string | undefined;
    for (const row of own)
      if ((await openJson<ViewSecrets>(ctx.kernel, 'graph_view', row)).name === name.value) known = row.id;
    if (known === undefined && own.length >= VIEWS_MOST) return refuse('graph-view.too-many', { field: 'name' });
    const id = known ?? newId<'graph-view'>(tx.now.getTime());
    const secrets: ViewSecrets = { name: name.value, selection: selection.data };
    const sealed = await sealJson(ctx.kernel, 'graph_view', id, secrets);
    if (known === undefined)
      await insertView(tx, { id, file_id: file.id, person: actor.person, sealed, made_at: tx.now });
    else await rewriteView(tx, id, sealed);
    tx.audit({ ...auditOf(file, 'offence-file.read'), action: 'graph-view.keep', codes: { view: id } });
    return ok({ view: id });
  });
}

/** Forgets a selection. Refusals: those of an act on a file, `graph-view.not-found` */
export function forgetGraphView(
  ctx: Ctx,
  input: { readonly file: string; readonly view: string },
): Promise<Result<void>> {
  const id = parseId<'graph-view'>(input.view);
  if (id === undefined) return Promise.resolve(refuse('graph-view.not-found'));
  return fileAct(
    ctx,
    'offence-file.read',
    { file: input.file, readOnly: true },
    async (tx, file): Promise<Result<void>> => {
      if ((await deleteView(tx, file.id, id)) === 0) return refuse('graph-view.not-found');
      tx.audit({ ...auditOf(file, 'offence-file.read'), action: 'graph-view.forget', codes: { view: id } });
      return ok();
    },
  );
}
