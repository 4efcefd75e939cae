import { afterEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import type { TestKernel } from '../../../tools/test/test-kernel.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import {
  BOT,
  called,
  calledBot,
  plantAccount,
  plantAdapter,
  receiveCall,
  storeEvents,
  update,
  useAccount,
  workAllLanes,
} from '../../channels/testing.ts';
import { anonymous, newId, type PersonActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { endContact } from '../contacts/end-contact.ts';
import { ownContacts } from '../contacts/list-contacts.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { beginShift } from '../helpers/begin-shift.ts';
import { readAsHelper } from '../lines/read-thread.ts';
import { writeAsChild } from '../lines/write-as-child.ts';
import { writeAsHelper } from '../lines/write-as-helper.ts';
import type { ContactRow } from '../tables.ts';
import { openCounsellingHome } from '../testing.ts';
import { readWishes, setWishes } from './contact-wishes.ts';
import { readDeliveries, resendLine } from './line-deliveries.ts';
import { SAID_NO_FILES } from './say-no-files.ts';

const home = fileFixture(() => openCounsellingHome());
fileFixture(async () => plantAdapter(calledBot));
fileFixture(async () => plantAdapter({ ...calledBot, code: 'email' }));
afterEach(() => home.clear());

const kernelOf = () => home as unknown as TestKernel;
const now = () => Math.floor(home.clock.now().getTime() / 1_000);
const bot = () => plantAccount(kernelOf(), { adapter: 'telegram', secrets: BOT });
let updates = 0;
const told = (from: number, text: string, second = now()) => {
  updates += 1;
  return update(updates, from, text, second);
};
const hear = async (account: string, body: string) =>
  must(await receiveCall(home.context(anonymous), { account, request: called(body) }));
const work = (workers = 1) => workAllLanes(kernelOf(), workers);

const contactsOf = async (...accounts: string[]): Promise<ContactRow[]> =>
  (
    await home.owner.query(
      `select distinct contact.* from counselling.contact as contact
       join counselling.contact_conversation as joined on joined.contact_id = contact.id
       where joined.account_id = any ($1) order by contact.began_at, contact.id`,
      [accounts],
    )
  ).rows;
const only = async (...accounts: string[]): Promise<ContactRow> => {
  const found = await contactsOf(...accounts);
  expect(found).toHaveLength(1);
  return found[0] as ContactRow;
};
async function onShift(): Promise<PersonActor> {
  const helper = home.helper();
  const shift = { tier: 'front', channels: ['MESSAGE'], heardRing: true, notifies: true } as const;
  must(await beginShift(home.at(helper), shift));
  await offerContacts(home.platform());
  return helper;
}
async function taken(contact: string): Promise<PersonActor> {
  const helper = await onShift();
  must(await acceptContact(home.at(helper), { contact }));
  return helper;
}
const read = async (helper: PersonActor, contact: string) =>
  must(await readAsHelper(home.at(helper), { contact, after: 0 })).lines.map(({ text }) => text);
async function written(contact: string): Promise<number> {
  const { rows } = await home.owner.query(
    'select count(*)::integer as n from counselling.contact_line where contact_id = $1',
    [contact],
  );
  return rows[0].n;
}

describe('a message of a network', () => {
  test('is a contact that waits as a message, says its network on the card, and is read by whoever takes it', async () => {
    const account = await bot();
    await hear(account, told(7, 'MẪU: em cần hỏi một việc'));
    await work();
    const contact = await only(account);
    expect(contact).toMatchObject({ channel: 'MESSAGE', state: 'waiting', network: 'telegram', last_seq: 1 });
    const helper = await taken(contact.id);
    const thread = must(await readAsHelper(home.at(helper), { contact: contact.id, after: 0 }));
    expect(thread.contact.network).toBe('telegram');
    expect(thread.lines.map(({ from, text }) => [from, text])).toEqual([['child', 'MẪU: em cần hỏi một việc']]);
    await hear(account, told(7, 'MẪU: còn một câu nữa', now() + 1));
    await work();
    expect(await read(helper, contact.id)).toEqual(['MẪU: em cần hỏi một việc', 'MẪU: còn một câu nữa']);
    await hear(account, told(8, 'MẪU: người khác'));
    await work();
    expect(await contactsOf(account)).toHaveLength(2);
  });

  test('twenty in a second, each three times to four workers, are one contact and twenty lines', async () => {
    const account = await bot();
    const bodies = Array.from({ length: 20 }, (_, at) => told(7, `dòng ${at + 1}`));
    const thrice = [...bodies, ...bodies, ...bodies].map((body, at) => [(at * 37) % 60, body] as const);
    await Promise.all(thrice.sort(([a], [b]) => a - b).map(([, body]) => hear(account, body)));
    await work(4);
    const contact = await only(account);
    expect([contact.last_seq, await written(contact.id)]).toEqual([20, 20]);
  });

  test('begins in the band that its first line asks for', async () => {
    const account = await bot();
    await hear(account, told(7, 'Bố đang cầm dao đuổi em.'));
    await work();
    expect(await only(account)).toMatchObject({ band: 3 });
  });

  test('with a picture, a control character or more than fits keeps words alone', async () => {
    const account = await bot();
    const picture = JSON.parse(told(7, 'nhìn này\u0000'));
    await hear(account, JSON.stringify({ ...picture, message: { ...picture.message, photo: [{}, {}] } }));
    await hear(account, told(7, 'a'.repeat(30_000), now() + 1));
    await work();
    const contact = await only(account);
    const lines = await read(await taken(contact.id), contact.id);
    expect(lines.slice(0, 3)).toEqual(['nhìn này', '[Gửi kèm 1 ảnh. Không lưu lại.]', SAID_NO_FILES]);
    expect(lines.slice(3).map(({ length }) => length)).toEqual([2_000, 2_000, 2_000, 2_000, 2_000]);
  });

  test('with a picture is told once that nothing but words is kept, by the outbox, in words that name nobody', async () => {
    const account = await bot();
    const picture = () => {
      const sent = JSON.parse(told(7, ''));
      return JSON.stringify({ ...sent, message: { ...sent.message, photo: [{}] } });
    };
    const said = async (contact: string) =>
      (
        await home.owner.query('select purpose, conversation_id from channels.outbound_message where object_id = $1', [
          contact,
        ])
      ).rows;
    await hear(account, told(7, 'MẪU: em hỏi'));
    await work();
    const contact = await only(account);
    expect(await said(contact.id)).toEqual([]);
    // Words that tell who writes would be held back here.
    await home.owner.query(
      `insert into channels.contact_wish (conversation_id, wishes, set_at) values ($1, '{SAY_OTHER}', now())`,
      [contact.answers_by],
    );
    await hear(account, picture());
    await hear(account, picture());
    await work();
    expect(await said(contact.id)).toEqual([{ purpose: 'automatic', conversation_id: contact.answers_by }]);
    const lines = await read(await taken(contact.id), contact.id);
    expect(lines.filter((line) => line === SAID_NO_FILES)).toHaveLength(1);
  });

  test('of a machine that answers whatever it is told, and does not say that it is one, ends after one answer', async () => {
    const account = await bot();
    const answers = async () =>
      (
        await home.owner.query(
          `select 1 from channels.outbound_message as message
             join counselling.contact_conversation as joined on joined.contact_id = message.object_id
           where joined.account_id = $1`,
          [account],
        )
      ).rows.length;
    for (let heard = 0; heard === 0 || (heard <= 5 && (await answers()) >= heard); heard += 1) {
      const sent = JSON.parse(told(7, 'Tôi đang vắng mặt.', now() + heard));
      await hear(account, JSON.stringify({ ...sent, message: { ...sent.message, photo: [{}] } }));
      await work();
    }
    expect(await answers()).toBe(1);
  });

  test('with a picture of somebody who wished for no answer is answered by nothing', async () => {
    const account = await bot();
    await hear(account, told(7, 'MẪU: em hỏi'));
    await work();
    const contact = await only(account);
    await home.owner.query(
      `insert into channels.contact_wish (conversation_id, wishes, set_at) values ($1, '{NO_CONTACT}', now())`,
      [contact.answers_by],
    );
    const sent = JSON.parse(told(7, ''));
    await hear(account, JSON.stringify({ ...sent, message: { ...sent.message, photo: [{}] } }));
    await work();
    const { rows } = await home.owner.query('select 1 from channels.outbound_message where object_id = $1', [
      contact.id,
    ]);
    expect(rows).toEqual([]);
    expect(await read(await taken(contact.id), contact.id)).toEqual(['MẪU: em hỏi', '[Gửi kèm 1 ảnh. Không lưu lại.]']);
  });

  test('while it is written down goes on with the same helper, who can answer (trap 14)', async () => {
    const account = await bot();
    await hear(account, told(7, 'MẪU: em hỏi'));
    await work();
    const { id } = await only(account);
    const helper = await taken(id);
    must(await endContact(home.at(helper), { contact: id, reason: 'helped' }));
    await hear(account, told(7, 'MẪU: em còn một chuyện', now() + 1));
    await work();
    expect(await only(account)).toMatchObject({ id, state: 'live', helper: helper.person, wrap_until: null });
    expect(await read(helper, id)).toEqual(['MẪU: em hỏi', 'MẪU: em còn một chuyện']);
    const line = { contact: id, text: 'MẪU: cô nghe đây', lineKey: newId<'line'>(), afterSeq: 2 };
    expect(must(await writeAsHelper(home.at(helper), line))).toMatchObject({ outcome: 'sent' });
  });

  test('after the end begins a new contact, which says nothing of the one before', async () => {
    const account = await bot();
    await hear(account, told(7, 'lần một'));
    await work();
    await home.clear();
    await hear(account, told(7, 'lần hai', now() + 1));
    await work();
    const found = await contactsOf(account);
    expect(found.map(({ state }) => state)).toEqual(['waiting']);
    expect(await read(await taken(found[0]?.id ?? ''), found[0]?.id ?? '')).toEqual(['lần hai']);
  });
});

describe('an answer', () => {
  const lineKey = () => newId<'line'>();
  const queued = async (contact: string) =>
    (
      await home.owner.query(
        'select state, purpose, conversation_id, part from channels.outbound_message where object_id = $1 order by position',
        [contact],
      )
    ).rows;

  test('goes out by the outbox where the child wrote, once however often it is sent, and says how far it has come', async () => {
    const account = await bot();
    await hear(account, told(7, 'MẪU: em hỏi'));
    await work();
    const contact = await only(account);
    const helper = await taken(contact.id);
    const line = { contact: contact.id, text: 'MẪU: em kể thêm nhé', lineKey: lineKey(), afterSeq: 1 };
    for (let again = 0; again < 2; again += 1)
      expect(must(await writeAsHelper(home.at(helper), line))).toMatchObject({ outcome: 'sent' });
    expect(await queued(contact.id)).toMatchObject([
      { state: 'waiting', purpose: 'answer', conversation_id: contact.answers_by },
    ]);
    const thread = must(await readAsHelper(home.at(helper), { contact: contact.id, after: 0 }));
    expect(thread.deliveries).toEqual([{ seq: 2, state: 'waiting', reason: null, retries: false }]);
    await home.owner.query(
      "update channels.outbound_message set state = 'dead', reason = 'not-delivered', ended_at = now() where object_id = $1",
      [contact.id],
    );
    const later = must(await readAsHelper(home.at(helper), { contact: contact.id, after: 0 }));
    expect(later.deliveries).toEqual([{ seq: 2, state: 'dead', reason: 'not-delivered', retries: true }]);
  });

  test('that its network did not take is sent once more by its helper alone, once for two presses, and the audit says so', async () => {
    const account = await bot();
    await hear(account, told(7, 'MẪU: em hỏi'));
    await work();
    const contact = await only(account);
    const helper = await taken(contact.id);
    const on = { contact: contact.id, seq: 2 };
    must(
      await writeAsHelper(home.at(helper), {
        contact: contact.id,
        text: 'MẪU: chị đây',
        lineKey: lineKey(),
        afterSeq: 1,
      }),
    );
    expect(code(await resendLine(home.at(helper), on))).toBe('outbox.not-retried');
    await home.owner.query(
      "update channels.outbound_message set state = 'dead', reason = 'blocked', ended_at = now() where object_id = $1",
      [contact.id],
    );
    expect(must(await ownContacts(home.at(helper))).undelivered).toEqual([{ contact: contact.id, count: 1 }]);
    expect(code(await resendLine(home.at(home.helper()), on))).toBe('access.not-permitted');
    expect(code(await readDeliveries(home.at(home.helper()), { contact: contact.id }))).toBe('access.not-permitted');
    // A line of the child's, and one that there is not, are none of the outbox.
    expect(code(await resendLine(home.at(helper), { ...on, seq: 1 }))).toBe('outbox.not-retried');
    expect(code(await resendLine(home.at(helper), { ...on, seq: 9 }))).toBe('record.not-found');
    const presses = await Promise.all([resendLine(home.at(helper), on), resendLine(home.at(helper), on)]);
    expect(presses.map(code).sort()).toEqual(['accepted', 'outbox.not-retried']);
    expect(must(await readDeliveries(home.at(helper), { contact: contact.id }))).toEqual([
      { seq: 2, state: 'waiting', reason: null, retries: false },
    ]);
    expect(must(await ownContacts(home.at(helper))).undelivered).toEqual([]);
    const { rows } = await home.owner.query(
      "select body::jsonb -> 'codes' as codes from kernel.audit_entry where object_id = $1 and action = 'contact.resend-line'",
      [contact.id],
    );
    expect(rows).toEqual([{ codes: { network: 'telegram' } }]);
  });

  test('that the guard holds back leaves nothing in the outbox, and none goes out where the child is on our page', async () => {
    const account = await bot();
    await hear(account, told(7, 'MẪU: em hỏi'));
    await work();
    const contact = await only(account);
    const helper = await taken(contact.id);
    const asks = { contact: contact.id, text: 'Nhắn Zalo cho chị: 0912345678', lineKey: lineKey(), afterSeq: 1 };
    expect(must(await writeAsHelper(home.at(helper), asks))).toMatchObject({ outcome: 'held-back' });
    await home.owner.query('update counselling.contact set answers_by = null where id = $1', [contact.id]);
    const line = { contact: contact.id, text: 'MẪU: trên trang', lineKey: lineKey(), afterSeq: 1 };
    expect(must(await writeAsHelper(home.at(helper), line))).toMatchObject({ outcome: 'sent' });
    expect(await queued(contact.id)).toEqual([]);
  });
});

describe('what the child asked for', () => {
  const begun = async () => {
    const account = await bot();
    await hear(account, told(7, 'MẪU: em hỏi'));
    await work();
    const contact = await only(account);
    return { contact: contact.id, helper: await taken(contact.id) };
  };
  const line = (contact: string, text: string, afterSeq: number) => ({
    contact,
    text,
    afterSeq,
    lineKey: newId<'line'>(),
  });

  test('is written down by its helper alone, read again, and rules every line from then on', async () => {
    const { contact, helper } = await begun();
    const nothing = { wishes: [], hours: null };
    expect(must(await readWishes(home.at(helper), { contact }))).toEqual(nothing);
    const asked = { wishes: ['SAY_OTHER'] as const, hours: { from: 1_080, to: 1_200 } };
    expect(code(await setWishes(home.at(home.helper()), { contact, ...asked }))).toBe('access.not-permitted');
    expect(code(await readWishes(home.at(home.helper()), { contact }))).toBe('access.not-permitted');
    must(await setWishes(home.at(helper), { contact, ...asked }));
    expect(must(await readWishes(home.at(helper), { contact }))).toEqual(asked);
    expect(code(await writeAsHelper(home.at(helper), line(contact, 'MẪU: tổng đài 111 đây', 1)))).toBe(
      'outbox.words-tell',
    );
    must(await writeAsHelper(home.at(helper), line(contact, 'MẪU: chiều nay nhé', 1)));
    // Nothing leaves outside the hours; what may not leave at all is cancelled, and the thread says so.
    expect(must(await setWishes(home.at(helper), { contact, wishes: ['REPLY_HERE'], hours: null }))).toEqual({
      cancelled: 1,
    });
    expect(must(await readDeliveries(home.at(helper), { contact }))).toMatchObject([
      { seq: 2, state: 'cancelled', reason: 'wished', retries: false },
    ]);
    expect(code(await writeAsHelper(home.at(helper), line(contact, 'MẪU: chiều nay nhé', 2)))).toBe(
      'outbox.not-here-wished',
    );
    must(await setWishes(home.at(helper), { contact, ...nothing }));
    must(await writeAsHelper(home.at(helper), line(contact, 'MẪU: chiều nay nhé', 2)));
    const { rows } = await home.owner.query(
      "select body::jsonb -> 'codes' as codes from kernel.audit_entry where object_id = $1 and action = 'contact.set-wishes' order by sequence",
      [contact],
    );
    expect(rows.map(({ codes }) => codes)).toEqual([
      { wishes: 'SAY_OTHER HOURS', cancelled: 0 },
      { wishes: 'REPLY_HERE', cancelled: 1 },
      { wishes: '', cancelled: 0 },
    ]);
  });

  test('needs a network, and hours that are hours', async () => {
    const { contact, helper } = await begun();
    for (const hours of [
      { from: 600, to: 600 },
      { from: 0, to: 1_440 },
    ])
      expect(code(await setWishes(home.at(helper), { contact, wishes: [], hours }))).toBe('contact.hours-unusable');
    await home.owner.query('update counselling.contact set answers_by = null, network = null where id = $1', [contact]);
    expect(must(await readWishes(home.at(helper), { contact }))).toBeNull();
    expect(code(await setWishes(home.at(helper), { contact, wishes: [], hours: null }))).toBe('contact.no-network');
    expect(must(await readDeliveries(home.at(helper), { contact }))).toEqual([]);
  });
});

describe('a letter', () => {
  const letter = (id: string, author: string, text: string) => ({
    kind: 'private-message',
    channel: 'email',
    id,
    at: home.clock.now(),
    author,
    text,
    attachments: [],
  });
  const mailbox = () => plantAccount(kernelOf(), { adapter: 'email', secrets: BOT });
  const bring = async (account: string, ...letters: ReturnType<typeof letter>[]) => {
    const ctx = home.context(anonymous);
    const inUse = await useAccount(ctx, account);
    if (!inUse) throw new Error('no mailbox');
    must(await storeEvents(ctx, inUse, letters as never));
  };

  test('to two boxes of ours is one contact (trap 15)', async () => {
    const [first, second] = [await mailbox(), await mailbox()];
    const same = letter('<a@example.vn>', 'em@example.vn', 'MẪU: thư gửi hai nơi');
    await Promise.all([bring(first, same), bring(second, same)]);
    await work(4);
    home.clock.advance(2_000);
    await work(4);
    const contact = await only(first, second);
    expect(await written(contact.id)).toBe(1);
    // What follows by either box is the same contact; another letter of somebody else is not.
    await bring(second, letter('<b@example.vn>', 'em@example.vn', 'MẪU: thư thứ hai'));
    await work();
    expect(await written((await only(first, second)).id)).toBe(2);
    const third = await mailbox();
    await bring(third, letter('<a@example.vn>', 'khac@example.vn', 'MẪU: mạo mã thư'));
    await work();
    expect(await contactsOf(first, second, third)).toHaveLength(2);
  });
});

describe('the child’s own words', () => {
  const shown = ({ locator, words }: { readonly locator: string; readonly words: readonly string[] }) =>
    `${locator} ${words.join(' ')}`;

  test('bring a conversation to the contact that they open, and are not kept', async () => {
    const account = await bot();
    const begun = await home.child({ firstLine: 'MẪU: trên trang' });
    await hear(account, told(7, shown(begun.receipt)));
    await work();
    await hear(account, told(7, 'MẪU: trên mạng', now() + 1));
    await work();
    const contact = await only(account);
    expect(contact).toMatchObject({ id: begun.contact, network: 'telegram' });
    const lines = await read(await taken(contact.id), contact.id);
    expect(lines).toEqual(['MẪU: trên trang', '[Nhắn tiếp ở đây bằng mã và sáu từ của mình.]', 'MẪU: trên mạng']);
  });

  test('on our page bring the answers back there, and the next message by the network takes them along again', async () => {
    const account = await bot();
    const begun = await home.child({ firstLine: 'MẪU: trên trang' });
    await hear(account, told(7, shown(begun.receipt)));
    await work();
    const helper = await taken(begun.contact);
    const outgoing = async (afterSeq: number) => {
      const line = { contact: begun.contact, text: `MẪU: sau ${afterSeq}`, lineKey: newId<'line'>(), afterSeq };
      expect(must(await writeAsHelper(home.at(helper), line))).toMatchObject({ outcome: 'sent' });
      const { rows } = await home.owner.query(
        'select conversation_id from channels.outbound_message where object_id = $1',
        [begun.contact],
      );
      return rows.length;
    };
    expect(await outgoing(2)).toBe(1);
    const own = { text: 'MẪU: em về trang', lineKey: newId<'line'>() };
    must(await writeAsChild(home.public(), { session: begun.session }, own));
    expect(await only(account)).toMatchObject({ answers_by: null, network: null });
    expect(await outgoing(4)).toBe(1);
    await hear(account, told(7, 'MẪU: lại trên mạng', now() + 1));
    await work();
    expect(await only(account)).toMatchObject({ network: 'telegram' });
    expect(await outgoing(6)).toBe(2);
  });

  test('that are wrong open nothing and are not kept; a number or a name joins nobody', async () => {
    const account = await bot();
    const begun = await home.child({ firstLine: 'MẪU: trên trang' });
    const wrong = { ...begun.receipt, words: [...begun.receipt.words].reverse() };
    await hear(account, told(7, shown(wrong)));
    await work();
    const contact = await only(account);
    expect(contact.id).not.toBe(begun.contact);
    expect(await read(await taken(contact.id), contact.id)).toEqual(['[Gửi mã và sáu từ, nhưng chưa đúng.]']);
  });

  test('that are tried again and again are waited for, as at the page, and nobody else waits', async () => {
    const account = await bot();
    const begun = await home.child({ firstLine: 'MẪU: trên trang' });
    const wrong = shown({ ...begun.receipt, words: [...begun.receipt.words].reverse() });
    for (let again = 0; again < 6; again += 1) await hear(account, told(7, wrong, now() + again));
    await work();
    const contact = await only(account);
    expect(await written(contact.id)).toBe(5);
    await hear(account, told(8, shown(begun.receipt)));
    await work();
    expect((await contactsOf(account)).map(({ id }) => id).sort()).toEqual([begun.contact, contact.id].sort());
    home.clock.advance(2_000);
    await work();
    expect(await written(contact.id)).toBe(6);
  });

  test('move nothing while a draft exists or somebody is at work on it (trap 16)', async () => {
    const account = await bot();
    const begun = await home.child({ firstLine: 'MẪU: trên trang' });
    await hear(account, told(7, 'MẪU: trên mạng'));
    await work();
    const mine = await only(account);
    const owner = await taken(mine.id);
    const draft = { contact: mine.id, text: 'MẪU: đang viết', lineKey: '01936000-0000-7000-8000-00000000abcd' };
    expect(must(await writeAsHelper(home.at(owner), { ...draft, afterSeq: 0 }))).toMatchObject({
      outcome: 'thread-moved',
    });
    await hear(account, told(7, shown(begun.receipt), now() + 1));
    await work();
    expect((await only(account)).id).toBe(mine.id);
    expect((await read(owner, mine.id)).at(-1)).toBe('[Gửi mã và sáu từ của một lần liên hệ khác.]');
    // The helper is gone and the contact waits again, with the draft in it: still nothing moves.
    await home.owner.query("update counselling.contact set state = 'returned', helper = null where id = $1", [mine.id]);
    await hear(account, told(7, shown(begun.receipt), now() + 2));
    await work();
    expect((await only(account)).id).toBe(mine.id);
    await home.owner.query("delete from counselling.sealed_part where contact_id = $1 and part like 'draft:%'", [
      mine.id,
    ]);
    await hear(account, told(7, shown(begun.receipt), now() + 3));
    await work();
    expect((await only(account)).id).toBe(begun.contact);
  });
});
