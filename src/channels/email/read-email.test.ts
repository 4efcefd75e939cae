import { describe, expect, test } from 'vitest';
import type { InboundEvent, PrivateMessage } from '../inbound-event.ts';
import { dnsOf, emailAccount, emptyDns, letter } from './email.testing.ts';
import { messageIdIn, readEmail } from './read-email.ts';
import { messageIdOf, replyAddress } from './reply-mark.ts';
import type { ResolveRecords } from './sender-truth.ts';

const at = new Date('2026-11-27T03:00:00Z');
const account = emailAccount();
const key = '019abcde-1234-7abc-8def-0123456789ab';
const ours = messageIdOf(key, account.secrets.replySecret, account.settings.address);

async function read(raw: string | Buffer, given = account, dns: ResolveRecords = emptyDns): Promise<InboundEvent[]> {
  return [...(await readEmail({ raw: Buffer.from(raw), at, cut: false }, given, dns))];
}
async function message(raw: string | Buffer, given = account, dns = emptyDns): Promise<PrivateMessage> {
  const [event, ...more] = await read(raw, given, dns);
  if (event?.kind !== 'private-message' || more.length > 0)
    throw new Error(`not one message: ${JSON.stringify(event)}`);
  return event;
}

describe('a letter', () => {
  test('is a private message of its author, at the time at which our server took it', async () => {
    expect(await message(letter({ From: '"Ai đó" <Em@Example.com>' }, 'Em cần giúp ạ'))).toEqual({
      kind: 'private-message',
      channel: 'email',
      id: expect.stringMatching(/^<1@example\.com> [0-9a-f]{16}$/),
      at,
      author: 'em@example.com',
      text: 'Em cần giúp ạ',
      attachments: [],
      subject: 'Xin giúp',
      sender: 'unproven',
    });
  });

  test('to two of our boxes, or fetched twice, has one id; another letter under its Message-ID has its own', async () => {
    const one = await message(letter({ 'Delivered-To': 'box@example.vn' }, 'Em cần giúp'));
    const two = await message(letter({ 'Delivered-To': 'help@example.vn', Received: 'by b; now' }, 'Em cần giúp'));
    const other = await message(letter({}, 'Lời khác'));
    expect(two.id).toBe(one.id);
    expect(other.id).not.toBe(one.id);
    expect(messageIdIn(one.id)).toBe('<1@example.com>');
  });

  test('without a Message-ID, or with one that is none, has an id of its own and threads nowhere', async () => {
    for (const id of ['', 'x'.repeat(400), `<${'x'.repeat(400)}@e.vn>`]) {
      const { id: found } = await message(letter({ 'Message-ID': id }, 'Em cần giúp'));
      expect(found).toMatch(/^letter [0-9a-f]{64}$/);
      expect(messageIdIn(found)).toBeUndefined();
    }
  });

  test('in HTML alone is read as text, and nothing of its scripts and pictures', async () => {
    const html =
      '<html><head><style>p{}</style><script>steal()</script></head><body><p>Em cần <b>giúp</b></p><img src="https://t.example/pixel.gif"><p>ở nhà</p></body></html>';
    const { text } = await message(letter({ 'Content-Type': 'text/html; charset=utf-8' }, html));
    expect(text).toContain('Em cần giúp');
    expect(text).toContain('ở nhà');
    expect(text).not.toMatch(/steal|<|p\{\}/);
  });

  test('in an old Vietnamese encoding is read, its marks composed', async () => {
    const head = letter({ 'Content-Type': 'text/plain; charset=windows-1258' }, '');
    const { text } = await message(Buffer.concat([Buffer.from(head), Buffer.from([0x45, 0x6d, 0x20, 0x61, 0xec])]));
    expect(text).toBe('Em á');
  });

  test('loses the earlier letters under it', async () => {
    const event = await message(letter({}, 'Dạ có\n\nVào lúc 10:00 Hộp thư <box@example.vn> đã viết:\n> Em ở đâu?'));
    expect(event.text).toBe('Dạ có');
    expect(event).not.toHaveProperty('shortened');
  });

  test('keeps of its files how many there are and of which kind, and not one byte', async () => {
    const part = (type: string) =>
      `--b\r\nContent-Type: ${type}; name="f"\r\nContent-Disposition: attachment; filename="bi-mat.bin"\r\nContent-Transfer-Encoding: base64\r\n\r\nQkkgTUFU\r\n`;
    const body = `--b\r\nContent-Type: text/plain\r\n\r\nEm gui anh\r\n${part('image/png')}${part('video/mp4')}${part('application/zip')}--b--`;
    const event = await message(letter({ 'Content-Type': 'multipart/mixed; boundary=b' }, body));
    expect(event.attachments).toEqual([
      { kind: 'image', url: null },
      { kind: 'video', url: null },
      { kind: 'file', url: null },
    ]);
    expect(JSON.stringify(event)).not.toMatch(/BI MAT|QkkgTUFU|bi-mat/);
  });
});

describe('a part that programs write for programs', () => {
  test('is said to be one by its type alone, and no other part has a type', async () => {
    const part = (type: string, name = 'f') =>
      `--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\n\r\n{}\r\n`;
    const body = `--b\r\nContent-Type: text/plain\r\n\r\nx\r\n${part('message/feedback-report')}${part('Application/JSON', 'xarf.json')}${part('application/pdf', 'xarf.json')}${part('image/png')}--b--`;
    const { attachments } = await message(letter({ 'Content-Type': 'multipart/report; boundary=b' }, body));
    expect(attachments).toEqual([
      { kind: 'file', url: null, mediaType: 'message/feedback-report' },
      { kind: 'file', url: null, mediaType: 'application/json' },
      { kind: 'file', url: null },
      { kind: 'image', url: null },
    ]);
  });
});

describe('whom it answers', () => {
  test('the mark in our Message-ID, or in the address that it was sent to', async () => {
    expect(await message(letter({ 'In-Reply-To': ours }, 'x'))).toMatchObject({ answers: key });
    expect(await message(letter({ References: `<0@a.vn> ${ours} <2@a.vn>` }, 'x'))).toMatchObject({ answers: key });
    const to = replyAddress(key, account.secrets.replySecret, 'box@example.vn') as string;
    expect(await message(letter({ To: to.toUpperCase() }, 'x'))).toMatchObject({ answers: key });
    expect(await message(letter({ 'Delivered-To': to }, 'x'))).toMatchObject({ answers: key });
  });

  test('a mark that is made up, altered or of another account ties it to nothing', async () => {
    const altered = ours.replace(/(.)@/, (_, digit: string) => `${digit === '0' ? '1' : '0'}@`);
    const foreign = messageIdOf(key, 'o'.repeat(64), 'box@example.vn');
    for (const id of [altered, foreign, `<${key.replaceAll('-', '')}@example.vn>`])
      expect(await message(letter({ 'In-Reply-To': id }, 'x'))).not.toHaveProperty('answers');
  });

  test('a box whose name leaves no room for the mark has no address for answers', () => {
    expect(replyAddress(key, 'secret', `${'x'.repeat(20)}@example.vn`)).toBeUndefined();
  });
});

describe('written by a machine', () => {
  test.each([
    ['an absence note', { 'Auto-Submitted': 'auto-replied' }],
    ['a list', { 'List-Id': '<l.example.vn>' }],
    ['bulk', { Precedence: 'bulk' }],
    ['an answer of Exchange', { 'X-Auto-Response-Suppress': 'All' }],
    ['a null sender', { 'Return-Path': '<>' }],
    ['a mail server', { From: 'MAILER-DAEMON@example.com' }],
    ['nobody', { From: 'no-reply@example.com' }],
    ['ourselves', { From: 'box@example.vn' }],
    ['ourselves, marked', { From: 'box+abc@example.vn' }],
  ])('%s is said to be automatic', async (_what, headers) => {
    expect(await message(letter(headers, 'x'))).toMatchObject({ automatic: true });
  });

  test('a person is not', async () => {
    const persons: readonly Record<string, string>[] = [
      { 'Auto-Submitted': 'no' },
      { 'Return-Path': '<em@example.com>' },
      { From: 'noreplyanna@example.com' },
    ];
    for (const headers of persons) expect(await message(letter(headers, 'x'))).not.toHaveProperty('automatic');
  });
});

describe('what a mail server tells of our letter', () => {
  const report = (action: string, status: string, id = ours) =>
    letter(
      {
        From: 'MAILER-DAEMON@example.com',
        'Return-Path': '<>',
        'Content-Type': 'multipart/report; report-type=delivery-status; boundary=r',
      },
      `--r\nContent-Type: text/plain\n\nKhông gửi được\n--r\nContent-Type: message/delivery-status\n\nReporting-MTA: dns; mx.example.com\n\nFinal-Recipient: rfc822; em@example.com\nAction: ${action}\nStatus: ${status}\nDiagnostic-Code: smtp; 550 no\n such user\n\n--r\nContent-Type: text/rfc822-headers\n\nFrom: box@example.vn\nMessage-ID: ${id}\n\n--r--`,
    );

  test('is a delivery report under our identifier, once however often it comes', async () => {
    expect(await read(report('failed', '5.1.1'))).toEqual([
      {
        kind: 'delivery-report',
        channel: 'email',
        id: expect.stringMatching(/^failed /),
        at,
        message: ours,
        state: 'failed',
        reason: '5.1.1',
      },
    ]);
    expect(await read(report('delivered', '2.0.0'))).toMatchObject([{ message: ours, state: 'delivered' }]);
    expect(await read(report('delayed', '4.4.1'))).toMatchObject([{ kind: 'other', name: 'delivery-under-way' }]);
    const [one] = await read(report('failed', '5.1.1'));
    const [two] = await read(report('failed', '5.1.1'));
    expect(one?.id).toBe(two?.id);
  });

  test('of a letter that we never sent is kept as what it is, written by a machine, and never a report: no bounce makes a loop', async () => {
    for (const id of ['<forged@example.vn>', messageIdOf(key, 'o'.repeat(64), 'box@example.vn')])
      expect(await message(report('failed', '5.1.1', id))).toMatchObject({ automatic: true });
  });
});

describe('whose it is', () => {
  const policy = { '_dmarc.bank.example': 'v=DMARC1; p=reject', 'bank.example': 'v=spf1 ip4:192.0.2.1 -all' };
  const received = (ip: string) => ({
    'Return-Path': '<thief@other.example>',
    Received: `from mx.other.example (mx.other.example [${ip}]) by mail.example.vn with ESMTPS; Fri, 27 Nov 2026 10:00:00 +0700`,
  });
  const first = (headers: Record<string, string>) => ({ ...headers, From: 'em@bank.example' });

  test('a sender whose domain asks to reject what is not its own is said to be forged', async () => {
    expect(await message(letter(first(received('93.184.215.14')), 'x'), account, dnsOf(policy))).toMatchObject({
      sender: 'forged',
    });
  });

  test('what came over an inner hop of our own server accuses nobody', async () => {
    expect(await message(letter(first(received('10.0.0.7')), 'x'), account, dnsOf(policy))).toMatchObject({
      sender: 'unproven',
    });
  });

  test('a domain that asks nothing, and a DNS that does not answer, prove nothing and accuse nobody', async () => {
    expect(await message(letter(first(received('93.184.215.14')), 'x'), account, emptyDns)).toMatchObject({
      sender: 'unproven',
    });
    const broken: ResolveRecords = async () => {
      throw Object.assign(new Error('timeout'), { code: 'ETIMEOUT' });
    };
    expect(await message(letter(first(received('93.184.215.14')), 'x'), account, broken)).toMatchObject({
      sender: 'unproven',
    });
  });

  test('the words of our own mail server count where they stand topmost, anybody’s below do not', async () => {
    const given = emailAccount({}, { authenticationServer: 'mail.example.vn' });
    const told = (text: string) => letter({ 'Authentication-Results': text, From: 'em@bank.example' }, 'x');
    const verdict = async (text: string) => (await message(told(text), given)).sender;
    expect(await verdict('mail.example.vn; spf=pass; dmarc=pass (p=reject) header.from=bank.example')).toBe('proven');
    expect(await verdict('mail.example.vn; dmarc=fail (p=reject dis=none) header.from=bank.example')).toBe('forged');
    expect(await verdict('mail.example.vn; dmarc=pass header.from=other.example')).toBe('unproven');
    expect(await verdict('mx.other.example; dmarc=pass header.from=bank.example')).toBe('unproven');
  });
});

describe('hostile letters', () => {
  test('a thousand parts in parts end at the limit: the letter is kept with its headers', async () => {
    let body = 'Content-Type: text/plain\r\n\r\nđáy\r\n';
    for (let depth = 1_200; depth > 0; depth -= 1)
      body = `Content-Type: multipart/mixed; boundary=b${depth}\r\n\r\n--b${depth}\r\n${body}\r\n--b${depth}--\r\n`;
    const raw = `From: em@example.com\r\nSubject: sâu\r\nMessage-ID: <deep@example.com>\r\n${body}`;
    expect(await message(raw)).toMatchObject({ author: 'em@example.com', subject: 'sâu', shortened: true });
  });

  test('a thousand parts beside each other, and more', async () => {
    const parts = Array.from({ length: 1_500 }, () => '--b\r\nContent-Type: image/png\r\n\r\nx\r\n').join('');
    const event = await message(letter({ 'Content-Type': 'multipart/mixed; boundary=b' }, `${parts}--b--`));
    expect(event).toMatchObject({ author: 'em@example.com', shortened: true });
    expect(event.attachments.length).toBeLessThanOrEqual(50);
  });

  test('headers without end', async () => {
    const raw = `From: em@example.com\r\nMessage-ID: <long@example.com>\r\nSubject: dài\r\nX-Long: ${'x'.repeat(3_000_000)}\r\n\r\nchào`;
    expect(await message(raw)).toMatchObject({ author: 'em@example.com', subject: 'dài', shortened: true });
  });

  test('HTML of a hundred thousand elements in each other, and of a size that nobody writes', async () => {
    for (const html of ['<div>'.repeat(100_000), `<p>${'a <b>b</b> '.repeat(300_000)}</p>`])
      expect(await message(letter({ 'Content-Type': 'text/html' }, html))).toMatchObject({ shortened: true });
  });

  test('a million combining marks, and control characters in the subject', async () => {
    const event = await message(
      letter({ Subject: '=?utf-8?B?YQBiG1szMW0NCkJjYzogeA==?=' }, `a${'\u0301'.repeat(1_000_000)}`),
    );
    expect(event.text.length).toBeLessThan(20);
    expect(event.subject).toBe('ab[31m Bcc: x');
  });

  test('two senders, none, or a name that looks like another address', async () => {
    expect((await message(letter({ From: '"giamdoc@bank.example" <thief@other.example>' }, 'x'))).author).toBe(
      'thief@other.example',
    );
    expect((await message('Subject: x\r\n\r\nchào')).author).toBe('unknown');
    expect((await message('From: a@a.example\r\nFrom: b@b.example\r\n\r\nchào')).sender).toBe('unproven');
  });

  test('bytes that are no letter at all are one event still', async () => {
    for (const raw of [
      Buffer.alloc(0),
      Buffer.alloc(5_000, 0xff),
      Buffer.from('\r\n\r\n'),
      Buffer.from('x'.repeat(200_000)),
    ])
      expect(await read(raw)).toHaveLength(1);
  });

  test('of a letter of which the beginning alone is here nothing is proven', async () => {
    const [event] = await readEmail({ raw: Buffer.from(letter({}, 'Em cần giúp')), at, cut: true }, account, emptyDns);
    expect(event).toMatchObject({ text: 'Em cần giúp', shortened: true, sender: 'unproven' });
  });
});
