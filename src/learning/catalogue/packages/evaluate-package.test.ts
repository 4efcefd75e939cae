import { createHash } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../../tools/test/file-fixture.ts';
import { openTestApi } from '../../../../tools/test/test-api.ts';
import { code, must } from '../../../../tools/test/test-result.ts';
import { DECODERS, Decoders } from '../../../hashes/index.ts';
import { giveService, type PersonActor } from '../../../kernel/index.ts';
import { learningModule } from '../../module.ts';
import { answersOf, openCatalogueHome, VERSION } from '../catalogue.testing.ts';
import { criteriaList } from '../evaluations/criteria.ts';
import { evaluateProduct } from '../evaluations/evaluate-product.ts';
import { noteVersion } from '../products/note-version.ts';
import { productDetail } from '../products/product-detail.ts';
import { publishProduct } from '../products/publish-product.ts';
import { withdrawProduct } from '../products/withdraw-product.ts';
import { readCatalogueEntry } from '../public/read-catalogue-entry.ts';
import { dex, type SampleApp, samplePackage, zip } from './android-package.testing.ts';
import { type EvaluatePackage, evaluatePackage } from './evaluate-package.ts';
import { listPackageReadings } from './list-package-readings.ts';
import { trackerList } from './package-signs.ts';

const home = fileFixture(() => openCatalogueHome());
const decoders = new Decoders();
afterAll(() => decoders.close());
const LIST = { listVersion: criteriaList.version };
const tracking = (app: SampleApp = {}) => samplePackage(app, [dex(['example.Main', 'com.appsflyer.AppsFlyerLib'])]);

const evaluate = (product: string, file: Uint8Array, more: Partial<EvaluatePackage> = {}, by?: PersonActor) =>
  evaluatePackage(home.as(by ?? home.people.first), decoders, { product, file, ...LIST, ...more });
const evaluations = async () =>
  (await home.owner.query<{ count: string }>('select count(*) from learning.evaluation')).rows[0]?.count;

describe('a package that is read', () => {
  it('is an evaluation as one by hand: it waits for a second person, and then its reasons stand on the portal', async () => {
    const product = await home.enter({ name: 'Đọc Gói Mẫu' });
    must(await publishProduct(home.as(home.people.first), { product: product.id }));
    const file = tracking({ permissions: ['android.permission.ACCESS_FINE_LOCATION'] });
    const made = must(await evaluate(product.id, file));
    const entry = async () => must(await readCatalogueEntry(home.anybody, product.slug));
    expect((await entry()).flags).toEqual([]);
    expect((await entry()).layers[1]?.missing?.code).toBe('NOT_CONFIRMED');
    expect(code(await home.confirm(made.evaluation, home.people.first))).toBe('approval.not-yours-to-decide');
    must(await home.confirm(made.evaluation));
    const shown = await entry();
    expect(shown.flags.map(({ code: flag }) => flag)).toEqual(['TRACKS']);
    expect(shown.reasons[0]?.grounds[0]).toMatchObject({ version: '4.2.0', listVersion: criteriaList.version });
    expect(shown.reasons[0]?.grounds[0]?.reason).toContain(`AppsFlyer (danh sách bản ${trackerList.version})`);
  });

  it('leaves its digest, what it says of itself and by which list, and nothing of the file', async () => {
    const product = await home.enter({ name: 'Chỉ Dấu Mẫu' });
    const file = tracking();
    const { reading, evaluation } = must(await evaluate(product.id, file));
    const [kept] = must(await listPackageReadings(home.as(home.people.second), product.id));
    const sha256 = createHash('sha256').update(file).digest('hex');
    expect(kept).toMatchObject({
      id: reading,
      evaluation,
      version: '4.2.0',
      sha256,
      size: file.length,
      listVersion: trackerList.version,
      olderList: false,
      foundSince: [],
      otherFile: false,
      facts: { packageName: 'example.vuonchu', targetSdk: 36, found: [{ id: 'appsflyer' }] },
    });
    const { versions } = must(await productDetail(home.as(home.people.first), product.id));
    expect(versions).toMatchObject([{ platform: 'ANDROID', version: '4.2.0', package_sha256: sha256 }]);
    // By an earlier list, which did not know it: the newer one finds it by what was kept.
    await home.owner.query(
      `update learning.package_reading set list_version = '2020-01-01', facts = jsonb_set(facts, '{found}', '[]') where id = $1`,
      [reading],
    );
    const [older] = must(await listPackageReadings(home.as(home.people.second), product.id));
    expect(older).toMatchObject({ olderList: true, foundSince: ['AppsFlyer'] });
    const { rows } = await home.owner.query<{ text: string }>(
      `select reading::text as text from learning.package_reading as reading where product_id = $1`,
      [product.id],
    );
    expect(rows[0]?.text).not.toContain(file.toString('base64').slice(0, 40));
    expect(rows[0]?.text).not.toContain(file.toString('hex').slice(0, 40));
  });

  it('gives its digest to a version that was known before, and another file for it is told of', async () => {
    const ctx = home.as(home.people.first);
    const product = await home.enter({ name: 'Hai Tệp Mẫu' });
    must(await noteVersion(ctx, { product: product.id, ...VERSION }));
    const byHand = () =>
      evaluateProduct(ctx, {
        product: product.id,
        layer: 'PACKAGE',
        ...VERSION,
        ...LIST,
        findings: answersOf('PACKAGE'),
      });
    expect(code(await byHand())).toBe('evaluation.no-package');
    must(await evaluate(product.id, tracking()));
    expect(code(await byHand())).toBe('accepted');
    home.clock.advance(60_000);
    must(await evaluate(product.id, samplePackage()));
    const [second, first] = must(await listPackageReadings(ctx, product.id));
    expect([first?.otherFile, second?.otherFile]).toEqual([false, true]);
  });

  it('that does not say its version has the one of the form, which else counts for nothing', async () => {
    const product = await home.enter({ name: 'Số Bản Mẫu' });
    const versions = async () =>
      must(await productDetail(home.as(home.people.first), product.id)).versions.map(({ version }) => version);
    const nameless = samplePackage({ versionName: 'bản mới nhất' });
    expect(code(await evaluate(product.id, nameless))).toBe('product.version-unusable');
    must(await evaluate(product.id, nameless, { version: '5.1' }));
    expect(await versions()).toEqual(['5.1']);
    must(await evaluate(product.id, samplePackage({ versionName: '6.0' }), { version: '1.0' }));
    expect((await versions()).toSorted()).toEqual(['5.1', '6.0']);
  });

  it('tells apart what was not found and what was not checked', async () => {
    const product = await home.enter({ name: 'Chưa Xem Mẫu' });
    const unread = samplePackage({ permissions: ['android.permission.CAMERA'] }, [dex(['a.B'], [], '041')]);
    const camera = 'package.camera-microphone';
    const answers = async (more: Partial<EvaluatePackage> = {}) => {
      home.clock.advance(60_000);
      must(await evaluate(product.id, unread, more));
      const [kept] = must(await listPackageReadings(home.as(home.people.first), product.id));
      return new Map(kept?.findings.map(({ criterion, answer }) => [criterion, answer]));
    };
    const first = await answers();
    expect([first.get('package.tracker'), first.get('package.location'), first.get(camera)]).toEqual([
      'NOT_CHECKED',
      'NO',
      'NOT_CHECKED',
    ]);
    expect((await answers({ camera: 'NO', cameraReason: 'Quét mã bài học.' })).get(camera)).toBe('NO');
  });
});

describe('a package is refused, and nothing is kept,', () => {
  it('where it is not of this product, is no package, lies, or is a bomb', async () => {
    const product = await home.enter({ name: 'Gói Lạ Mẫu' });
    const before = await evaluations();
    const refused = async (file: Uint8Array) => code(await evaluate(product.id, file));
    expect(await refused(samplePackage({ packageName: 'example.khac' }))).toBe('package.other-app');
    expect(await refused(new Uint8Array())).toBe('package.not-android');
    expect(await refused(Buffer.from('MZ'))).toBe('package.not-android');
    expect(await refused(samplePackage().subarray(0, 200))).toBe('package.not-android');
    expect(await refused(zip([{ name: 'AndroidManifest.xml', bytes: Buffer.from('<manifest/>') }]))).toBe(
      'package.damaged',
    );
    expect(await refused(zip([{ name: 'AndroidManifest.xml', bytes: Buffer.alloc(2 ** 26) }]))).toBe(
      'package.too-much',
    );
    expect(await evaluations()).toBe(before);
    expect(must(await listPackageReadings(home.as(home.people.first), product.id))).toEqual([]);
  });

  it('where nobody could have it read, before it is opened', async () => {
    const { first, former, counsellor } = home.people;
    const file = samplePackage();
    const product = await home.enter({ name: 'Không Được Mẫu' });
    for (const actor of [former, counsellor]) {
      expect(code(await evaluate(product.id, file, {}, actor))).toBe('product.not-found');
      expect(code(await listPackageReadings(home.as(actor), product.id))).toBe('product.not-found');
    }
    expect(code(await evaluate(product.id, file, { listVersion: '0' }))).toBe('evaluation.older-list');
    expect(code(await evaluate(product.id, file, { camera: 'MAYBE' }))).toBe('evaluation.unusable');
    expect(code(await evaluate(product.id, file, { camera: 'YES' }))).toBe('evaluation.unusable');
    expect(code(await evaluate(product.id, file, { camera: 'YES', cameraReason: 'x'.repeat(301) }))).toBe(
      'text.too-long',
    );
    const site = await home.enter({ name: 'Trang Không Gói', places: [{ platform: 'IOS', storeId: '1' }] });
    expect(code(await evaluate(site.id, file))).toBe('product.version-unusable');
    must(await withdrawProduct(home.as(first), { product: product.id, reason: 'GONE' }));
    expect(code(await evaluate(product.id, file))).toBe('product.wrong-state');
    expect(code(await evaluate('khong-co', file))).toBe('product.not-found');
  });
});

describe('the route of a package', () => {
  const send = async (product: string, form: FormData, accept: string, by?: PersonActor) => {
    const api = openTestApi(home, 'desk', learningModule, async () => by ?? home.people.first, [
      giveService(DECODERS, decoders),
    ]);
    return api.request(`/api/v1/products/${product}/package`, { method: 'POST', body: form, headers: { accept } });
  };
  const formWith = (file: Uint8Array, more: Readonly<Record<string, string>> = {}) => {
    const form = new FormData();
    form.set('package', new File([new Uint8Array(file)], '../../goi.apk'));
    for (const [name, value] of Object.entries({ ...LIST, ...more })) form.set(name, value);
    return form;
  };

  it('takes the form of the page, with scripts and without, and leads back to it', async () => {
    const product = await home.enter({ name: 'Đường Gửi Mẫu' });
    const read = await send(product.id, formWith(samplePackage()), 'application/json');
    expect(read.status).toBe(201);
    expect(await read.json()).toMatchObject({ evaluation: expect.any(String), reading: expect.any(String) });
    const plain = await send(product.id, formWith(samplePackage()), 'text/html,application/xhtml+xml');
    expect(plain.status).toBe(303);
    expect(plain.headers.get('location')).toMatch(new RegExp(`^/danh-muc/${product.id}/goi\\?da-doc=[0-9a-f-]{36}$`));
    const english = await send(product.id, formWith(Buffer.from('x'), { language: 'en' }), 'text/html');
    expect(english.headers.get('location')).toBe(`/en/danh-muc/${product.id}/goi?loi=package.not-android`);
  });

  it('says in words why it read nothing, and keeps out who may not', async () => {
    const product = await home.enter({ name: 'Đường Từ Chối' });
    const refused = await send(product.id, formWith(Buffer.from('x')), 'application/json');
    expect(refused.status).toBe(415);
    expect(await refused.json()).toMatchObject({ code: 'package.not-android', field: 'package' });
    const empty = await send(product.id, new FormData(), 'application/json');
    expect([empty.status, ((await empty.json()) as { code: string }).code]).toEqual([422, 'request.invalid']);
    const stranger = await send(product.id, formWith(samplePackage()), 'application/json', home.people.counsellor);
    expect(stranger.status).toBe(403);
    const nowhere = await send('%0d%0aset-cookie', formWith(samplePackage()), 'text/html');
    expect(nowhere.headers.get('location')).toBe('/danh-muc?loi=product.not-found');
  });
});
