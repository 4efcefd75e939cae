import { setTimeout as pause } from 'node:timers/promises';
import SMTPConnection from 'nodemailer/lib/smtp-connection';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FULL_BOX, type MailServers, mailServers, mailServersMissing } from '../../../tools/test/mail-servers.ts';
import { must } from '../../../tools/test/test-result.ts';
import { testReach } from '../adapter.contract.ts';
import type { InboundEvent } from '../inbound-event.ts';
import { TestHouse, until } from '../listening.testing.ts';
import { emailAccount, emptyDns, letter } from './email.testing.ts';
import { createEmailAdapter } from './email-adapter.ts';
import { mailCertificate } from './mailbox.testing.ts';
import { messageIdOf, replyAddress } from './reply-mark.ts';

const missing = mailServersMissing();
if (missing) console.warn(`SKIPPED: real mailboxes (dovecot and postfix) were not tried: ${missing}`);

const adapter = createEmailAdapter(emptyDns, { idle: 60_000, poll: 1_000, answer: 10_000 });
const PASSWORD = 'open sesame';
const key = (last: number) => `019a0000-0000-7000-8000-0000000000b${last}`;

describe.skipIf(missing !== undefined)(`dovecot and postfix${missing ? ` (${missing})` : ''}`, () => {
  let servers: MailServers;
  const desk = new TestHouse();
  const person = new TestHouse();
  beforeAll(async () => {
    servers = await mailServers('example.vn', ['box', 'em'], PASSWORD, mailCertificate);
    for (const [house, account] of [
      [desk, box()],
      [person, child()],
    ] as const) {
      void keepListening(house, account);
      await until(() => house.cursor !== null, 'the first position');
    }
  }, 60_000);
  afterAll(() => {
    desk.end();
    person.end();
    servers?.stop();
  });

  const box = () => emailAccount({ imap: servers.imapPort, smtp: servers.smtpPort }, { plusAddressing: true });
  const child = () => {
    const account = emailAccount({ imap: servers.imapPort, smtp: servers.smtpPort }, { address: 'em@example.vn' });
    return { ...account, secrets: { ...account.secrets, user: 'em@example.vn', replySecret: 'c'.repeat(64) } };
  };
  let listening = true;
  /** As the house does: begun again when it is lost. */
  async function keepListening(house: TestHouse, account: ReturnType<typeof box>): Promise<void> {
    while (listening) {
      const held = house.listening();
      await adapter.listen?.(account, held, testReach())?.catch(() => undefined);
      if (held.signal.aborted) listening = false;
      await pause(50);
    }
  }
  /** A letter as a mail program hands it in. */
  const post = (headers: Record<string, string>, body: string, to = 'box@example.vn') =>
    new Promise<void>((resolve, reject) => {
      const connection = new SMTPConnection({
        host: '127.0.0.1',
        port: servers.smtpPort,
        secure: true,
        tls: { ca: mailCertificate.certificate, servername: 'mail.example.vn' },
      });
      connection.on('error', reject);
      connection.connect(() =>
        connection.login({ user: 'em@example.vn', pass: PASSWORD }, () => {
          const raw = letter({ From: 'em@example.vn', To: to, ...headers }, body);
          connection.send({ from: 'em@example.vn', to: [to] }, raw, (fault) => {
            connection.close();
            if (fault) reject(fault);
            else resolve();
          });
        }),
      );
    });
  const heard = async (house: TestHouse, what: string, which: (event: InboundEvent) => boolean) => {
    await until(() => house.events.some(which), what);
    return house.events.find(which) as InboundEvent;
  };
  const says = (text: string) => (event: InboundEvent) => event.kind === 'private-message' && event.text.includes(text);

  test('the account is known by both servers', async () => {
    expect(must(await adapter.check(box(), testReach()))).toMatchObject({ name: 'box@example.vn' });
  });

  test('a letter comes in, its answer stands in a real mailbox, and the answer to that is tied to it', async () => {
    await post({ 'Message-ID': '<first@example.vn>' }, 'Em cần giúp ạ');
    const asked = await heard(desk, 'the letter', says('Em cần giúp'));
    expect(asked).toMatchObject({ author: 'em@example.vn', subject: 'Xin giúp' });
    const answer = { key: key(1), to: 'em@example.vn', text: 'Chào em, cô đây.', answers: { id: asked.id } };
    const sent = await adapter.send(box(), answer, testReach());
    expect(sent).toMatchObject({ state: 'sent' });
    const got = await heard(person, 'the answer', says('Chào em, cô đây.'));
    expect(got).toMatchObject({ author: 'box@example.vn', subject: 'Trả lời thư của bạn' });
    const secret = box().secrets.replySecret;
    await post(
      { 'Message-ID': '<second@example.vn>', 'In-Reply-To': messageIdOf(key(1), secret, 'box@example.vn') },
      'Dạ em nghe',
    );
    expect(await heard(desk, 'the second letter', says('Dạ em nghe'))).toMatchObject({ answers: key(1) });
    const to = replyAddress(key(1), secret, 'box@example.vn') as string;
    await post({ 'Message-ID': '<third@example.vn>' }, 'Em viết từ máy khác', to);
    expect(await heard(desk, 'the third letter', says('máy khác'))).toMatchObject({ answers: key(1) });
  }, 60_000);

  test('an official document arrives with its letter, byte for byte', async () => {
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200_000, '. \r\n\0ệ')]);
    const files = [{ name: 'yeu-cau-LD-0001-0002.pdf', mediaType: 'application/pdf' as const, bytes }];
    const sent = await adapter.send(
      box(),
      { key: key(9), to: 'em@example.vn', text: 'Yêu cầu kèm theo.', files },
      testReach(),
    );
    expect(sent).toMatchObject({ state: 'sent' });
    const got = await heard(person, 'the letter with a document', says('Yêu cầu kèm theo.'));
    const [file] = got.kind === 'private-message' ? got.attachments : [];
    expect(file).toMatchObject({ kind: 'file' });
    const read = must((await adapter.attachment?.(child(), file as never, testReach(), 2 ** 20)) as never) as Buffer;
    expect(read.equals(bytes)).toBe(true);
    const large = [{ ...files[0], bytes: Buffer.alloc(9 * 2 ** 20) }] as typeof files;
    expect(
      await adapter.send(box(), { key: key(8), to: 'em@example.vn', text: 'x', files: large }, testReach()),
    ).toEqual({
      state: 'refused',
      reason: 'files-too-large',
    });
  }, 60_000);

  test('a letter with a report in it says so of itself, and its parts are read apart', async () => {
    const files = [
      {
        name: 'r.txt',
        mediaType: 'message/feedback-report' as const,
        bytes: Buffer.from('Feedback-Type: xarf\r\nVersion: 1\r\n'),
      },
      { name: 'xarf.json', mediaType: 'application/json' as const, bytes: Buffer.from('{"xarf_version":"4.2.0"}') },
    ];
    await adapter.send(box(), { key: key(7), to: 'em@example.vn', text: 'Báo cáo kèm theo.', files }, testReach());
    const got = await heard(person, 'the report', says('Báo cáo kèm theo.'));
    const attachments = got.kind === 'private-message' ? got.attachments : [];
    const bodies = await Promise.all(
      attachments.map(
        async (one) => must((await adapter.attachment?.(child(), one, testReach(), 2 ** 20)) as never) as Buffer,
      ),
    );
    expect(bodies.map(String)).toContain('{"xarf_version":"4.2.0"}');
  }, 60_000);

  test('postfix tells that a letter arrived, and that another could not', async () => {
    const arrives = await adapter.send(box(), { key: key(2), to: 'em@example.vn', text: 'Cô nhắn em' }, testReach());
    const bounces = await adapter.send(
      box(),
      { key: key(3), to: `${FULL_BOX}@example.vn`, text: 'Cô nhắn em' },
      testReach(),
    );
    expect([arrives.state, bounces.state]).toEqual(['sent', 'sent']);
    const report = (sent: typeof arrives) => (event: InboundEvent) =>
      event.kind === 'delivery-report' && sent.state === 'sent' && event.message === sent.provider;
    expect(await heard(desk, 'the delivery', report(arrives))).toMatchObject({ state: 'delivered' });
    expect(await heard(desk, 'the bounce', report(bounces))).toMatchObject({
      state: 'failed',
      reason: expect.stringMatching(/^5\./),
    });
    expect(await adapter.send(box(), { key: key(4), to: 'khongai@example.vn', text: 'x' }, testReach())).toEqual({
      state: 'refused',
      reason: 'smtp-550',
    });
  }, 60_000);

  test('an absence note is known for what it is', async () => {
    await post({ 'Message-ID': '<away@example.vn>', 'Auto-Submitted': 'auto-replied' }, 'Tôi đi vắng');
    expect(await heard(desk, 'the note', says('đi vắng'))).toMatchObject({ automatic: true });
  }, 60_000);

  test('dovecot ends and is there again: what came meanwhile is read, and nothing twice', async () => {
    await post({ 'Message-ID': '<before@example.vn>' }, 'trước khi tắt');
    await servers.restartImap();
    await post({ 'Message-ID': '<after@example.vn>' }, 'sau khi bật');
    await heard(desk, 'the letter of meanwhile', says('sau khi bật'));
    await heard(desk, 'the letter before', says('trước khi tắt'));
    expect(new Set(desk.events.map(({ id }) => id)).size).toBe(desk.events.length);
  }, 60_000);
});
