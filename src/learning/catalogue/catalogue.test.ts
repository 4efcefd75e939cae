import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { addDays, startOfVietnamDate, vietnamDate } from '../../kernel/index.ts';
import { answersOf, aProduct, openCatalogueHome, VERSION } from './catalogue.testing.ts';
import { criteriaList } from './evaluations/criteria.ts';
import { evaluateProduct } from './evaluations/evaluate-product.ts';
import { changeProduct } from './products/change-product.ts';
import { enterProduct } from './products/enter-product.ts';
import { listProducts } from './products/list-products.ts';
import { noteVersion } from './products/note-version.ts';
import { productDetail } from './products/product-detail.ts';
import { publishProduct } from './products/publish-product.ts';
import { withdrawProduct } from './products/withdraw-product.ts';
import { catalogueFeed } from './public/catalogue-feed.ts';
import { readCatalogue } from './public/read-catalogue.ts';
import { readCatalogueEntry } from './public/read-catalogue-entry.ts';

const home = fileFixture(() => openCatalogueHome());
const LIST = { listVersion: criteriaList.version };
const entry = async (slug: string) => must(await readCatalogueEntry(home.anybody, slug));
const verdict = async (slug: string) => (await entry(slug)).verdict.code;

describe('a product', () => {
  it('is entered by who looks at products, while their agency has the task', async () => {
    const { first, former, counsellor } = home.people;
    expect(must(await enterProduct(home.as(first), aProduct({ name: 'Bạn Học Mẫu' }))).slug).toBe('ban-hoc-mau');
    expect(must(await enterProduct(home.as(first), aProduct({ name: 'Bạn học mẫu!' }))).slug).toBe('ban-hoc-mau-2');
    // No product stands where another page does.
    expect(must(await enterProduct(home.as(first), aProduct({ name: 'Gửi' }))).slug).toBe('san-pham-gui');
    for (const actor of [former, counsellor])
      expect(code(await enterProduct(home.as(actor), aProduct()))).toBe('access.not-permitted');
  });

  it('is refused with what is wrong', async () => {
    const wrong = async (more: Parameters<typeof aProduct>[0]) => {
      const made = await enterProduct(home.as(home.people.first), aProduct(more));
      return made.ok ? undefined : [made.refusal.code, made.refusal.field];
    };
    expect(await wrong({ kind: 'TOY' })).toEqual(['product.unusable', 'kind']);
    expect(await wrong({ bands: [] })).toEqual(['product.unusable', 'bands']);
    expect(await wrong({ places: [] })).toEqual(['product.unusable', 'places']);
    expect(await wrong({ places: [{ platform: 'WEB', storeId: 'javascript:alert(1)' }] })).toEqual([
      'product.unusable',
      'places',
    ]);
    expect(await wrong({ policyUrl: 'ftp://a.example' })).toEqual(['product.unusable', 'policyUrl']);
    expect(await wrong({ label: '13+' })).toEqual(['product.unusable', 'label']);
    expect(await wrong({ label: '12+', labelBasis: 'EVIDENCED' })).toEqual(['product.label-papers', 'labelPapers']);
    expect(await wrong({ label: '12+', labelBasis: 'DECLARED', labelPapers: 'QĐ 1' })).toEqual([
      'product.label-papers',
      'labelPapers',
    ]);
    expect(await wrong({ name: ' ' })).toEqual(['text.empty', 'name']);
  });

  it('is read by nobody before it is shown, and after it is withdrawn', async () => {
    const product = await home.enter({ name: 'Chưa Đăng Mẫu' });
    expect(code(await readCatalogueEntry(home.anybody, product.slug))).toBe('product.not-found');
    must(await publishProduct(home.as(home.people.first), { product: product.id }));
    expect(await verdict(product.slug)).toBe('UNFINISHED');
    expect(code(await publishProduct(home.as(home.people.first), { product: product.id }))).toBe('product.wrong-state');
    must(await withdrawProduct(home.as(home.people.first), { product: product.id, reason: 'GONE' }));
    expect(code(await readCatalogueEntry(home.anybody, product.slug))).toBe('product.not-found');
    expect(must(await readCatalogue(home.anybody)).some(({ id }) => id === product.slug)).toBe(false);
  });

  it('keeps its address when its name changes, and tells who comes second', async () => {
    const product = await home.enter({ name: 'Tên Cũ Mẫu' });
    const [one, two] = [home.as(home.people.first), home.as(home.people.second)];
    must(await changeProduct(one, { product: product.id, version: 1, ...aProduct({ name: 'Tên Mới Mẫu' }) }));
    expect(code(await changeProduct(two, { product: product.id, version: 1, ...aProduct() }))).toBe(
      'record.changed-meanwhile',
    );
    const detail = must(await productDetail(one, product.id));
    expect(detail.product).toMatchObject({ slug: 'ten-cu-mau', name: 'Tên Mới Mẫu' });
  });
});

describe('evaluations', () => {
  it('of a policy or a package count when a second person agrees', async () => {
    const { first, second } = home.people;
    const product = await home.enter({ name: 'Hai Người Mẫu' });
    must(await publishProduct(home.as(first), { product: product.id }));
    const made = must(
      await evaluateProduct(home.as(first), {
        product: product.id,
        layer: 'POLICY',
        ...VERSION,
        ...LIST,
        findings: answersOf('POLICY', { 'policy.no-targeted-ads': 'NO' }),
      }),
    );
    expect(made.waits).toBe(true);
    const before = await entry(product.slug);
    expect(before.flags).toEqual([]);
    expect(before.layers[0]?.missing?.code).toBe('NOT_CONFIRMED');
    expect(code(await home.confirm(made.id, first))).toBe('approval.not-yours-to-decide');
    expect(code(await home.confirm(made.id, home.people.former))).toBe('approval.not-yours-to-decide');
    must(await home.confirm(made.id, second));
    const after = await entry(product.slug);
    expect(after.verdict.code).toBe('WARNING');
    expect(after.reasons).toMatchObject([
      {
        flag: 'TARGETED_ADS',
        grounds: [{ reason: 'Lý do mẫu.', on: '2026-12-01', listVersion: '1', version: '4.2.0' }],
      },
    ]);
  });

  it('of two who use a product are blind until both have answered, and never of one person twice', async () => {
    const { first, second } = home.people;
    const product = await home.enter({ name: 'Dùng Thử Mẫu' });
    must(await publishProduct(home.as(first), { product: product.id }));
    const use = (actor: typeof first, answers = {}) =>
      evaluateProduct(home.as(actor), {
        product: product.id,
        layer: 'USE',
        ...VERSION,
        ...LIST,
        findings: answersOf('USE', answers),
      });
    must(await use(first, { 'use.loot': 'YES' }));
    expect(code(await use(first))).toBe('evaluation.twice');
    const blind = must(await productDetail(home.as(second), product.id));
    expect(blind.evaluations).toEqual([]);
    expect(blind.usedByOther).toEqual([{ platform: 'ANDROID', version: '4.2.0' }]);
    expect(must(await productDetail(home.as(first), product.id)).evaluations).toHaveLength(1);
    // What one person alone found is told to nobody.
    expect((await entry(product.slug)).flags).toEqual([]);
    must(await use(second, { 'use.loot': 'YES' }));
    expect(must(await productDetail(home.as(second), product.id)).evaluations).toHaveLength(2);
    const shown = await entry(product.slug);
    expect(shown.flags.map(({ code: flag }) => flag)).toEqual(['LOOT']);
    expect(shown.layers[2]).toMatchObject({ code: 'USE', missing: null, kappa: 1 });
  });

  it('are refused where they could not be trusted', async () => {
    const ctx = home.as(home.people.first);
    const product = await home.enter({ name: 'Không Tin Được Mẫu' });
    const wrong = async (more: object) => {
      const made = await evaluateProduct(ctx, {
        product: product.id,
        layer: 'USE',
        ...VERSION,
        ...LIST,
        findings: answersOf('USE'),
        ...more,
      });
      return made.ok ? 'ok' : made.refusal.code;
    };
    expect(await wrong({ listVersion: '0' })).toBe('evaluation.older-list');
    expect(await wrong({ layer: 'RUMOUR' })).toBe('evaluation.unusable');
    expect(await wrong({ platform: 'IOS' })).toBe('product.version-unusable');
    expect(await wrong({ version: 'mới nhất' })).toBe('product.version-unusable');
    expect(await wrong({ version: '4 <b>' })).toBe('product.version-unusable');
    expect(await wrong({ findings: [{ criterion: 'use.loot', answer: 'YES' }] })).toBe('evaluation.unusable');
    // A package is read only where its provider handed it in.
    expect(await wrong({ layer: 'PACKAGE', findings: answersOf('PACKAGE') })).toBe('evaluation.no-package');
  });

  it('of a site name the month in which it was looked at, and lapse with time alone', async () => {
    const product = await home.enter({
      name: 'Trang Mẫu',
      kind: 'SITE',
      places: [{ platform: 'WEB', storeId: 'https://trang.example/' }],
    });
    const ctx = home.as(home.people.first);
    must(await publishProduct(ctx, { product: product.id }));
    const looked = { product: product.id, platform: 'WEB', version: '12/2026', ...LIST };
    for (const layer of ['POLICY', 'PACKAGE'] as const)
      must(await home.confirm(must(await evaluateProduct(ctx, { ...looked, layer, findings: answersOf(layer) })).id));
    for (const actor of [home.people.first, home.people.second])
      must(await evaluateProduct(home.as(actor), { ...looked, layer: 'USE', findings: answersOf('USE') }));
    must(await noteVersion(ctx, { product: product.id, platform: 'WEB', version: '1/2027' }));
    expect(await verdict(product.slug)).toBe('GOOD');
  });

  it('rate nothing for who may not look at products', async () => {
    const product = await home.enter({ name: 'Cấm Mẫu' });
    for (const actor of [home.people.former, home.people.counsellor]) {
      expect(
        code(
          await evaluateProduct(home.as(actor), {
            product: product.id,
            layer: 'USE',
            ...VERSION,
            ...LIST,
            findings: answersOf('USE'),
          }),
        ),
      ).toBe('product.not-found');
      expect(code(await listProducts(home.as(actor)))).toBe('access.not-permitted');
    }
  });
});

describe('what readers see', () => {
  it('is found by band, platform, kind and words, good alternatives first and warnings last', async () => {
    const good = await home.listed({}, { name: 'Ánh Sao Mẫu', kind: 'GAME' });
    const paid = await home.listed({ 'use.purchase': 'YES' }, { name: 'Ánh Trăng Mẫu', kind: 'GAME' });
    const bad = await home.listed(
      { 'use.stranger-contact': 'YES' },
      { name: 'Ánh Lửa Mẫu', kind: 'GAME', bands: ['B13_15'] },
    );
    const ids = async (filters: Parameters<typeof readCatalogue>[1]) =>
      must(await readCatalogue(home.anybody, filters)).map(({ id }) => id);
    expect(await ids({ words: 'anh mau' })).toEqual([good.slug, paid.slug, bad.slug]);
    expect(await ids({ words: 'ÁNH trăng' })).toEqual([paid.slug]);
    expect(await ids({ words: 'anh mau', band: 'B13_15' })).toEqual([bad.slug]);
    expect(await ids({ words: 'anh mau', without: ['PURCHASE'] })).toEqual([good.slug, bad.slug]);
    expect(await ids({ words: 'anh mau', good: true })).toEqual([good.slug]);
    expect(await ids({ words: 'anh mau', kind: 'SITE' })).toEqual([]);
    expect(await ids({ words: 'anh mau', platform: 'WINDOWS' })).toEqual([]);
    expect((await entry(paid.slug)).alternatives).toEqual([{ id: good.slug, name: 'Ánh Sao Mẫu' }]);
    expect((await entry(good.slug)).alternatives).toEqual([]);
  });

  it('says of a label without papers that its provider declares it', async () => {
    const product = await home.listed({}, { name: 'Nhãn Mẫu', label: '12+', descriptors: ['VIOLENCE'] });
    expect((await entry(product.slug)).label).toMatchObject({
      code: '12+',
      basis: { code: 'DECLARED', vi: 'nhà cung cấp tự khai' },
      papers: null,
      descriptors: [{ code: 'VIOLENCE' }],
    });
  });

  it('loses its verdict by itself with a new major version, and after its time, without a hand', async () => {
    const product = await home.listed({}, { name: 'Bản Lớn Mẫu' });
    expect(await verdict(product.slug)).toBe('GOOD');
    const changed = await home.owner.query('select changed_at from learning.product where id = $1', [product.id]);
    const [start, last] = [home.clock.now(), (await entry(product.slug)).until ?? ''];
    home.clock.set(startOfVietnamDate(last));
    expect(await verdict(product.slug)).toBe('GOOD');
    home.clock.set(startOfVietnamDate(addDays(last, 1)));
    expect(await verdict(product.slug)).toBe('LAPSED');
    expect(must(await readCatalogue(home.anybody, { good: true })).some(({ id }) => id === product.slug)).toBe(false);
    expect(
      (await home.owner.query('select changed_at from learning.product where id = $1', [product.id])).rows,
    ).toEqual(changed.rows);
    home.clock.set(start);
    must(await noteVersion(home.as(home.people.first), { product: product.id, platform: 'ANDROID', version: '4.9' }));
    expect(await verdict(product.slug)).toBe('GOOD');
    must(await noteVersion(home.as(home.people.first), { product: product.id, platform: 'ANDROID', version: '5.0' }));
    const lapsed = await entry(product.slug);
    expect([lapsed.verdict.code, lapsed.until, lapsed.goodAlternative]).toEqual(['LAPSED', null, false]);
    expect(lapsed.layers.map(({ missing }) => missing?.code)).toEqual(['NEW_MAJOR', 'NEW_MAJOR', 'NEW_MAJOR']);
  });

  it('is a feed in the words of schema.org, without a review that lapsed', async () => {
    const good = await home.listed({}, { name: 'Nguồn Mẫu', kind: 'GAME', label: '00+' });
    const open = await home.enter({ name: 'Nguồn Dở Mẫu' });
    must(await publishProduct(home.as(home.people.first), { product: open.id }));
    const feed = must(await catalogueFeed(home.anybody, 'https://cong.example'));
    const elements = feed.dataFeedElement as { url: string; review?: { expires: string } }[];
    const of = (slug: string) => elements.find(({ url }) => url === `https://cong.example/ung-dung/${slug}`);
    expect(feed['@context']).toBe('https://schema.org');
    expect(of(good.slug)).toMatchObject({
      '@type': 'VideoGame',
      contentRating: '00+ (Nghị định 147/2024/NĐ-CP, nhà cung cấp tự khai)',
      review: { '@type': 'Review', expires: addDays(vietnamDate(home.clock.now()), 364) },
    });
    expect(of(open.slug)?.review).toBeUndefined();
  });
});
