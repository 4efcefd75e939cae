import type { Socket } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { afterEach, describe, expect, test } from 'vitest';
import { code, must } from '../../../tools/test/test-result.ts';
import type { Result } from '../../kernel/index.ts';
import { describeAdapter } from '../adapter.contract.ts';
import type { OutboundMessage } from '../adapter.ts';
import { TestHouse, until } from '../listening.testing.ts';
import { refuse } from '../refusals.ts';
import { openMailFake } from './email.fake.ts';
import { emailAccount, emptyDns, letter, reach } from './email.testing.ts';
import { createEmailAdapter } from './email-adapter.ts';
import { mailCertificate, openTestMailbox, type TestMailbox } from './mailbox.testing.ts';
import { messageIdOf, replyAddress } from './reply-mark.ts';

const times = { idle: 2_000, poll: 300, answer: 5_000 };
const adapter = createEmailAdapter(emptyDns, times);
describeAdapter({
  adapter,
  open: openMailFake,
  to: 'em@example.com',
  throttledMs: null,
  lacks: {
    'fails-after': 'an error in SMTP says that the letter was not taken',
    'token-over': 'a mail server knows a password and no token',
  },
});

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function mailbox(): Promise<{ box: TestMailbox; house: TestHouse; listen: () => Promise<void> }> {
  const box = await openTestMailbox();
  const house = new TestHouse();
  closing.push(
    () => box.close(),
    () => house.end(),
  );
  const account = emailAccount({ imap: box.port });
  return { box, house, listen: async () => adapter.listen?.(account, house.listening(), reach()) };
}

describe('a mailbox', () => {
  test('new letters are heard once and in order; those from before it was connected are not', async () => {
    const { box, house, listen } = await mailbox();
    box.deliver(letter({ 'Message-ID': '<old@example.com>' }, 'từ trước'));
    const listening = listen();
    await until(() => house.cursor !== null, 'the first position');
    for (const n of [1, 2, 3]) box.deliver(letter({ 'Message-ID': `<${n}@example.com>` }, `lời ${n}`));
    await until(() => house.events.length === 3, 'three letters');
    expect(house.events.map((event) => event.kind === 'private-message' && event.text)).toEqual([
      'lời 1',
      'lời 2',
      'lời 3',
    ]);
    expect(house.cursor).toMatch(/^1:4:\d{4}-\d{2}-\d{2}$/);
    expect(house.lives).toBeGreaterThan(3);
    house.end();
    await expect(listening).resolves.toBeUndefined();
    expect(box.commands).not.toContain('STORE');
  });

  test('goes on where it was left, after the connection was cut, with nothing lost and nothing twice', async () => {
    const { box, house, listen } = await mailbox();
    const first = listen();
    await until(() => house.cursor !== null, 'the first position');
    box.deliver(letter({ 'Message-ID': '<1@example.com>' }, 'một'));
    await until(() => house.events.length === 1, 'the first letter');
    box.cut();
    await expect(first).rejects.toThrow();
    box.deliver(letter({ 'Message-ID': '<2@example.com>' }, 'hai'));
    void listen();
    await until(() => house.events.length === 2, 'the letter of meanwhile');
    expect(house.events.map(({ id }) => id.split(' ')[0])).toEqual(['<1@example.com>', '<2@example.com>']);
  });

  test('what could not be stored is brought again', async () => {
    const { box, house, listen } = await mailbox();
    const first = listen();
    await until(() => house.cursor !== null, 'the first position');
    house.away = refuse('channel-service.failed');
    box.deliver(letter({ 'Message-ID': '<1@example.com>' }, 'một'));
    await expect(first).rejects.toThrow('channel-service.failed');
    expect(house.events).toHaveLength(0);
    house.away = { ok: true, value: undefined };
    void listen();
    await until(() => house.events.length === 1, 'the letter');
  });

  test('a server that falls silent is given up, and its letters come after it speaks again', async () => {
    const { box, house, listen } = await mailbox();
    const first = listen();
    await until(() => house.cursor !== null, 'the first position');
    box.fallSilent();
    box.deliver(letter({ 'Message-ID': '<1@example.com>' }, 'một'));
    await expect(first).rejects.toThrow();
    box.speakAgain();
    void listen();
    await until(() => house.events.length === 1, 'the letter');
  });

  test('a letter that IDLE does not tell of is found by asking', async () => {
    const { box, house, listen } = await mailbox();
    void listen();
    await until(() => house.cursor !== null && box.commands.includes('IDLE'), 'IDLE');
    box.fallSilent();
    box.deliver(letter({}, 'không ai báo'));
    box.speakAgain();
    await until(() => house.events.length === 1, 'the letter');
  });

  test('a mailbox that was rebuilt under new UIDs loses no letter and repeats none', async () => {
    const { box, house, listen } = await mailbox();
    const old = new Date(Date.now() - 10 * 86_400_000);
    box.deliver(letter({ 'Message-ID': '<old@example.com>' }, 'từ trước'), old);
    const first = listen();
    await until(() => house.cursor !== null, 'the first position');
    box.deliver(letter({ 'Message-ID': '<1@example.com>' }, 'một'));
    await until(() => house.events.length === 1, 'the first letter');
    box.rebuild();
    await expect(first).rejects.toThrow();
    box.deliver(letter({ 'Message-ID': '<2@example.com>' }, 'hai'));
    void listen();
    await until(() => house.events.length === 2, 'the letter of meanwhile');
    expect(house.events.map(({ id }) => id.split(' ')[0])).toEqual(['<1@example.com>', '<2@example.com>']);
    expect(house.cursor).toMatch(/^2:/);
  });

  test('a letter larger than is taken whole is read at its beginning', async () => {
    const { box, house, listen } = await mailbox();
    void listen();
    await until(() => house.cursor !== null, 'the first position');
    const files = `--b\r\nContent-Type: text/plain\r\n\r\nEm gui\r\n--b\r\nContent-Type: video/mp4\r\n\r\n${'x'.repeat(76)}\r\n`;
    box.deliver(
      letter({ 'Content-Type': 'multipart/mixed; boundary=b' }, files + `${'y'.repeat(76)}\r\n`.repeat(500_000)),
    );
    await until(() => house.events.length === 1, 'the letter');
    expect(house.events[0]).toMatchObject({
      text: 'Em gui',
      shortened: true,
      sender: 'unproven',
      attachments: [{ kind: 'video' }],
    });
  });

  test('an attachment is read once more from where its letter lies, whole, and nothing else of it', async () => {
    const { box, house, listen } = await mailbox();
    const account = emailAccount({ imap: box.port });
    void listen();
    await until(() => house.cursor !== null, 'the first position');
    const [first, second] = [Buffer.alloc(90_000, 'mot'), Buffer.alloc(40_000, 'hai')];
    const part = (type: string, bytes: Buffer) =>
      `--b\r\nContent-Type: ${type}\r\nContent-Transfer-Encoding: base64\r\n\r\n${bytes.toString('base64').replaceAll(/.{76}/g, '$&\r\n')}\r\n`;
    const mixed = { 'Content-Type': 'multipart/mixed; boundary=b' };
    const words = '--b\r\nContent-Type: text/plain\r\n\r\nMAU: em gui hinh\r\n';
    box.deliver(
      letter(mixed, `${words}${part('image/png', first)}${part('application/octet-stream', second)}--b--\r\n`),
    );
    await until(() => house.events.length === 1, 'the letter');
    expect(house.events[0]).toMatchObject({
      attachments: [
        { kind: 'image', url: null, reference: '1:1:0' },
        { kind: 'file', url: null, reference: '1:1:1' },
      ],
    });
    const read = (reference: string, most = 100_000) =>
      adapter.attachment?.(account, { kind: 'image', url: null, reference }, reach(), most) as Promise<Result<Buffer>>;
    expect(must(await read('1:1:0')).equals(first)).toBe(true);
    expect(must(await read('1:1:1')).equals(second)).toBe(true);
    expect(box.commands).not.toContain('STORE');
    // Too large, no such part, no such letter, another mailbox, nonsense, injection.
    expect(code(await read('1:1:0', 89_999))).toBe('channel-attachment.unavailable');
    for (const reference of ['1:1:2', '1:9:0', '2:1:0', '', '1:1', '1:1:0 OR 1', '1:1:*', '1:1:0\r\na DELETE INBOX'])
      expect([reference, code(await read(reference))]).toEqual([reference, 'channel-attachment.unavailable']);
    // A letter that breaks the limits ends no process, and has what came before.
    const nested = Array.from(
      { length: 1_200 },
      (_, n) => `--n${n}\r\nContent-Type: multipart/mixed; boundary=n${n + 1}\r\n\r\n`,
    );
    box.deliver(
      letter(
        { ...mixed, 'Message-ID': '<2@example.com>' },
        `${words}${part('image/png', first)}--b\r\nContent-Type: multipart/mixed; boundary=n0\r\n\r\n${nested.join('')}`,
      ),
    );
    await until(() => house.events.length === 2, 'the bomb');
    expect(house.events[1]).toMatchObject({ shortened: true });
    for (const place of [0, 1, 49]) {
      const got = await read(`1:2:${place}`);
      if (!got.ok) expect(got.refusal.code).toBe('channel-attachment.unavailable');
    }
    house.end();
    await box.close();
    expect(code(await read('1:1:0'))).toBe('channel-service.failed');
  });

  test('a wrong password, another certificate and a private address are told apart', async () => {
    const { box } = await mailbox();
    const right = emailAccount({ imap: box.port });
    const wrong = { ...right, secrets: { ...right.secrets, password: 'shut sesame' } };
    expect(code(await adapter.check(wrong, reach()))).toBe('channel-service.refuses-us');
    const { certificateAuthority: _, ...settings } = right.settings;
    expect(code(await adapter.check({ ...right, settings }, reach()))).toBe('channel-service.failed');
    const nowhere = { ...reach(), network: { resolve: async () => ['127.0.0.1'], allows: () => false } };
    expect(code(await adapter.check(right, nowhere))).toBe('link.private-network');
    expect(await adapter.send(right, outbound(), nowhere)).toEqual({ state: 'again', reason: 'link.private-network' });
  });
});

const key = '019abcde-1234-7abc-8def-0123456789ab';
const outbound = (more: Partial<OutboundMessage> = {}): OutboundMessage => ({
  key,
  to: 'em@example.com',
  text: 'Chào em, cảm ơn em đã viết.\nTổng đài 111',
  ...more,
});

describe('sending', () => {
  interface Taken {
    readonly from: string;
    readonly to: readonly string[];
    readonly raw: string;
  }

  interface Submission {
    readonly port: number;
    readonly taken: readonly Taken[];
    cut(): void;
  }

  async function submission(options: SMTPServerOptions = {}): Promise<Submission> {
    const sockets = new Set<Socket>();
    const taken: Taken[] = [];
    const server = new SMTPServer({
      secure: true,
      key: mailCertificate.key,
      cert: mailCertificate.certificate,
      onAuth: (auth, _session, done) =>
        auth.password === 'open sesame' ? done(null, { user: auth.username }) : done(new Error('no')),
      onData: (stream, session, done) => {
        const pieces: Buffer[] = [];
        stream.on('data', (piece: Buffer) => pieces.push(piece));
        stream.on('end', () => {
          const { mailFrom, rcptTo } = session.envelope;
          taken.push({
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            raw: Buffer.concat(pieces).toString(),
          });
          done();
        });
      },
      ...options,
    });
    server.on('error', () => undefined);
    server.server.on('connection', (socket: Socket) => sockets.add(socket));
    const port = await new Promise<number>((resolve) => {
      const listener = server.listen(0, '127.0.0.1', () => resolve((listener.address() as { port: number }).port));
    });
    closing.push(() => new Promise<void>((resolve) => server.close(() => resolve())));
    return {
      port,
      taken,
      cut: () => {
        for (const socket of sockets) socket.destroy();
      },
    };
  }
  const answer = (code: number) => Object.assign(new Error('said'), { responseCode: code });

  test('a letter leaves with its marks: neutral subject and sender, the same Message-ID however often', async () => {
    const { port, taken } = await submission();
    const account = emailAccount({ smtp: port }, { plusAddressing: true });
    const answered = { id: `<child@example.com> ${'0'.repeat(16)}` };
    const sent = await adapter.send(account, outbound({ answers: answered }), reach());
    await adapter.send(account, outbound({ answers: answered }), reach());
    const provider = messageIdOf(key, account.secrets.replySecret, 'box@example.vn');
    expect(sent).toEqual({ state: 'sent', provider });
    const [one, two] = await Promise.all(taken.map(({ raw }) => simpleParser(raw)));
    expect(taken[0]).toMatchObject({ from: 'box@example.vn', to: ['em@example.com'] });
    expect(one).toMatchObject({
      subject: 'Trả lời thư của bạn',
      messageId: provider,
      inReplyTo: '<child@example.com>',
      references: '<child@example.com>',
      text: 'Chào em, cảm ơn em đã viết.\nTổng đài 111\n',
    });
    expect(one?.from?.value).toEqual([{ name: 'Hộp thư', address: 'box@example.vn' }]);
    expect(one?.replyTo?.value[0]?.address).toBe(replyAddress(key, account.secrets.replySecret, 'box@example.vn'));
    expect(one?.headers.has('auto-submitted')).toBe(false);
    expect(two?.messageId).toBe(provider);
  });

  test('what no person wrote says so, so that no machine answers it', async () => {
    const { port, taken } = await submission();
    await adapter.send(emailAccount({ smtp: port }), outbound({ automatic: true }), reach());
    const mail = await simpleParser(taken[0]?.raw ?? '');
    expect(mail.headers.get('auto-submitted')).toBe('auto-generated');
    expect(mail.headers.get('x-auto-response-suppress')).toBe('All');
    expect(mail.replyTo).toBeUndefined();
  });

  test('an address that ends a line or names two people is refused before anything is opened', async () => {
    const account = emailAccount({ smtp: 1 });
    for (const to of [
      'em@example.com\r\nBcc: x@example.com',
      'a@example.com, b@example.com',
      '<a@example.com>',
      'a@localhost',
      'a b@example.com',
      '',
    ])
      expect(await adapter.send(account, outbound({ to }), reach())).toEqual({
        state: 'refused',
        reason: 'address-unusable',
      });
    expect(await adapter.send(account, outbound({ to: 'Box+1@example.vn' }), reach())).toEqual({
      state: 'refused',
      reason: 'address-is-our-own',
    });
  });

  test('lines of the text are never headers', async () => {
    const { port, taken } = await submission();
    await adapter.send(
      emailAccount({ smtp: port }),
      outbound({ text: 'x\r\n.\r\nBcc: all@example.com\r\n\r\nSubject: y' }),
      reach(),
    );
    const mail = await simpleParser(taken[0]?.raw ?? '');
    expect(taken[0]?.to).toEqual(['em@example.com']);
    expect([mail.subject, mail.bcc]).toEqual(['Trả lời thư của bạn', undefined]);
    expect(mail.text).toContain('Bcc: all@example.com');
  });

  test('documents go with a letter, and a report among them makes it one of RFC 5965', async () => {
    const { port, taken } = await submission();
    const pdf = { name: 'yeu-cau.pdf', mediaType: 'application/pdf' as const, bytes: Buffer.from('%PDF-1.7 ệ\0') };
    const report = {
      name: 'feedback-report.txt',
      mediaType: 'message/feedback-report' as const,
      bytes: Buffer.from('Feedback-Type: xarf\r\nVersion: 1\r\n'),
    };
    const json = { name: 'xarf.json', mediaType: 'application/json' as const, bytes: Buffer.from('{"a":"ệ"}') };
    const account = emailAccount({ smtp: port });
    await adapter.send(account, outbound({ files: [pdf] }), reach());
    await adapter.send(account, outbound({ files: [report, json] }), reach());
    const [letter, feedback] = await Promise.all(taken.map(({ raw }) => simpleParser(raw)));
    expect(letter?.attachments.map(({ filename, content }) => [filename, content])).toEqual([
      ['yeu-cau.pdf', pdf.bytes],
    ]);
    const type = feedback?.headers.get('content-type') as { value: string; params: Record<string, string> };
    expect([type.value, type.params['report-type']]).toEqual(['multipart/report', 'feedback-report']);
    expect(taken[1]?.raw).toContain('Content-Type: message/feedback-report');
    expect(feedback?.attachments.find(({ filename }) => filename === 'xarf.json')?.content).toEqual(json.bytes);
    expect(feedback?.text).toContain('Chào em');
  });

  test('names with line breaks cannot be entered', () => {
    for (const settings of [{ senderName: 'a\r\nBcc: x@e.vn' }, { subject: 'a\nb' }, { address: 'a@e.vn\n' }])
      expect(() => emailAccount({}, settings)).toThrow();
  });

  test('a refusal of the address is for good, a busy server is asked again, a wrong password leaves the letter waiting', async () => {
    const state = async (options: SMTPServerOptions, password?: string) => {
      const { port } = await submission(options);
      const account = emailAccount({ smtp: port });
      const given = password === undefined ? account : { ...account, secrets: { ...account.secrets, password } };
      return adapter.send(given, outbound(), reach());
    };
    expect(await state({ onRcptTo: (_to, _session, done) => done(answer(550)) })).toEqual({
      state: 'refused',
      reason: 'smtp-550',
    });
    expect(await state({ onRcptTo: (_to, _session, done) => done(answer(451)) })).toEqual({
      state: 'again',
      reason: 'smtp-451',
    });
    expect(await state({}, 'shut sesame')).toEqual({ state: 'again', reason: 'smtp-sign-in-refused' });
    expect(
      await state({ onData: (stream, _session, done) => void stream.resume().on('end', () => done(answer(554))) }),
    ).toEqual({
      state: 'refused',
      reason: 'smtp-554',
    });
  });

  test('a connection that is lost while the letter is under way leaves nobody sure; before it, it is asked again', async () => {
    const server = await submission({ onData: (stream) => void stream.resume().on('end', () => server.cut()) });
    expect(await adapter.send(emailAccount({ smtp: server.port }), outbound(), reach())).toEqual({
      state: 'unsure',
      reason: 'smtp-lost',
    });
    const early = await submission({ onRcptTo: () => early.cut() });
    expect(await adapter.send(emailAccount({ smtp: early.port }), outbound(), reach())).toEqual({
      state: 'again',
      reason: 'smtp-unreachable',
    });
    expect(await adapter.send(emailAccount({ smtp: 1 }), outbound(), reach())).toEqual({
      state: 'again',
      reason: 'smtp-unreachable',
    });
  });
});
