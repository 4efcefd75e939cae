import { type Ctx, ok, type Result, vietnamDate } from '../../../kernel/index.ts';
import { productKind } from '../catalogue-lists.ts';
import { criteriaList } from '../evaluations/criteria.ts';
import { readCatalogue } from './read-catalogue.ts';

/**
 * The catalogue in the words of schema.org, for who shows it elsewhere: a `DataFeed` of apps, games and sites, each with its label, whom it
 * is for and one review, ours, whose text is the verdict with its flags. No stars: the worst-case rule gives words and no number. An
 * entry without a verdict in force has no review, so that nobody shows one that lapsed. Source: schema.org 29, types DataFeed,
 * SoftwareApplication, VideoGame, WebSite, Review.
 * @param base the address of the portal
 */
export async function catalogueFeed(ctx: Ctx, base: string): Promise<Result<Record<string, unknown>>> {
  const lines = await readCatalogue(ctx);
  if (!lines.ok) return lines;
  return ok({
    '@context': 'https://schema.org',
    '@type': 'DataFeed',
    name: 'Danh mục ứng dụng, trò chơi, trang web cho trẻ em',
    inLanguage: 'vi',
    url: `${base}/ung-dung`,
    dateModified: vietnamDate(ctx.now),
    version: criteriaList.version,
    dataFeedElement: lines.value.map((line) => ({
      '@type': productKind.get(line.kind.code).schemaType,
      '@id': `${base}/ung-dung/${line.id}`,
      url: `${base}/ung-dung/${line.id}`,
      name: line.name,
      description: line.about.vi,
      author: { '@type': 'Organization', name: line.maker },
      operatingSystem: line.platforms.map(({ vi }) => vi).join(', '),
      audience: line.bands.map((band) => ({ '@type': 'PeopleAudience', audienceType: band })),
      ...contentRatingOf(line.label),
      ...(line.invented ? { disambiguatingDescription: 'Sản phẩm hư cấu, chỉ để minh họa' } : {}),
      ...reviewOf(line),
    })),
  });
}

type Line = Extract<Awaited<ReturnType<typeof readCatalogue>>, { ok: true }>['value'][number];

const contentRatingOf = (label: Line['label']) =>
  label === null ? {} : { contentRating: `${label.code} (Nghị định 147/2024/NĐ-CP, ${label.basis.vi})` };

function reviewOf(line: Line) {
  if (line.until === null) return {};
  return {
    review: {
      '@type': 'Review',
      author: { '@type': 'Organization', name: 'Lá Chắn' },
      name: line.verdict.vi,
      reviewBody: [line.verdict.vi, ...line.flags.map(({ vi }) => vi)].join('. '),
      expires: line.until,
      reviewAspect: `Danh sách câu hỏi bản ${line.listVersion}`,
    },
  };
}
