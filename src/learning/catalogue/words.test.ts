import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { newId } from '../../kernel/index.ts';
import { openCatalogueHome } from './catalogue.testing.ts';
import { decideProviderWord } from './providers/decide-provider-word.ts';
import { listProviderWords } from './providers/list-provider-words.ts';
import { readProviderWord } from './providers/read-provider-word.ts';
import { sayAsProvider } from './providers/say-as-provider.ts';
import { submitProduct } from './providers/submit-product.ts';
import { readCatalogueEntry } from './public/read-catalogue-entry.ts';
import { decideReview } from './reviews/decide-review.ts';
import { findDisclosure } from './reviews/find-disclosure.ts';
import { listWaitingReviews } from './reviews/list-waiting-reviews.ts';
import { readReview } from './reviews/read-review.ts';
import { writeReview } from './reviews/write-review.ts';

const home = fileFixture(() => openCatalogueHome());
const key = () => `review-${newId<'key'>()}`;
const review = (product: string, text: string, more: object = {}) =>
  writeReview(home.anybody, { product, band: 'B9_12', likes: 'YES', text, key: key(), ...more });
const waits = async (product: string, text: string) => {
  const taken = must(await review(product, text));
  if (taken.taken !== 'WAITS') throw new Error('it was taken for a disclosure');
  return taken.code;
};
const rowOf = async (reviewCode: string) =>
  (await home.owner.query('select * from learning.product_review where code = $1', [reviewCode])).rows[0];
const reports = async () => (await home.owner.query('select id, channel, informant_type from intake.report')).rows;
const by = () => home.as(home.people.third);

describe('a review', () => {
  it('is read by nobody before a person has read it, and then without what leads to a person', async () => {
    const product = await home.listed({}, { name: 'Nhận Xét Mẫu' });
    const made = await waits(product.slug, 'Hay lắm, bạn Tí Mẫu lớp 5A rủ chơi, gọi 0912 345 678 nhé');
    expect(must(await readCatalogueEntry(home.anybody, product.slug)).reviews).toEqual([]);
    expect(must(await readReview(home.anybody, made))).toMatchObject({ state: 'WAITING', text: null });
    const stored = await rowOf(made);
    expect(JSON.stringify(stored)).not.toContain('Tí Mẫu');
    const [waiting] = must(await listWaitingReviews(by()));
    expect(waiting).toMatchObject({ id: stored.id, band: 'B9_12', likes: 'YES' });
    expect(waiting?.hides).toBeGreaterThan(0);
    must(await decideReview(by(), { review: stored.id, decision: 'PUBLISH', hide: 'Tí Mẫu\n' }));
    const shown = must(await readCatalogueEntry(home.anybody, product.slug)).reviews;
    expect(shown).toMatchObject([{ likes: { code: 'YES' }, band: 'B9_12' }]);
    expect(shown[0]?.text).toContain('Hay lắm, bạn •• ••• ');
    expect(shown[0]?.text).not.toMatch(/Tí|0912|345|678/);
    expect((await rowOf(made)).sealed).toBeNull();
    expect(code(await decideReview(by(), { review: stored.id, decision: 'PUBLISH' }))).toBe('product-review.decided');
  });

  it('that is refused tells its writer why, and is gone', async () => {
    const product = await home.listed({}, { name: 'Không Đăng Mẫu' });
    const made = await waits(product.slug, 'Mua thẻ rẻ ở trang của mình');
    const { id } = await rowOf(made);
    expect(code(await decideReview(by(), { review: id, decision: 'REFUSE', reason: 'X' }))).toBe(
      'product-review.unusable',
    );
    must(await decideReview(by(), { review: id, decision: 'REFUSE', reason: 'ADVERT' }));
    expect(must(await readReview(home.anybody, made))).toMatchObject({
      state: 'REFUSED',
      reason: 'ADVERT',
      text: null,
    });
    expect(must(await readCatalogueEntry(home.anybody, product.slug)).reviews).toEqual([]);
  });

  it('that tells of something that happened goes to 111 at once, with a receipt, and stays nowhere else', async () => {
    const product = await home.listed({}, { name: 'Kể Chuyện Mẫu' });
    const before = (await reports()).length;
    const same = key();
    const tell = () => review(product.slug, 'Có chú trong game đòi em gửi ảnh, em sợ lắm', { key: same });
    const told = must(await tell());
    if (told.taken !== 'TOLD') throw new Error('it was kept as a review');
    expect(told.receipt.words.length).toBeGreaterThan(0);
    expect(must(await tell())).toEqual(told);
    const now = await reports();
    expect(now).toHaveLength(before + 1);
    expect(now.at(-1)).toMatchObject({ channel: 'WEB', informant_type: 'CHILD' });
    const kept = await home.owner.query(
      'select count(*)::int as count from learning.product_review where product_id = $1',
      [product.id],
    );
    expect(kept.rows).toEqual([{ count: 0 }]);
  });

  it('that only a person recognises goes to 111 by a hand, and is never shown', async () => {
    const product = await home.listed({}, { name: 'Người Đọc Mẫu' });
    const made = await waits(product.slug, 'Từ hôm chơi cái này em không ngủ được nữa');
    const { id } = await rowOf(made);
    const before = (await reports()).length;
    must(await decideReview(by(), { review: id, decision: 'TELL' }));
    expect((await reports()).slice(before)).toMatchObject([{ channel: 'PORTAL_TEXT', informant_type: 'MONITORING' }]);
    expect(await rowOf(made)).toMatchObject({ state: 'TOLD', sealed: null, public_text: null });
    expect(must(await readReview(home.anybody, made)).state).toBe('TOLD');
    expect(must(await readCatalogueEntry(home.anybody, product.slug)).reviews).toEqual([]);
  });

  it('is refused where it is no review', async () => {
    const product = await home.listed({}, { name: 'Sai Mẫu' });
    expect(code(await review('khong-co', 'Hay'))).toBe('product.not-found');
    expect(code(await review(product.slug, ' '))).toBe('text.empty');
    expect(code(await review(product.slug, 'a'.repeat(181)))).toBe('text.too-long');
    expect(code(await review(product.slug, 'Hay', { band: 'B1' }))).toBe('product-review.unusable');
    expect(code(await review(product.slug, 'Hay', { likes: '5' }))).toBe('product-review.unusable');
    expect(code(await review(product.slug, 'data:image/png;base64,AAAA'))).toBe('product-review.unusable');
    expect(code(await readReview(home.anybody, 'AAAA-AAAA'))).toBe('product-review.not-found');
    for (const actor of [home.people.former, home.people.counsellor])
      expect(code(await listWaitingReviews(home.as(actor)))).toBe('access.not-permitted');
  });
});

describe('words that tell of something that happened', () => {
  it.each([
    'Có người trong game xin ảnh em',
    'co nguoi nhan tin bao em dung noi voi ai',
    'Anh kia rủ gặp ở ngoài',
    'Bố đánh em vì em chơi game',
    'em bị dọa tung ảnh',
    'Em không muốn sống nữa',
    'chú ấy sờ vào người em',
    'he asked me to send a photo',
  ])('are found: %s', (text) => {
    expect(findDisclosure(text)).not.toEqual([]);
  });

  it.each([
    'Hay lắm, chơi mãi không chán',
    'Nhiều quảng cáo quá, hay bị lag',
    'Game này vui nhưng tốn tiền',
    'Em học được nhiều từ tiếng Anh',
    'Âm nhạc đẹp, nhân vật dễ thương',
    'Máy yếu chơi không được',
  ])('are not found in: %s', (text) => {
    expect(findDisclosure(text)).toEqual([]);
  });
});

describe('what a provider hands in', () => {
  const submission = {
    name: 'Sản Phẩm Gửi Mẫu',
    maker: 'Công ty Mẫu',
    link: 'https://ung-dung.example/tai',
    text: 'Ứng dụng kể chuyện mẫu.',
    contact: 'lien.he@cong-ty.example',
  };

  it('is a submission that an officer takes in, with its contact sealed', async () => {
    const { code: made } = must(await submitProduct(home.anybody, submission));
    const stored = (await home.owner.query('select * from learning.provider_word where code = $1', [made])).rows[0];
    expect(JSON.stringify(stored)).not.toContain('lien.he');
    expect(must(await readProviderWord(home.anybody, made))).toMatchObject({ kind: 'SUBMISSION', state: 'WAITING' });
    const [waiting] = must(await listProviderWords(by()));
    expect(waiting).toMatchObject({ id: stored.id, kind: 'SUBMISSION', words: { contact: 'lien.he@cong-ty.example' } });
    const take = (product?: string) =>
      decideProviderWord(by(), { word: stored.id, take: true, answer: 'Đã nhận.', product });
    expect(code(await take())).toBe('product.not-found');
    const product = await home.enter({ name: 'Sản Phẩm Gửi Mẫu' });
    must(await take(product.id));
    expect(must(await readProviderWord(home.anybody, made))).toMatchObject({
      state: 'TAKEN',
      answer: 'Đã nhận.',
      product: null,
    });
    expect(code(await take(product.id))).toBe('provider-word.decided');
  });

  it('is refused without an address of the web', async () => {
    expect(code(await submitProduct(home.anybody, { ...submission, link: 'tai ve di' }))).toBe(
      'provider-word.unusable',
    );
    expect(code(await submitProduct(home.anybody, { ...submission, policyUrl: 'x:y' }))).toBe('provider-word.unusable');
    expect(code(await submitProduct(home.anybody, { ...submission, contact: '' }))).toBe('text.empty');
    expect(code(await listProviderWords(home.as(home.people.counsellor)))).toBe('access.not-permitted');
  });

  it('is an answer that stands beside the result, once somebody has read it', async () => {
    const product = await home.listed({ 'use.ads-shown': 'YES' }, { name: 'Trả Lời Mẫu' });
    const say = { product: product.slug, text: 'Bản sau sẽ bỏ quảng cáo.', contact: 'a@cong-ty.example' };
    const { code: made } = must(await sayAsProvider(home.anybody, say));
    expect(must(await readCatalogueEntry(home.anybody, product.slug)).answers).toEqual([]);
    const waiting = must(await listProviderWords(by())).find(({ product: id }) => id === product.id);
    must(await decideProviderWord(by(), { word: waiting?.id ?? '', take: true, answer: 'Đã đăng.' }));
    expect(must(await readCatalogueEntry(home.anybody, product.slug)).answers).toEqual([
      { text: 'Bản sau sẽ bỏ quảng cáo.', on: '2026-12-01' },
    ]);
    expect(must(await readProviderWord(home.anybody, made)).product).toBe(product.slug);
  });

  it('is an appeal that somebody judges who had no part in it; upheld, the result falls until it is looked at anew', async () => {
    const product = await home.listed({ 'use.loot': 'YES' }, { name: 'Khiếu Nại Mẫu' });
    const verdict = async () => must(await readCatalogueEntry(home.anybody, product.slug)).verdict.code;
    expect(await verdict()).toBe('WARNING');
    const appeal = { product: product.slug, against: 'USE', text: 'Vòng quay không mất tiền.', contact: 'a@x.example' };
    must(await sayAsProvider(home.anybody, appeal));
    expect(code(await sayAsProvider(home.anybody, { ...appeal, against: 'X' }))).toBe('provider-word.unusable');
    const waiting = must(await listProviderWords(by())).find(({ product: id }) => id === product.id);
    expect(waiting).toMatchObject({ kind: 'APPEAL', layer: 'USE' });
    const judge = (actor: typeof home.people.first, take: boolean) =>
      decideProviderWord(home.as(actor), { word: waiting?.id ?? '', take, answer: 'Đã xem lại.' });
    for (const actor of [home.people.first, home.people.second])
      expect(code(await judge(actor, true))).toBe('provider-word.not-yours');
    must(await judge(home.people.third, true));
    expect(await verdict()).toBe('UNFINISHED');
    expect(must(await readCatalogueEntry(home.anybody, product.slug)).flags).toEqual([]);
  });

  it('is no appeal against what nobody found', async () => {
    const product = await home.enter({ name: 'Chưa Ai Xem Mẫu' });
    expect(code(await sayAsProvider(home.anybody, { product: product.slug, text: 'x', contact: 'y' }))).toBe(
      'product.not-found',
    );
  });
});
