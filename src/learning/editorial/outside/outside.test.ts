import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../../tools/test/file-fixture.ts';
import { code, must } from '../../../../tools/test/test-result.ts';
import { anonymous } from '../../../kernel/index.ts';
import { aCard, openLearningHome } from '../../learning.testing.ts';
import { itemDetail } from '../item-detail.ts';
import { saveVersion } from '../save-version.ts';
import { answerOutside } from './answer-outside.ts';
import { askOutside } from './ask-outside.ts';
import { readOutside } from './read-outside.ts';
import { withdrawOutside } from './withdraw-outside.ts';

const home = fileFixture(() => openLearningHome('2026-12-01T02:00:00Z'));
const writer = () => home.as(home.people.writer);
const nobody = () => home.context(anonymous);
let cards = 0;
async function asked(days = 7) {
  cards += 1;
  const slug = `the-ngoai-${cards}`;
  const item = await home.start(aCard({ id: slug }));
  const hash = await home.hash(item);
  const { secret } = must(await askOutside(writer(), { item, hash, whom: 'Cô giáo (mẫu)', days }));
  return { slug, item, hash, secret };
}

describe('somebody outside', () => {
  test('reads exactly one version by their link, and answers once', async () => {
    const { item, hash, secret } = await asked();
    const read = must(await readOutside(nobody(), { secret }));
    expect(read).toMatchObject({ title: 'Thẻ mẫu', hash, whom: 'Cô giáo (mẫu)', band: 'B9_12', form: 'CARD' });
    // Looking does not use the link up: whoever shows its preview in a message opens it too.
    must(await readOutside(nobody(), { secret }));
    must(await answerOutside(nobody(), { secret, hash, answer: 'FOR', comment: ' Dễ hiểu. ' }));
    expect(code(await answerOutside(nobody(), { secret, hash, answer: 'FOR' }))).toBe('outside-look.not-valid');
    expect(code(await readOutside(nobody(), { secret }))).toBe('outside-look.not-valid');
    const detail = must(await itemDetail(writer(), item));
    expect(detail.outside).toMatchObject([{ answer: 'FOR', comment: 'Dễ hiểu.', number: 1, state: 'ANSWERED' }]);
    // One opinion from outside, and none of the two approvals.
    expect(detail.approvals).toEqual([]);
    expect(detail.stage).toBe('DRAFT');
  });

  test('says why where they would not publish it', async () => {
    const { item, hash, secret } = await asked();
    expect(code(await answerOutside(nobody(), { secret, hash, answer: 'AGAINST', comment: ' ' }))).toBe('text.empty');
    must(await answerOutside(nobody(), { secret, hash, answer: 'AGAINST', comment: 'Câu hai khó hiểu.' }));
    expect(must(await itemDetail(writer(), item)).outside[0]).toMatchObject({ answer: 'AGAINST' });
  });

  test('is not heard on a text that was changed meanwhile, nor after the last day, nor where the link was taken back', async () => {
    const changed = await asked();
    must(await saveVersion(writer(), { item: changed.item, body: aCard({ id: changed.slug, harms: [] }) }));
    expect(code(await readOutside(nobody(), changed))).toBe('outside-look.not-valid');
    expect(code(await answerOutside(nobody(), { ...changed, answer: 'FOR' }))).toBe('outside-look.not-valid');

    const late = await asked(1);
    const began = home.clock.now();
    home.clock.set(new Date('2026-12-02T16:59:59Z'));
    must(await readOutside(nobody(), late));
    home.clock.set(new Date('2026-12-02T17:00:01Z'));
    expect(code(await readOutside(nobody(), late))).toBe('outside-look.not-valid');
    home.clock.set(began);

    const back = await asked();
    const [look] = must(await itemDetail(writer(), back.item)).outside;
    must(await withdrawOutside(writer(), { item: back.item, look: look?.id ?? '' }));
    expect(code(await readOutside(nobody(), back))).toBe('outside-look.not-valid');
    expect(code(await withdrawOutside(writer(), { item: back.item, look: look?.id ?? '' }))).toBe(
      'outside-look.not-open',
    );
  });

  test('with a guessed secret, or another text, learns and does nothing', async () => {
    const { hash, secret } = await asked();
    for (const guess of ['', 'x', 'A'.repeat(43), `${secret} `])
      expect(code(await readOutside(nobody(), { secret: guess }))).toBe('outside-look.not-valid');
    expect(code(await answerOutside(nobody(), { secret, hash: 'a'.repeat(64), answer: 'FOR' }))).toBe(
      'outside-look.not-valid',
    );
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is asked by editors alone, of the text that they saw, for a month at most', async () => {
    const item = await home.start(aCard({ id: 'the-hoi-ngoai' }));
    const hash = await home.hash(item);
    const ask = (more: object, ctx = writer()) => askOutside(ctx, { item, hash, whom: 'Cô giáo', days: 7, ...more });
    expect(code(await ask({ days: 31 }))).toBe('outside-look.days-unusable');
    expect(code(await ask({ whom: ' ' }))).toBe('text.empty');
    expect(code(await ask({ hash: 'a'.repeat(64) }))).toBe('learning-item.other-text');
    expect(code(await ask({}, home.as(home.people.counsellor)))).toBe('learning-item.not-found');
    await expect(
      home.owner.query(
        "insert into learning.outside_look (id, item_id, version_id, hash, secret_hash, whom, asked_by, agency, asked_at, expires_at) select gen_random_uuid(), $1, id, $2, sha256('a'), 'x', gen_random_uuid(), 'MOH-MCD', now(), now() + interval '1 day' from learning.item_version where item_id = $1",
        [item, 'b'.repeat(64)],
      ),
    ).rejects.toThrow('the hash of one version');
  });
});
