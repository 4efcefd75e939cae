import { backdatedContext, type Ctx, DAY, ok, type PersonActor, type Result, systemActor } from '../../kernel/index.ts';
import {
  criteriaList,
  decideProviderWord,
  decideReview,
  type EvaluateProduct,
  enterProduct,
  evaluateProduct,
  goodAnswer,
  listProducts,
  listProviderWords,
  listWaitingReviews,
  noteVersion,
  publishProduct,
  readCatalogue,
  sayAsProvider,
  submitProduct,
  writeReview,
} from '../../learning/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import type { Cast } from '../cast.ts';
import { must } from '../must.ts';
import { type InventedProduct, inventedProducts } from './invented-products.ts';

const SYSTEM = systemActor('demonstration.catalogue');
const LAYERS = ['POLICY', 'PACKAGE', 'USE'] as const;

/**
 * Invented products that invented people have looked at: good ones, one with a warning and its provider's answer, one whose result lapsed, one
 * that is not finished; reviews, and what waits to be decided. @returns how many products; 0 where there are some already or the people are missing
 */
export async function playCatalogue(ctx: Ctx, cast: Cast): Promise<Result<number>> {
  const [first, second] = cast.all('catalogue_evaluator', 'MOH');
  if (!first || !second) return ok(0);
  const there = await listProducts(ctx.as(first));
  if (!there.ok) return there;
  if (there.value.rows.length > 0) return ok(0);
  const platform = ctx.as(SYSTEM);
  const played = await platform.transaction(async (tx) => {
    const backdated = backdatedContext(platform, tx, []);
    const at = (actor: PersonActor, daysAgo: number) => backdated(actor, new Date(ctx.now.getTime() - daysAgo * DAY));
    for (const product of inventedProducts) await evaluated(product, first, second, at);
    return ok(inventedProducts.length);
  });
  if (!played.ok) return played;
  await wordsOf(ctx, first, second);
  return played;
}

async function evaluated(
  invented: InventedProduct,
  first: PersonActor,
  second: PersonActor,
  at: (actor: PersonActor, daysAgo: number) => Ctx,
): Promise<void> {
  const { version, daysAgo, found, unfinished, ...written } = invented;
  const { id } = must(await enterProduct(at(first, daysAgo), written));
  const platform = written.places[0]?.platform ?? 'WEB';
  // A package is invented as everything here: this is the digest of no file.
  const packageSha256 = platform === 'WEB' ? null : '0'.repeat(64);
  must(await noteVersion(at(first, daysAgo), { product: id, platform, version, packageSha256 }));
  const evaluate = async (who: PersonActor, layer: (typeof LAYERS)[number]) =>
    must(
      await evaluateProduct(at(who, daysAgo), {
        product: id,
        layer,
        platform,
        version,
        listVersion: criteriaList.version,
        findings: answersOf(layer, found),
      }),
    ).id;
  const agreed = async (evaluation: string) => {
    const reader = at(second, daysAgo);
    const asked = must(await listApprovals(reader)).find((one) => one.object.id === evaluation);
    if (asked) must(await decideApproval(reader, { approval: asked.id, decision: 'APPROVED' }));
  };
  await agreed(await evaluate(first, 'POLICY'));
  if (!unfinished) await agreed(await evaluate(first, 'PACKAGE'));
  await evaluate(first, 'USE');
  if (!unfinished) await evaluate(second, 'USE');
  must(await publishProduct(at(first, daysAgo - 1), { product: id }));
}

const answersOf = (layer: (typeof LAYERS)[number], found: InventedProduct['found']): EvaluateProduct['findings'] =>
  criteriaList.criteria
    .filter((criterion) => criterion.layer === layer)
    .map((criterion) => ({ criterion: criterion.id, ...(found[criterion.id] ?? { answer: goodAnswer(criterion) }) }));

/** What children and providers say: some read and shown, some waiting. */
async function wordsOf(ctx: Ctx, first: PersonActor, second: PersonActor): Promise<void> {
  const reader = ctx.as({ kind: 'anonymous' });
  const slug = async (words: string) => must(await readCatalogue(reader, { words }))[0]?.id ?? '';
  const [garden, island] = [await slug('vuon chu'), await slug('dao ban moi')];
  let sent = 0;
  const review = (product: string, likes: string, band: string, text: string) =>
    writeReview(reader, { product, likes, band, text, key: `demonstration-review-${sent++}` });
  must(await review(garden, 'YES', 'B6_8', 'Con thích bạn ốc sên. Ngày nào con cũng tưới cây.'));
  must(await review(island, 'PARTLY', 'B13_15', 'Xây đảo thì vui, nhưng muốn đồ đẹp phải nạp tiền.'));
  for (const one of must(await listWaitingReviews(ctx.as(first))))
    must(await decideReview(ctx.as(first), { review: one.id, decision: 'PUBLISH' }));
  must(await review(garden, 'YES', 'B9_12', 'Em gái mình học được, mình thì thấy hơi dễ. Gọi mình 0900 000 000 nhé'));
  const contact = 'lien.he@song-xanh.example';
  must(
    await sayAsProvider(reader, {
      product: island,
      text: 'Từ bản 5.1 chúng tôi tắt tin nhắn của người lạ (minh họa).',
      contact,
    }),
  );
  for (const one of must(await listProviderWords(ctx.as(second))))
    must(await decideProviderWord(ctx.as(second), { word: one.id, take: true, answer: 'Đã đăng cạnh kết quả.' }));
  must(
    await sayAsProvider(reader, {
      product: island,
      against: 'USE',
      text: 'Rương biển ghi rõ tỷ lệ (minh họa).',
      contact,
    }),
  );
  must(
    await submitProduct(reader, {
      name: 'Sổ Ảnh Gia Đình (minh họa)',
      maker: 'Công ty Khung Hình Mẫu',
      link: 'https://so-anh.example/tai',
      text: 'Ghép ảnh gia đình thành sổ, không đăng lên mạng (minh họa).',
      contact: 'lien.he@khung-hinh.example',
    }),
  );
}
