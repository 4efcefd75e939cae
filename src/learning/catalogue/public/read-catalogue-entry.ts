import { type Ctx, ok, type Result, systemActor, vietnamDate } from '../../../kernel/index.ts';
import { type PortalBand, portalBand } from '../../../vocabulary/index.ts';
import { refuse } from '../../refusals.ts';
import { reviewLikes } from '../catalogue-lists.ts';
import { publishedAnswers } from '../providers/provider-store.ts';
import { publishedReviews } from '../reviews/review-store.ts';
import { type CatalogueEntry, entryOf, lineOf } from './catalogue-entry.ts';
import { listedNow } from './read-catalogue.ts';

const PORTAL = systemActor('learning.catalogue');
const ALTERNATIVES_MOST = 3;
const REVIEWS_MOST = 50;

/**
 * One product with everything that was found of it and why, by the words of its address. What is not listed is as what there is not.
 * Refusals: `product.not-found`
 */
export async function readCatalogueEntry(ctx: Ctx, slug: string): Promise<Result<CatalogueEntry>> {
  const listed = await listedNow(ctx);
  if (!listed.ok) return listed;
  const found = listed.value.find(({ product }) => product.slug === slug);
  if (!found) return refuse('product.not-found');
  const { product, places, rating } = found;
  const said = await ctx.as(PORTAL).transaction(
    async (tx) =>
      ok({
        answers: await publishedAnswers(tx, product.id),
        reviews: await publishedReviews(tx, product.id, REVIEWS_MOST),
      }),
    { keep: true },
  );
  if (!said.ok) return said;
  const line = lineOf(product, places, rating);
  return ok({
    ...entryOf(line, product, places, rating),
    answers: said.value.answers.map((row) => ({
      text: row.public_text ?? '',
      on: vietnamDate(row.decided_at ?? row.made_at),
    })),
    reviews: said.value.reviews.flatMap((row) =>
      portalBand.has(row.band)
        ? [
            {
              text: row.public_text ?? '',
              likes: { code: row.likes, vi: reviewLikes.get(row.likes).vi, en: reviewLikes.get(row.likes).en },
              band: row.band as PortalBand,
              on: vietnamDate(row.decided_at ?? row.made_at),
            },
          ]
        : [],
    ),
    alternatives: rating.featured
      ? []
      : listed.value
          .filter(
            (other) =>
              other.rating.featured &&
              other.product.id !== product.id &&
              other.product.kind === product.kind &&
              other.product.bands.some((band) => product.bands.includes(band)),
          )
          .slice(0, ALTERNATIVES_MOST)
          .map((other) => ({ id: other.product.slug, name: other.product.name })),
  });
}
