import { z } from 'zod';
import {
  actAs,
  type Ctx,
  nextCursor,
  ok,
  type PagedList,
  type Result,
  readCursor,
  refuseRequest,
  systemActor,
} from '../../../kernel/index.ts';
import { fold } from '../../../vocabulary/index.ts';
import { type ProductKind, type ProductVerdict, productKind } from '../catalogue-lists.ts';
import { productPolicy } from '../catalogue-policies.ts';
import { ratingsOf } from '../evaluations/evaluation-store.ts';
import { type ProductState, productStates } from './product.ts';
import { productRows } from './product-store.ts';

const PAGE = 50;
const CATALOGUE = systemActor('learning.catalogue');
const LIST: PagedList<{ at: string; id: string }> = {
  name: 'product.list',
  place: z.strictObject({ at: z.iso.datetime(), id: z.uuid() }),
};

export interface ProductLine {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly maker: string;
  readonly kind: ProductKind;
  readonly state: ProductState;
  readonly verdict: ProductVerdict;
  /** The last day of the verdict, `YYYY-MM-DD`. */
  readonly until: string | null;
  readonly flags: number;
  readonly changedAt: Date;
  readonly invented: boolean;
}

/** Products for who looks at them, the last changed first. Refusals: `access.not-permitted`, `request.invalid` */
export async function listProducts(
  ctx: Ctx,
  asked: {
    readonly state?: string | undefined;
    readonly kind?: string | undefined;
    readonly words?: string | undefined;
    readonly after?: string | undefined;
  } = {},
): Promise<Result<{ readonly rows: ProductLine[]; readonly next: string | null }>> {
  if (!productPolicy.couldEver(ctx.actor, 'product.list', ctx.now)) return refuseRequest('access.not-permitted');
  const filters = {
    state: productStates.find((one) => one === asked.state),
    kind: productKind.has(asked.kind) ? asked.kind : undefined,
    folded: fold(asked.words?.slice(0, 200) ?? '') || undefined,
  };
  const place = await readCursor(ctx, LIST, filters, { text: asked.after });
  if (!place.ok) return place;
  return ctx.transaction(async (tx) => {
    const found = await productRows(tx, filters, PAGE + 1, place.value);
    const page = found.slice(0, PAGE);
    const last = page.at(-1);
    // What waits for a second person is closed to this one, and is part of no rating either way.
    const ratings = await actAs(tx, CATALOGUE, (system) =>
      ratingsOf(
        system,
        page.map(({ id }) => id),
      ),
    );
    return ok({
      rows: page.map((row): ProductLine => {
        const rating = ratings.get(row.id);
        return {
          id: row.id,
          slug: row.slug,
          name: row.name,
          maker: row.maker,
          kind: row.kind,
          state: row.state,
          verdict: rating?.verdict ?? 'UNFINISHED',
          until: rating?.until ?? null,
          flags: rating?.flags.length ?? 0,
          changedAt: row.changed_at,
          invented: row.is_demonstration,
        };
      }),
      next:
        last && found.length > PAGE
          ? await nextCursor(ctx, LIST, filters, { at: last.changed_at.toISOString(), id: last.id })
          : null,
    });
  });
}
