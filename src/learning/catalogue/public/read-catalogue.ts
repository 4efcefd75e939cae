import { type Ctx, ok, type Result, systemActor, type Tx } from '../../../kernel/index.ts';
import { fold } from '../../../vocabulary/index.ts';
import { ratingsOf } from '../evaluations/evaluation-store.ts';
import type { Rating } from '../evaluations/rating.ts';
import type { PlaceRow, ProductRow } from '../products/product.ts';
import { listedProducts, placesOfAll } from '../products/product-store.ts';
import { type CatalogueLine, lineOf } from './catalogue-entry.ts';

const PORTAL = systemActor('learning.catalogue');

/** What a reader asks for; a code of no list finds nothing. */
export interface CatalogueFilters {
  readonly band?: string | undefined;
  readonly platform?: string | undefined;
  readonly kind?: string | undefined;
  /** Those without these flags. */
  readonly without?: readonly string[] | undefined;
  /** Good alternatives alone. */
  readonly good?: boolean | undefined;
  /** Words, with or without diacritics. */
  readonly words?: string | undefined;
}

/** All that is listed, with its rating of this moment: by name, those that may be recommended first and those with a warning last. */
export async function readCatalogue(ctx: Ctx, filters: CatalogueFilters = {}): Promise<Result<CatalogueLine[]>> {
  const listed = await listedNow(ctx);
  if (!listed.ok) return listed;
  const words = fold(filters.words?.slice(0, 200) ?? '')
    .split(' ')
    .filter(Boolean);
  return ok(
    listed.value
      .filter(({ product }) => words.every((word) => product.folded.includes(word)))
      .map(({ product, places, rating }) => lineOf(product, places, rating))
      .filter((line) => fits(line, filters))
      .toSorted((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, 'vi')),
  );
}

export interface Listed {
  readonly product: ProductRow;
  readonly places: readonly PlaceRow[];
  readonly rating: Rating;
}

/** What is listed, rated now. */
export function listedNow(ctx: Ctx): Promise<Result<Listed[]>> {
  return ctx.as(PORTAL).transaction(async (tx) => ok(await rated(tx, await listedProducts(tx))), { keep: true });
}

async function rated(tx: Tx, products: readonly ProductRow[]): Promise<Listed[]> {
  const ids = products.map(({ id }) => id);
  const [places, ratings] = [await placesOfAll(tx, ids), await ratingsOf(tx, ids)];
  const byProduct = Map.groupBy(places, ({ product_id }) => product_id);
  return products.map((product) => ({
    product,
    places: byProduct.get(product.id) ?? [],
    rating: ratings.get(product.id) as Rating,
  }));
}

function fits(line: CatalogueLine, { band, platform, kind, without = [], good }: CatalogueFilters): boolean {
  return (
    (band === undefined || line.bands.includes(band)) &&
    (platform === undefined || line.platforms.some(({ code }) => code === platform)) &&
    (kind === undefined || line.kind.code === kind) &&
    !line.flags.some(({ code }) => without.includes(code)) &&
    (good !== true || line.goodAlternative)
  );
}

const ORDER = { GOOD: 1, CAREFUL: 2, UNFINISHED: 3, LAPSED: 3, WARNING: 4 } as const;
const rank = ({ goodAlternative, verdict }: CatalogueLine) => (goodAlternative ? 0 : ORDER[verdict.code]);
