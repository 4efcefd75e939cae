import { expect, test } from 'vitest';
import { fileFixture } from '../../../../tools/test/file-fixture.ts';
import { code, must } from '../../../../tools/test/test-result.ts';
import { aCard, openLearningHome } from '../../learning.testing.ts';
import { itemDetail } from '../item-detail.ts';
import { saveVersion } from '../save-version.ts';
import { confirmTranslation } from './confirm-translation.ts';

const home = fileFixture(() => openLearningHome('2026-12-01T02:00:00Z'));

test('a line whose Vietnamese changed alone is told until its English is written anew, or somebody says that it still fits', async () => {
  const slug = 'the-dich';
  const item = await home.start(aCard({ id: slug }));
  const writer = home.as(home.people.writer);
  const stale = async () => must(await itemDetail(writer, item)).stale.map(({ path, was }) => `${path} ${was}`);
  expect(await stale()).toEqual([]);
  const lead = { vi: 'Câu dẫn thật ngắn.', en: 'A short lead.' };
  must(await saveVersion(writer, { item, body: aCard({ id: slug, lead }) }));
  expect(await stale()).toEqual(['lead Câu dẫn ngắn.']);
  const hash = await home.hash(item);
  expect(code(await confirmTranslation(writer, { item, path: 'lead', ...lead, vi: 'Khác' }))).toBe(
    'learning-item.other-text',
  );
  expect(code(await confirmTranslation(home.as(home.people.former), { item, path: 'lead', ...lead }))).toBe(
    'learning-item.not-found',
  );
  must(await confirmTranslation(writer, { item, path: 'lead', ...lead }));
  must(await confirmTranslation(writer, { item, path: 'lead', ...lead }));
  expect(await stale()).toEqual([]);
  expect(await home.hash(item)).toBe(hash);
});
