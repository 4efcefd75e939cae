import { afterEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import type { TestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import {
  BOT,
  calledBot,
  plantAccount,
  plantAdapter,
  storeEvents,
  useAccount,
  workAllLanes,
} from '../../channels/testing.ts';
import { anonymous, newId, type PersonActor } from '../../kernel/index.ts';
import { acceptContact } from '../contacts/accept-contact.ts';
import { ownContacts } from '../contacts/list-contacts.ts';
import { offerContacts } from '../contacts/offer-contacts.ts';
import { beginShift } from '../helpers/begin-shift.ts';
import { readAsHelper } from '../lines/read-thread.ts';
import { writeAsHelper } from '../lines/write-as-helper.ts';
import { openCounsellingHome } from '../testing.ts';

const NETWORKS = ['zalo-oa', 'facebook-page', 'telegram', 'email', 'sms-smpp', 'sms-gateway'] as const;
type Network = (typeof NETWORKS)[number];

const home = fileFixture(() => openCounsellingHome());
for (const code of NETWORKS) fileFixture(async () => plantAdapter({ ...calledBot, code }));
afterEach(() => home.clear());

const kernelOf = () => home as unknown as TestKernel;
const open = (adapter: Network) => plantAccount(kernelOf(), { adapter, secrets: BOT });
const PHONE = '+84912000001';

interface Written {
  readonly author?: string;
  readonly text: string;
}
/** Somebody writes to an account, all of it at one moment, and it is taken. */
async function write(account: string, channel: Network, ...messages: readonly Written[]): Promise<void> {
  const ctx = home.context(anonymous);
  const inUse = await useAccount(ctx, account);
  if (!inUse) throw new Error('no account');
  const at = home.clock.now();
  const events = messages.map(({ author = PHONE, text }) => {
    const id = channel === 'email' ? `<${newId<'test'>()}@example.vn>` : newId<'test'>();
    return { kind: 'private-message', channel, id, at, author, text, attachments: [] } as const;
  });
  must(await storeEvents(ctx, inUse, events));
  await workAllLanes(kernelOf());
}

type Receipt = Awaited<ReturnType<typeof home.child>>['receipt'];
const shown = ({ locator, words }: Receipt) => `${locator} ${words.join(' ')}`;
/** One word in place of another of the six: never the same six. */
function wrong({ locator, words }: Receipt): string {
  const another = words.find((word) => word !== words[0]) ?? '';
  return `${locator} ${[another, ...words.slice(1)].join(' ')}`;
}

async function stateOf(contact: string) {
  const { rows } = await home.owner.query(
    `select contact.network, account.adapter as answered_by, last_seq from counselling.contact as contact
       left join channels.conversation as conversation on conversation.id = contact.answers_by
       left join channels.channel_account as account on account.id = conversation.account_id where contact.id = $1`,
    [contact],
  );
  return rows[0];
}
async function contactsOf(account: string): Promise<string[]> {
  const { rows } = await home.owner.query(
    'select contact_id as id from counselling.contact_conversation where account_id = $1 order by joined_at',
    [account],
  );
  return rows.map(({ id }) => id);
}
/** One helper takes everything that waits, as it is offered. */
async function takeAll(): Promise<PersonActor> {
  const helper = home.helper();
  const shift = { tier: 'front', channels: ['CHAT', 'MESSAGE'], heardRing: true, notifies: true } as const;
  must(await beginShift(home.at(helper), shift));
  for (;;) {
    await offerContacts(home.platform());
    const { offer } = must(await ownContacts(home.at(helper)));
    if (!offer) return helper;
    must(await acceptContact(home.at(helper), { contact: offer.id }));
  }
}
const read = async (helper: PersonActor, contact: string) =>
  must(await readAsHelper(home.at(helper), { contact, after: 0 })).lines.map(({ text }) => text);

describe('locator and six words', () => {
  test.each(NETWORKS)(
    'by %s bring what was begun on our page there, typed as on a telephone, and wrong ones open nothing',
    async (network) => {
      const account = await open(network);
      const begun = await home.child({ firstLine: 'MẪU: trên trang' });
      await write(account, network, { author: 'người khác', text: wrong(begun.receipt) });
      const [other] = await contactsOf(account);
      expect(other).not.toBe(begun.contact);
      const typed = shown(begun.receipt)
        .replaceAll(' ', '\n')
        .replace(/^./u, (first) => first.toUpperCase());
      await write(account, network, { text: ` ${typed} ` });
      await write(account, network, { text: 'MẪU: trên mạng' });
      expect(await stateOf(begun.contact)).toEqual({ network, answered_by: network, last_seq: 3 });
      const lines = await read(await takeAll(), begun.contact);
      expect(lines).toEqual(['MẪU: trên trang', '[Nhắn tiếp ở đây bằng mã và sáu từ của mình.]', 'MẪU: trên mạng']);
    },
  );

  test.each(NETWORKS)(
    'by %s are tried five times and waited for from then on, by this sender alone',
    async (network) => {
      const account = await open(network);
      const begun = await home.child({ firstLine: 'MẪU: trên trang' });
      const six = Array.from({ length: 6 }, () => ({ text: wrong(begun.receipt) }));
      await write(account, network, ...six);
      const [tried] = await contactsOf(account);
      expect(tried).not.toBe(begun.contact);
      expect((await stateOf(tried ?? ''))?.last_seq).toBe(5);
      await write(account, network, { author: 'người khác', text: shown(begun.receipt) });
      expect((await stateOf(begun.contact))?.network).toBe(network);
      home.clock.advance(2_000);
      await workAllLanes(kernelOf());
      expect((await stateOf(tried ?? ''))?.last_seq).toBe(6);
    },
  );

  test('take one conversation from network to network, as the child chooses, and its answers with it', async () => {
    const [zalo, sms, mail] = [await open('zalo-oa'), await open('sms-smpp'), await open('email')];
    const begun = await home.child({ firstLine: 'MẪU: trên trang' });
    await write(zalo, 'zalo-oa', { author: 'zalo-7', text: shown(begun.receipt) });
    await write(sms, 'sms-smpp', { text: shown(begun.receipt) });
    expect(await stateOf(begun.contact)).toMatchObject({ network: 'sms-smpp', answered_by: 'sms-smpp' });
    const helper = await takeAll();
    const answer = { contact: begun.contact, text: 'MẪU: chị đây', lineKey: newId<'line'>(), afterSeq: 3 };
    expect(must(await writeAsHelper(home.at(helper), answer))).toMatchObject({ outcome: 'sent' });
    // The second answer is later by the clock of the house, by which the two are put in order.
    home.clock.advance(1_000);
    await write(mail, 'email', { author: 'em@example.vn', text: shown(begun.receipt) });
    const later = { ...answer, text: 'MẪU: chị đây nữa', lineKey: newId<'line'>(), afterSeq: 5 };
    expect(must(await writeAsHelper(home.at(helper), later))).toMatchObject({ outcome: 'sent' });
    const { rows } = await home.owner.query(
      'select channel from channels.outbound_message where object_id = $1 order by queued_at',
      [begun.contact],
    );
    expect(rows.map(({ channel }) => channel)).toEqual(['sms-smpp', 'email']);
    for (const account of [zalo, sms, mail]) expect(await contactsOf(account)).toEqual([begun.contact]);
  });
});

describe('a telephone that is shared', () => {
  test('is nobody: each child’s words open what is theirs, and neither sees the other', async () => {
    const sms = await open('sms-gateway');
    const [first, second] = [await home.child({ firstLine: 'MẪU: chị' }), await home.child({ firstLine: 'MẪU: em' })];
    await write(sms, 'sms-gateway', { text: shown(first.receipt) });
    await write(sms, 'sms-gateway', { text: 'MẪU: của chị' });
    await write(sms, 'sms-gateway', { text: shown(second.receipt) });
    await write(sms, 'sms-gateway', { text: 'MẪU: của em' });
    const right = '[Nhắn tiếp ở đây bằng mã và sáu từ của mình.]';
    const helper = await takeAll();
    expect(await read(helper, first.contact)).toEqual(['MẪU: chị', right, 'MẪU: của chị']);
    expect(await read(helper, second.contact)).toEqual(['MẪU: em', right, 'MẪU: của em']);
  });

  test('opens nothing that is over, and nothing at another account of ours: its next message is a contact of its own', async () => {
    const [sms, other] = [await open('sms-gateway'), await open('sms-gateway')];
    const begun = await home.child({ firstLine: 'MẪU: trên trang' });
    await write(sms, 'sms-gateway', { text: shown(begun.receipt) });
    await write(other, 'sms-gateway', { text: 'MẪU: ở số khác' });
    expect(await contactsOf(other)).not.toContain(begun.contact);
    await home.owner.query("update counselling.contact set state = 'abandoned', ended_at = now() where id = $1", [
      begun.contact,
    ]);
    const before = await stateOf(begun.contact);
    await write(sms, 'sms-gateway', { text: 'MẪU: ai đó cầm máy' });
    expect(await stateOf(begun.contact)).toEqual(before);
    const [now] = await contactsOf(sms);
    expect(now).not.toBe(begun.contact);
  });
});
