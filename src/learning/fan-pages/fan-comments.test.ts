import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { decideFanComment } from './decide-fan-comment.ts';
import { openFanPagesHome } from './fan-pages.testing.ts';
import { listFanComments } from './list-fan-comments.ts';

const home = fileFixture(() => openFanPagesHome());
const writer = () => home.as(home.people.writer);
const waiting = async () => must(await listFanComments(writer()));
/** The one that waits with these words in it. */
const waitingWith = async (words: string) => {
  const found = (await waiting()).find(({ text }) => text.includes(words));
  if (!found) throw new Error(`nothing waits with ${words}`);
  return found;
};
const rows = async () => (await home.owner.query('select * from learning.fan_comment order by made_at, id')).rows;
const reports = async () =>
  (await home.owner.query<{ channel: string }>('select channel from intake.report')).rows.map(({ channel }) => channel);
/** What was written on the page by us: nothing may be. */
const inPublic = () => home.facebook.posts.length;

describe('a comment on a page of ours', () => {
  test('that tells of something that happened is a report of 111, hidden, and answered in private alone', async () => {
    await home.comment({ subject: '1_10', text: 'Có người đòi em gửi ảnh, em sợ lắm không dám kể ai' });
    await home.serve();
    expect(await reports()).toEqual(['FANPAGE_COMMENT']);
    expect(home.facebook.hidden).toEqual(['1_10 true']);
    expect(home.facebook.sent).toMatchObject([
      { recipient: { comment_id: '1_10' }, message: { text: expect.stringContaining('gọi 111') } },
    ]);
    expect(inPublic()).toBe(0);
    expect(await rows()).toMatchObject([{ state: 'TOLD', sealed: null, hidden_at_once: true }]);
    expect(await waiting()).toEqual([]);
    // Told once more, or changed by its writer, it is the same report, and nobody is written to again.
    await home.comment({ subject: '1_10', text: 'Có người đòi em gửi ảnh nữa', change: 'edited' });
    await home.serve();
    expect(await reports()).toHaveLength(1);
    expect(home.facebook.sent).toHaveLength(1);
    expect(home.log.join('\n')).not.toContain('đòi em gửi');
  });

  test('that holds a telephone number is hidden until somebody has looked, who does not see the number', async () => {
    await home.comment({ subject: '1_11', text: 'Bài hay quá, liên hệ 0912 345 678 nha' });
    await home.serve();
    expect(home.facebook.hidden).toContain('1_11 true');
    const [comment] = await waiting();
    expect(comment).toMatchObject({ hidden: true, attached: false, network: 'FACEBOOK' });
    expect(comment?.text).toContain('Bài hay quá');
    expect(comment?.text).not.toContain('0912');
    must(await decideFanComment(writer(), { comment: comment?.id ?? '', decision: 'HIDE' }));
    // It was hidden already: once is enough.
    await home.serve();
    expect(home.facebook.hidden.filter((one) => one.startsWith('1_11'))).toHaveLength(1);
  });

  test('waits to be read, is kept or hidden by one who may, and its words are gone then', async () => {
    await home.comment({ subject: '1_12', text: 'Cảm ơn trang nhé' });
    await home.comment({ subject: '1_13', text: 'Nội dung vớ vẩn', attached: true });
    const first = await waitingWith('Cảm ơn');
    const next = await waitingWith('vớ vẩn');
    expect([first.attached, next.attached]).toEqual([false, true]);
    expect(code(await listFanComments(home.as(home.people.counsellor)))).toBe('access.not-permitted');
    expect(must(await listFanComments(home.as(home.people.third)))).toEqual([]);
    expect(code(await decideFanComment(home.as(home.people.third), { comment: first.id, decision: 'KEEP' }))).toBe(
      'fan-comment.not-found',
    );
    expect(code(await decideFanComment(writer(), { comment: first.id, decision: 'X' }))).toBe('fan-comment.unusable');
    must(await decideFanComment(writer(), { comment: first.id, decision: 'KEEP' }));
    must(await decideFanComment(writer(), { comment: next.id, decision: 'HIDE' }));
    expect(code(await decideFanComment(writer(), { comment: next.id, decision: 'KEEP' }))).toBe('fan-comment.decided');
    await home.serve();
    expect(home.facebook.hidden).toContain('1_13 true');
    expect(home.facebook.hidden.join()).not.toContain('1_12');
    expect((await rows()).filter(({ sealed }) => sealed !== null)).toEqual([]);
  });

  test('that only a person recognises goes to 111 in private', async () => {
    await home.comment({ subject: '1_14', text: 'Hôm qua buồn ghê, trang ơi' });
    const comment = await waitingWith('buồn ghê');
    const before = (await reports()).length;
    must(await decideFanComment(writer(), { comment: comment.id, decision: 'TELL' }));
    await home.serve();
    expect(await reports()).toHaveLength(before + 1);
    expect(home.facebook.hidden).toContain('1_14 true');
    expect(home.facebook.sent.at(-1)).toMatchObject({ recipient: { comment_id: '1_14' } });
    expect(inPublic()).toBe(0);
  });

  test('that its writer takes away leaves no word here', async () => {
    await home.comment({ subject: '1_15', text: 'Viết rồi xóa' });
    await home.comment({ subject: '1_15', text: '', change: 'removed' });
    expect(await waiting()).toEqual([]);
    expect((await rows()).at(-1)).toMatchObject({ state: 'REMOVED', sealed: null });
  });
});
