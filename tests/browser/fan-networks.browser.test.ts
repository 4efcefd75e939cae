import { describe, expect, test } from 'vitest';
import { newId } from '../../src/kernel/index.ts';
import { approveItem } from '../../src/learning/editorial/approve-item.ts';
import { publishItem } from '../../src/learning/editorial/publish-item.ts';
import { sendForReview } from '../../src/learning/editorial/send-for-review.ts';
import { startItem } from '../../src/learning/editorial/start-item.ts';
import { type PlayedNetworks, playNetworks } from '../../src/learning/fan-pages/fan-pages.testing.ts';
import { aCard } from '../../src/learning/learning.testing.ts';
import type { TestPerson } from '../../src/members/members.testing.ts';
import { must } from '../../tools/test/test-result.ts';
import { deskOf, startDesk } from './desk-server.ts';
import { type Desk, ready } from './desk-visit.ts';
import { noViolations } from './no-violations.ts';
import { PHONE, useServer } from './use-server.ts';

const house = useServer(startDesk);
const { missing } = house;

interface Editors {
  readonly writer: TestPerson;
  /** Who approve: one of the same agency, one of another. */
  readonly others: readonly [TestPerson, TestPerson];
}

async function hireEditors(): Promise<Editors> {
  const { server } = house;
  const writer = await server.person('MOH-MCD', ['editor']);
  return { writer, others: [await server.person('MOH-MCD', ['editor']), await server.person('C111', ['editor'])] };
}

/** A card is written, approved by two and published. @returns its item */
async function publishCard({ writer, others }: Editors): Promise<string> {
  const { server } = house;
  const body = aCard({
    id: `the-mau-${newId().slice(-8)}`,
    title: { vi: 'Khi có người lạ nhắn tin', en: 'When a stranger writes' },
    lead: { vi: 'Ba việc em làm được ngay.', en: 'Three things to do at once.' },
    blocks: [
      { kind: 'text', vi: 'Em dừng lại một chút.', en: 'Stop for a moment.' },
      { kind: 'picture', picture: 'stop-hand-chat' },
      { kind: 'helpBox', vi: 'Gọi 111.', en: 'Call 111.', acts: ['CALL_111'] },
    ],
  });
  const item = must(await startItem(await server.as(writer), { kind: 'TEXT', body })).id;
  must(await sendForReview(await server.as(writer), { item }));
  const { rows } = await server.owner.query<{ hash: string }>(
    'select hash from learning.item_version where item_id = $1',
    [item],
  );
  for (const who of others) must(await approveItem(await server.as(who), { item, hash: rows[0]?.hash ?? '' }));
  must(await publishItem(await server.as(writer), { item }));
  return item;
}

async function opened({ page }: Desk, path: string): Promise<void> {
  await page.goto(path);
  await ready(page);
}

/** Two people look at what leaves and approve it. @returns the requests that they were shown, by network */
async function approveBoth({ others }: Editors, path: string): Promise<Readonly<Record<string, string>>> {
  const shown: Record<string, string> = {};
  for (const [at, who] of others.entries()) {
    const desk = await deskOf(house, who);
    const { page } = desk;
    await opened(desk, path);
    for (const preview of await page.locator('#xem-truoc article').all()) {
      await preview.getByText('Đúng những gì gửi đi').click();
      shown[(await preview.getByRole('heading').textContent()) ?? ''] =
        (await preview.locator('pre').textContent()) ?? '';
    }
    if (at === 0) await noViolations(desk, 'an announcement that waits');
    await page.getByRole('button', { name: 'Tôi đã xem hết và duyệt' }).click();
    await page.getByText(`${at + 1} trên 2 người đã duyệt`).waitFor();
    expect(desk.complaints).toEqual([]);
    await desk.context.close();
  }
  return shown;
}

const stands = ({ facebook, zalo, telegram }: PlayedNetworks) => [
  facebook.posts.length,
  zalo.articles.length,
  telegram.posts.length,
];

if (missing !== null) console.warn(`SKIPPED: announcements at networks (${missing})`);
describe.skipIf(missing !== null)('what an editor tells at three networks', { timeout: 240_000 }, () => {
  test('leaves as two others approved it, is read back, put right, taken away, and what children comment is led into private', async () => {
    const { server } = house;
    const networks = await playNetworks(server);
    const { facebook, zalo, telegram } = networks;
    try {
      const editors = await hireEditors();
      const item = await publishCard(editors);
      const writer = await deskOf(house, editors.writer);
      const { page } = writer;
      await opened(writer, `/bai/${item}/dang`);
      await page.getByRole('button', { name: 'Soạn bản đăng mới' }).click();
      await page.waitForURL(/\?ban=/);
      await ready(page);
      const { pathname, search } = new URL(page.url());
      const path = pathname + search;
      expect(await page.locator('#xem-truoc article').count()).toBe(4);
      await noViolations(writer, 'an announcement at four places');
      const places = page.locator('#noi-dang');
      const save = async (network: string, words: string) => {
        const compose = page.locator('#soan');
        if (!(await compose.evaluate((one) => (one as HTMLDetailsElement).open)))
          await compose.locator('summary').click();
        const place = page.getByRole('group', { name: new RegExp(`^${network}`) });
        await place.getByLabel('Lời ở nơi này').fill(words);
        await page.getByRole('button', { name: 'Lưu bản mới' }).click();
        await page.locator('#xem-truoc').getByText(words).first().waitFor();
      };
      const post = async () => {
        await page.getByRole('button', { name: 'Gửi duyệt' }).click();
        await page.getByText('Chờ duyệt').first().waitFor();
        const shown = await approveBoth(editors, path);
        await opened(writer, path);
        await page.getByRole('button', { name: 'Đăng', exact: true }).click();
        await places
          .getByText(/Đang (gửi|sửa)/)
          .first()
          .waitFor();
        await networks.serve();
        return shown;
      };

      await save('Telegram', 'Có người lạ nhắn tin?\nDừng lại một chút.');
      const shown = await post();
      expect(stands(networks)).toEqual([1, 1, 1]);
      const exactly = (network: string) =>
        JSON.parse(shown[Object.keys(shown).find((key) => key.startsWith(network)) ?? ''] ?? '{}');
      expect(facebook.posts[0]?.message).toBe(exactly('Facebook').body.caption);
      expect(zalo.articles[0]?.body).toEqual(exactly('Zalo').body);
      expect(telegram.posts[0]?.words).toBe(exactly('Telegram').body.caption);
      expect(telegram.posts[0]?.photo).toEqual(facebook.posts[0]?.photo?.bytes);
      facebook.count(facebook.posts[0]?.id ?? '', { reactions: 7, comments: 1, shares: 2 });
      expect(await networks.look()).toBe(3);
      await opened(writer, path);
      expect(await places.getByText('Đã đọc lại được').count()).toBe(3);
      await places.getByText('Cảm xúc: 7').waitFor();
      await noViolations(writer, 'an announcement that stands');

      await save('Facebook', 'Có người lạ nhắn tin? Em kể với người lớn em tin.');
      expect(facebook.posts[0]?.message).not.toContain('kể với người lớn');
      await post();
      expect(stands(networks)).toEqual([1, 1, 1]);
      expect(facebook.posts[0]?.message).toContain('Em kể với người lớn em tin.');

      // What somebody else put in its place is told to the editors.
      const [onPage] = facebook.posts as { id: string; message: string }[];
      if (onPage) onPage.message = 'Chữ của người khác';
      await networks.look();
      await opened(writer, path);
      await places.getByText('Ở đó đang hiện lời khác').waitFor();
      await opened(writer, '/');
      await page.getByRole('link', { name: /^Facebook: Ở đó đang hiện lời khác/ }).waitFor();

      await opened(writer, path);
      await page.locator('#withdraw-reason').fill('Thử gỡ (mẫu).');
      await page.getByRole('button', { name: 'Gỡ ngay' }).click();
      await places.getByText('Đang gỡ').first().waitFor();
      await networks.serve();
      expect(stands(networks)).toEqual([0, 0, 0]);
      await opened(writer, path);
      expect(await places.getByText('Đã gỡ').count()).toBe(4);

      await networks.comment({ subject: '1_10', text: 'Có người đòi em gửi ảnh, em sợ lắm không dám kể ai' });
      await networks.comment({ subject: '1_11', text: 'Bài hay quá, liên hệ 0912 345 678 nha' });
      await networks.comment({ subject: '1_12', text: 'Hôm qua buồn ghê, trang ơi', attached: true });
      await networks.serve();
      expect(facebook.hidden.toSorted()).toEqual(['1_10 true', '1_11 true']);
      expect(facebook.sent).toMatchObject([{ recipient: { comment_id: '1_10' } }]);
      await opened(writer, '/bai/binh-luan');
      const comments = page.locator('main li.panel');
      expect(await comments.count()).toBe(2);
      expect(await page.locator('main').textContent()).not.toMatch(/đòi em gửi|0912/);
      await noViolations(writer, 'comments that wait');
      await comments
        .filter({ hasText: 'buồn ghê' })
        .getByRole('button', { name: /^Chuyển tới 111/ })
        .click();
      await expect.poll(() => comments.count()).toBe(1);
      await comments.getByRole('button', { name: /^Giữ ẩn/ }).click();
      await page.getByText('Không có bình luận nào chờ xem.').waitFor();
      await networks.serve();
      const { rows } = await server.owner.query('select channel from intake.report');
      expect(rows).toEqual([{ channel: 'FANPAGE_COMMENT' }, { channel: 'FANPAGE_COMMENT' }]);
      expect(facebook.sent.map(({ recipient }) => recipient)).toEqual([{ comment_id: '1_10' }, { comment_id: '1_12' }]);
      expect(facebook.posts).toEqual([]);

      await page.setViewportSize(PHONE);
      for (const at of [path, '/bai/binh-luan']) {
        await opened(writer, at);
        expect(await page.evaluate(() => document.documentElement.scrollWidth), at).toBeLessThanOrEqual(PHONE.width);
      }
      expect(writer.complaints).toEqual([]);
      await writer.context.close();
    } finally {
      await networks.end();
    }
  });
});
