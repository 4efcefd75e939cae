import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { outboundRows } from '../../channels/outbox/outbox.testing.ts';
import { anonymous, DAY, HOUR, MINUTE, newId } from '../../kernel/index.ts';
import { saveVersion } from '../editorial/save-version.ts';
import { withdrawItem } from '../editorial/withdraw-item.ts';
import { aCard } from '../learning.testing.ts';
import { announcementDetail } from './announcement-detail.ts';
import { approveAnnouncement } from './approve-announcement.ts';
import { dismissPostAlarm } from './dismiss-post-alarm.ts';
import { postDuties } from './fan-page-duties.ts';
import { openFanPagesHome } from './fan-pages.testing.ts';
import { postAnnouncement } from './post-announcement.ts';
import { readFeed, readPostPicture } from './read-feed.ts';
import { saveAnnouncement } from './save-announcement.ts';
import { sendAnnouncement } from './send-announcement.ts';
import { sendBackAnnouncement } from './send-back-announcement.ts';
import { sendPostAgain } from './send-post-again.ts';
import { startAnnouncement } from './start-announcement.ts';
import { withdrawAnnouncement } from './withdraw-announcement.ts';

const home = fileFixture(() => openFanPagesHome());
let told = 0;
const newTale = () => {
  told += 1;
  return home.tell(`the-ke-${told}`);
};
const writer = () => home.as(home.people.writer);
const second = () => home.as(home.people.second);
const third = () => home.as(home.people.third);
const anybody = () => home.context(anonymous);
const feed = async () => must(await readFeed(anybody()));
const postOf = async (announcement: string, network: string) => {
  const { posts } = await home.detail(announcement);
  const found = posts.find(({ place }) => place.startsWith(network));
  if (!found) throw new Error(`nothing at ${network}`);
  return found;
};
/** The same words with something put in the place of the main text of one network. */
const withText = async (announcement: string, network: string, text: string) => {
  const { words } = await home.detail(announcement);
  return { ...words, places: words.places.map((place) => (place.network === network ? { ...place, text } : place)) };
};
const duties = async () => must(await postDuties.list(second())).duties;
const standsAt = () => ({
  facebook: home.facebook.posts.length,
  zalo: home.zalo.articles.length,
  telegram: home.telegram.posts.length,
});
const clear = () => {
  (home.facebook.posts as unknown[]).length = 0;
  home.zalo.articles.length = 0;
  home.telegram.posts.length = 0;
};

describe('what is composed from a published item', () => {
  test('has words for every account and the feed, the exact request for each, and one picture', async () => {
    const { announcement } = await newTale();
    const detail = await home.detail(announcement);
    expect(detail).toMatchObject({ stage: 'DRAFT', number: 1, itemState: 'SAME', faults: [] });
    expect(detail.places.map(({ network, name }) => [network, name])).toEqual([
      ['TELEGRAM', 'Kênh mẫu'],
      ['ZALO', 'OA mẫu'],
      ['FACEBOOK', 'Trang mẫu'],
      ['FEED', ''],
    ]);
    const { link, pictureHash, pictureAlt } = detail;
    const short = 'Thẻ mẫu\n\nCâu dẫn ngắn.\n\nGọi 111.';
    const payload = (network: string) => detail.places.find((place) => place.network === network)?.payload;
    expect(payload('FACEBOOK')).toMatchObject({
      request: {
        path: '100200300/photos',
        body: { caption: `${short}\n\n${link}`, alt_text_custom: pictureAlt },
        file: { field: 'source', sha256: pictureHash },
      },
    });
    expect(payload('TELEGRAM')).toMatchObject({
      request: { path: 'sendPhoto', body: { chat_id: '@la_chan_test', caption: `${short}\n\n${link}` } },
    });
    expect(payload('ZALO')).toMatchObject({
      request: {
        path: 'v2.0/article/create',
        body: { title: 'Thẻ mẫu', description: 'Câu dẫn ngắn.', author: 'OA mẫu', comment: 'hide' },
      },
    });
    expect(payload('FEED')).toMatchObject({ entry: { title: 'Thẻ mẫu', text: 'Gọi 111.', link } });
    const { width, height } = await sharp(detail.picture).metadata();
    expect([width, height]).toEqual([1_080, 1_080]);
    expect(pictureAlt).toContain('Thẻ mẫu');
    expect(JSON.stringify(detail.places)).not.toContain('token');
  });

  test('is nothing of an item that nobody reads yet', async () => {
    const item = await home.start(aCard({ id: `the-chua-dang-${newId().slice(-6)}` }));
    expect(code(await startAnnouncement(writer(), { item }))).toBe('announcement.item-not-published');
    expect(code(await startAnnouncement(home.as(home.people.former), { item }))).toBe('access.not-permitted');
    expect(code(await startAnnouncement(home.as(home.people.counsellor), { item }))).toBe('access.not-permitted');
  });

  test('does not go to approval with a number, a word that is avoided, or more than a network takes', async () => {
    const { announcement } = await newTale();
    const faultsWith = async (network: string, text: string) => {
      must(await saveAnnouncement(writer(), { announcement, words: await withText(announcement, network, text) }));
      const { faults } = await home.detail(announcement);
      expect(code(await sendAnnouncement(writer(), { announcement }))).toBe('announcement.has-faults');
      return faults.map(({ code: fault }) => fault);
    };
    expect(await faultsWith('FACEBOOK', 'Gọi cô Mẫu 0912 345 678 nhé.')).toContain('holds-detail');
    expect(await faultsWith('FACEBOOK', 'Chào {em}.')).toContain('placeholder-unknown');
    expect(await faultsWith('FACEBOOK', 'Vui 😀')).toContain('emoji');
    expect(await faultsWith('TELEGRAM', 'a'.repeat(1_024))).toContain('text-too-long');
    // The detail itself stands in no fault.
    const { faults } = await home.detail(announcement);
    expect(JSON.stringify(faults)).not.toContain('0912');
  });
});

describe('two people approve exactly this', () => {
  test('and neither wrote it; one changed comma is another hash, and nobody has approved it', async () => {
    const { announcement } = await newTale();
    must(await sendAnnouncement(writer(), { announcement }));
    const { hash } = await home.detail(announcement);
    expect(code(await approveAnnouncement(writer(), { announcement, hash }))).toBe('announcement.own-words');
    expect(code(await approveAnnouncement(second(), { announcement, hash: 'f'.repeat(64) }))).toBe(
      'announcement.other-words',
    );
    expect(must(await approveAnnouncement(second(), { announcement, hash })).approvals).toBe(1);
    expect(code(await approveAnnouncement(second(), { announcement, hash }))).toBe('announcement.own-words');
    expect(code(await postAnnouncement(writer(), { announcement }))).toBe('announcement.wrong-stage');
    expect(must(await approveAnnouncement(third(), { announcement, hash })).approvals).toBe(2);
    const comma = await withText(announcement, 'TELEGRAM', 'Thẻ mẫu,\n\nCâu dẫn ngắn.\n\nGọi 111.');
    must(await saveAnnouncement(writer(), { announcement, words: comma }));
    const changed = await home.detail(announcement);
    expect(changed).toMatchObject({ stage: 'DRAFT', number: 2, approvals: [] });
    expect(changed.hash).not.toBe(hash);
    expect(code(await postAnnouncement(writer(), { announcement }))).toBe('announcement.wrong-stage');
    // The same again is no new version.
    expect(must(await saveAnnouncement(writer(), { announcement, words: comma })).number).toBe(2);
  });

  test('it is sent back with a reason, and an agency speaks by its own accounts alone', async () => {
    const { announcement } = await newTale();
    must(await sendAnnouncement(writer(), { announcement }));
    must(await sendBackAnnouncement(third(), { announcement, reason: 'Sửa câu đầu.' }));
    const back = await home.detail(announcement);
    expect(back.stage).toBe('SENT_BACK');
    expect(back.events.map(({ note }) => note)).toContain('Sửa câu đầu.');
    await home.approve(announcement);
    // An editor of another agency may approve, and not speak.
    expect(code(await postAnnouncement(third(), { announcement }))).toBe('access.not-permitted');
    const { words } = await home.detail(announcement);
    expect(code(await saveAnnouncement(third(), { announcement, words }))).toBe('access.not-permitted');
  });

  test('the database refuses a post that two people have not approved, and an approval of one’s own words', async () => {
    const { announcement } = await newTale();
    const { rows } = await home.owner.query<{ id: string; hash: string }>(
      'select id, hash from learning.announcement_version where announcement_id = $1',
      [announcement],
    );
    const [version] = rows;
    const insert = `insert into learning.post (id, announcement_id, version_id, hash, network, from_at, state, act, under_way, posted_by, posted_at)
      values ($1, $2, $3, $4, 'FEED', now(), 'OUT', 'publish', false, $5, now())`;
    await expect(
      home.owner.query(insert, [newId(), announcement, version?.id, version?.hash, home.people.writer.person]),
    ).rejects.toThrow('two people');
    const approve = `insert into learning.announcement_approval (id, announcement_id, version_id, hash, person, agency, at)
      values ($1, $2, $3, $4, $5, 'MOH-MCD', now())`;
    await expect(
      home.owner.query(approve, [newId(), announcement, version?.id, version?.hash, home.people.writer.person]),
    ).rejects.toThrow('nobody approves what they wrote');
  });
});

describe('what is posted', () => {
  test('leaves at each network exactly as it was approved, is read back by its identifier, and is counted', async () => {
    clear();
    const { announcement } = await newTale();
    const { hash, places, picture, pictureHash } = await home.detail(announcement);
    // Before two have approved it, nobody is given its picture.
    expect(code(await readPostPicture(anybody(), pictureHash))).toBe('announcement.not-found');
    await home.post(announcement);
    await home.serve();
    const [onFacebook] = home.facebook.posts;
    const facebook = places.find(({ network }) => network === 'FACEBOOK')?.payload;
    const telegram = places.find(({ network }) => network === 'TELEGRAM')?.payload;
    const zalo = places.find(({ network }) => network === 'ZALO')?.payload;
    if (facebook?.network !== 'FACEBOOK' || telegram?.network !== 'TELEGRAM' || zalo?.network !== 'ZALO')
      throw new Error('a payload is missing');
    expect(onFacebook?.message).toBe(facebook.request.body.caption);
    expect(onFacebook?.photo).toEqual({ alt: facebook.request.body.alt_text_custom, bytes: picture });
    expect(home.telegram.posts).toMatchObject([{ words: telegram.request.body.caption, photo: picture }]);
    expect(home.zalo.articles.map(({ body }) => body)).toEqual([zalo.request.body]);
    expect(must(await readPostPicture(anybody(), pictureHash))).toEqual(picture);
    expect(await feed()).toContain('Thẻ mẫu');
    home.facebook.count(onFacebook?.id ?? '', { reactions: 7, comments: 1, shares: 2 });
    await home.look();
    expect(await postOf(announcement, 'FACEBOOK')).toMatchObject({
      state: 'OUT',
      provider: onFacebook?.id,
      alarm: null,
      counts: { views: null, reactions: 7, comments: 1, shares: 2 },
    });
    expect((await postOf(announcement, 'FACEBOOK')).seenAt).not.toBeNull();
    expect(await postOf(announcement, 'ZALO')).toMatchObject({
      provider: 'article-1',
      counts: { views: 0, shares: 2 },
    });
    expect((await postOf(announcement, 'TELEGRAM')).seenAt).not.toBeNull();
    expect((await home.detail(announcement)).hash).toBe(hash);
  });

  test('waits for its hour, and does not leave where its item is gone or another one by then', async () => {
    clear();
    const { item, announcement } = await newTale();
    const from = new Date(home.clock.now().getTime() + 5 * HOUR);
    await home.post(announcement, from);
    await home.serve();
    expect(standsAt()).toEqual({ facebook: 0, zalo: 0, telegram: 0 });
    expect(await postOf(announcement, 'FACEBOOK')).toMatchObject({ state: 'PLANNED', underWay: true });
    const { link } = await home.detail(announcement);
    expect(await feed()).not.toContain(`<guid isPermaLink="false">${(await postOf(announcement, 'FEED')).id}`);
    must(await withdrawItem(second(), { item, reason: 'Sai một chỗ.' }));
    home.forward(6 * HOUR);
    await home.serve();
    expect(standsAt()).toEqual({ facebook: 0, zalo: 0, telegram: 0 });
    expect(await postOf(announcement, 'FACEBOOK')).toMatchObject({ state: 'GONE', alarm: 'TAKEN_BACK' });
    expect(await feed()).not.toContain(link);
    const { id } = await postOf(announcement, 'FACEBOOK');
    expect((await duties()).map(({ object }) => object.id)).toContain(id);
    must(await dismissPostAlarm(second(), { announcement, post: id }));
    expect((await duties()).map(({ object }) => object.id)).not.toContain(id);
  });

  test('is not scheduled by what no longer holds: another text of the item, an account with another page, a year away', async () => {
    const { item, announcement } = await newTale();
    await home.approve(announcement);
    const far = new Date(home.clock.now().getTime() + 400 * DAY);
    expect(code(await postAnnouncement(writer(), { announcement, from: far }))).toBe('announcement.hour-unusable');
    const settings = JSON.stringify({ ...(home.facebook.entered.settings as object), page: '999' });
    const was = JSON.stringify(home.facebook.entered.settings);
    const set = (value: string) =>
      home.owner.query('update channels.channel_account set settings = $1 where id = $2', [
        value,
        home.accounts.FACEBOOK,
      ]);
    await set(settings);
    home.forward(MINUTE);
    expect(code(await postAnnouncement(writer(), { announcement }))).toBe('announcement.payload-changed');
    await set(was);
    home.forward(MINUTE);
    const slug = (await home.item(item)).slug as string;
    must(
      await saveVersion(writer(), {
        item,
        body: aCard({ id: slug, lead: { vi: 'Câu dẫn khác.', en: 'Another lead.' } }),
      }),
    );
    await home.publish(item);
    expect(code(await postAnnouncement(writer(), { announcement }))).toBe('announcement.item-changed');
    expect(await home.detail(announcement)).toMatchObject({ itemState: 'CHANGED' });
  });

  test('is put right where it stands once two people have approved the new words', async () => {
    clear();
    const { announcement } = await newTale();
    await home.post(announcement);
    await home.serve();
    const before = await postOf(announcement, 'FACEBOOK');
    const words = await withText(announcement, 'FACEBOOK', 'Thẻ mẫu\n\nCâu đã sửa.\n\nGọi 111.');
    must(await saveAnnouncement(writer(), { announcement, words }));
    // What stands stays until the new words are approved and sent.
    expect(home.facebook.posts[0]?.message).toContain('Câu dẫn ngắn.');
    await home.post(announcement);
    await home.serve();
    expect(home.facebook.posts).toHaveLength(1);
    expect(home.facebook.posts[0]?.message).toContain('Câu đã sửa.');
    expect(standsAt()).toEqual({ facebook: 1, zalo: 1, telegram: 1 });
    await home.look();
    expect(await postOf(announcement, 'FACEBOOK')).toMatchObject({
      id: before.id,
      number: 2,
      state: 'OUT',
      alarm: null,
    });
  });

  test('with another picture is taken away and posted anew, and from a place that is no longer named it is taken away', async () => {
    clear();
    const { announcement } = await newTale();
    // A card of its own: another announcement of the same words has the same picture, and stands.
    const { words: drafted } = await home.detail(announcement);
    must(await saveAnnouncement(writer(), { announcement, words: { ...drafted, title: 'Thẻ mẫu riêng' } }));
    await home.post(announcement);
    await home.serve();
    const { words, pictureHash } = await home.detail(announcement);
    const next = {
      ...words,
      title: 'Thẻ mẫu mới',
      places: words.places.filter(({ network }) => network !== 'TELEGRAM'),
    };
    must(await saveAnnouncement(writer(), { announcement, words: next }));
    await home.post(announcement);
    await home.serve();
    expect(home.facebook.posts.map(({ photo }) => photo?.bytes)).toEqual([(await home.detail(announcement)).picture]);
    expect(home.telegram.posts).toEqual([]);
    expect(home.zalo.articles.map(({ body }) => body.title)).toEqual(['Thẻ mẫu mới']);
    // Nobody is given a picture that stands nowhere.
    expect(code(await readPostPicture(anybody(), pictureHash))).toBe('announcement.not-found');
  });

  test('is taken away everywhere by one person, at once and at night, and from the feed with the press', async () => {
    clear();
    const { announcement } = await newTale();
    await home.post(announcement);
    await home.serve();
    expect(standsAt()).toEqual({ facebook: 1, zalo: 1, telegram: 1 });
    home.clock.set(new Date('2026-12-20T16:30:00Z'));
    must(await withdrawAnnouncement(third(), { announcement, reason: 'Có chỗ sai.' }));
    const { link } = await home.detail(announcement);
    expect(await feed()).not.toContain(link);
    await home.serve();
    expect(standsAt()).toEqual({ facebook: 0, zalo: 0, telegram: 0 });
    expect((await home.detail(announcement)).posts.map(({ state }) => state)).toEqual(['GONE', 'GONE', 'GONE', 'GONE']);
    expect(code(await withdrawAnnouncement(third(), { announcement, reason: 'Lần nữa.' }))).toBe(
      'announcement.nothing-stands',
    );
    home.clock.set(new Date('2026-12-21T02:00:00Z'));
  });

  test('goes with its item, when that is withdrawn', async () => {
    clear();
    const { item, announcement } = await newTale();
    await home.post(announcement);
    await home.serve();
    must(await withdrawItem(second(), { item, reason: 'Sai.' }));
    const { link } = await home.detail(announcement);
    expect(await feed()).not.toContain(link);
    await home.look();
    await home.serve();
    expect(standsAt()).toEqual({ facebook: 0, zalo: 0, telegram: 0 });
    expect((await home.detail(announcement)).events.map(({ code: event }) => event)).toContain('withdrawn-with-item');
  });
});

describe('the alarm', () => {
  test('tells of what the network no longer has and of what stands there in other words, until it is put right', async () => {
    clear();
    const { announcement } = await newTale();
    await home.post(announcement);
    await home.serve();
    await home.look();
    const [post] = home.facebook.posts as { id: string; message: string }[];
    if (post) post.message = 'Chữ của người khác';
    home.forward(HOUR);
    await home.look();
    const { id } = await postOf(announcement, 'FACEBOOK');
    expect(await postOf(announcement, 'FACEBOOK')).toMatchObject({ state: 'OUT', alarm: 'CHANGED' });
    expect(await duties()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ object: { kind: 'announcement-post', id }, act: 'look-at-post' }),
      ]),
    );
    // Posting once more puts the approved words in their place.
    must(await postAnnouncement(writer(), { announcement }));
    await home.serve();
    await home.look();
    expect(post?.message).toContain('Câu dẫn ngắn.');
    expect(await postOf(announcement, 'FACEBOOK')).toMatchObject({ alarm: null });
    home.telegram.posts.length = 0;
    home.zalo.articles.length = 0;
    home.forward(HOUR);
    await home.look();
    expect([(await postOf(announcement, 'TELEGRAM')).alarm, (await postOf(announcement, 'ZALO')).alarm]).toEqual([
      'MISSING',
      'MISSING',
    ]);
  });

  test('tells of what a network refused, and of what could not be read for an hour; one press is one more try', async () => {
    clear();
    const { announcement } = await newTale();
    await home.facebook.behave('refuses');
    await home.post(announcement);
    await home.serve();
    expect(await postOf(announcement, 'FACEBOOK')).toMatchObject({ state: 'PLANNED', alarm: 'NOT_SENT' });
    await home.facebook.behave('takes');
    const { id } = await postOf(announcement, 'FACEBOOK');
    must(await sendPostAgain(writer(), { announcement, post: id }));
    await home.serve();
    expect(home.facebook.posts).toHaveLength(1);
    expect(await postOf(announcement, 'FACEBOOK')).toMatchObject({ state: 'OUT', alarm: null });
    await home.facebook.behave('token-over');
    await home.look();
    expect(await postOf(announcement, 'FACEBOOK')).toMatchObject({ seenAt: null, alarm: null });
    home.forward(HOUR);
    await home.look();
    expect(await postOf(announcement, 'FACEBOOK')).toMatchObject({ seenAt: null, alarm: 'NOT_READ' });
    await home.facebook.behave('takes');
    await home.look();
    expect(await postOf(announcement, 'FACEBOOK')).toMatchObject({ alarm: null });
  });
});

test('what a network lost the answer to and cannot be asked of is for a person to look at, and is not sent twice', async () => {
  clear();
  const { announcement } = await newTale();
  await home.telegram.behave('breaks-off');
  await home.post(announcement);
  await home.serve();
  await home.telegram.behave('takes');
  for (let round = 0; round < 20; round += 1) {
    home.forward(30 * MINUTE);
    await home.serve();
  }
  expect(home.telegram.posts).toHaveLength(1);
  expect(await postOf(announcement, 'TELEGRAM')).toMatchObject({ state: 'PLANNED', alarm: 'UNSURE' });
});

describe('what the rest of the house sees', () => {
  test('no word of a post lies open in the outbox, and nobody but editors sees an announcement', async () => {
    clear();
    const { announcement } = await newTale();
    const words = await withText(announcement, 'FACEBOOK', 'Thẻ mẫu\n\nBí-mật-kiểm-thử.\n\nGọi 111.');
    must(await saveAnnouncement(writer(), { announcement, words }));
    await home.post(announcement, new Date(home.clock.now().getTime() + HOUR));
    expect(JSON.stringify(await outboundRows(home))).not.toContain('kiểm-thử');
    expect(home.log.join('\n')).not.toContain('kiểm-thử');
    for (const other of [home.people.former, home.people.counsellor])
      expect(code(await announcementDetail(home.as(other), announcement))).toBe('announcement.not-found');
    must(await withdrawAnnouncement(writer(), { announcement, reason: 'Xong kiểm thử.' }));
    await home.serve();
    expect(standsAt()).toEqual({ facebook: 0, zalo: 0, telegram: 0 });
  });

  test('the feed is well-formed, and words are never markup', async () => {
    const { announcement } = await newTale();
    const words = await withText(announcement, 'FEED', 'Nhỏ < lớn & <script>alert(1)</script>\nDòng hai.');
    must(await saveAnnouncement(writer(), { announcement, words }));
    await home.post(announcement);
    const { parseRssFeed } = await import('feedsmith');
    const { items = [] } = parseRssFeed(await feed());
    const entry = items.find(({ description }) => description?.includes('Nhỏ'));
    expect(entry?.enclosures?.[0]?.type).toBe('image/png');
    const shown = entry?.description;
    expect(shown).toContain('&lt;script&gt;');
    expect(shown).not.toContain('<script>');
  });
});
