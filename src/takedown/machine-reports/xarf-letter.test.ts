import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { must } from '../../../tools/test/test-result.ts';
import { plantAccount, plantAdapter } from '../../channels/accounts/account.testing.ts';
import { emailAccount, emptyDns, letter } from '../../channels/email/email.testing.ts';
import { attachmentAt } from '../../channels/email/parse-email.ts';
import { readEmail } from '../../channels/email/read-email.ts';
import type { Inbound, InboundEvent } from '../../channels/index.ts';
import { playProvider } from '../../channels/outbox/outbox.testing.ts';
import { refuse as refuseChannel } from '../../channels/refusals.ts';
import { type JobSetAside, newId, ok, systemActor, withJobsAside } from '../../kernel/index.ts';
import { decideApproval } from '../../work/index.ts';
import { endContact } from '../addressees/enter-contact.ts';
import { keepOwnContact } from '../addressees/keep-own-contact.ts';
import { openAlertsHome, SCHOOL } from '../alerts/alerts.testing.ts';
import { readXarfLetter, type XarfLetter, xarfLetters } from './xarf-letter.ts';

const home = fileFixture(() => openAlertsHome('2026-11-24T02:00:00Z'), 120_000);
const MAILBOX = 'Abuse@duong-day-mau.example';
const FROM = { From: `"Đường dây" <abuse@duong-day-mau.example>` };
const PROVEN = {
  'Authentication-Results': 'mx.nha.example; dmarc=pass (p=reject) header.from=duong-day-mau.example',
};
const box = emailAccount({}, { authenticationServer: 'mx.nha.example' });
const at = new Date('2026-11-24T02:00:00Z');
const ORG = { org: 'Đường dây nóng Mẫu', contact: 'abuse@mau.example', domain: 'mau.example' };
let sent = 0;
const report = (more: object = {}) => {
  sent += 1;
  return {
    xarf_version: '4.2.0',
    report_id: `00000000-0000-4000-8000-${String(sent).padStart(12, '0')}`,
    timestamp: at.toISOString(),
    reporter: ORG,
    sender: ORG,
    source_identifier: '198.51.100.42',
    category: 'content',
    type: 'csam',
    url: `https://noi-mau.example/thu/${sent}`,
    classification: 'A1',
    detection_method: 'hash_match',
    ...more,
  };
};
const part = (type: string, body: string | Buffer, name = 'xarf.json') =>
  `--b\r\nContent-Type: ${type}; name="${name}"\r\nContent-Disposition: attachment; filename="${name}"\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(body).toString('base64')}\r\n`;
const FEEDBACK = part('message/feedback-report', 'Feedback-Type: xarf\r\nUser-Agent: mau/1\r\nVersion: 1\r\n', 'f.txt');
/** A letter as RFC 5965 has it. */
const arf = (parts: string, headers: Record<string, string> = PROVEN) =>
  Buffer.from(
    letter(
      {
        ...headers,
        ...FROM,
        'Message-ID': `<${newId()}@duong-day-mau.example>`,
        'Content-Type': 'multipart/report; report-type=feedback-report; boundary=b',
      },
      `--b\r\nContent-Type: text/plain\r\n\r\nA report.\r\n${parts}--b--\r\n`,
    ),
  );
const xarf = (what: unknown) => part('application/json', typeof what === 'string' ? what : JSON.stringify(what));

let account: string;
let raw: Buffer = Buffer.alloc(0);
let reaches = true;
let contact: Awaited<ReturnType<typeof keepOwnContact>>;
let planted: { close(): void };
const own = () => home.as(testPerson('vncop_member_user', SCHOOL, { purpose: 'takedown' }));

beforeAll(async () => {
  const mail = playProvider();
  // The mailbox of this test has one letter, and an attachment is read out of it as out of any.
  planted = plantAdapter({
    ...mail.adapter,
    code: 'email',
    attachment: async (_account, { reference = '' }, _reach, bytesMost) => {
      if (!reaches) return refuseChannel('channel-service.failed');
      const bytes = await attachmentAt(raw, Number(reference), bytesMost);
      return bytes ? ok(bytes) : refuseChannel('channel-attachment.unavailable');
    },
  });
  account = await plantAccount(home, { adapter: 'email', agency: 'MPS-A05', secrets: { token: 'mẫu' } });
  contact = await keepOwnContact(own(), { agency: SCHOOL, channel: 'EMAIL', address: MAILBOX });
}, 120_000);
afterAll(() => planted.close());

const arrivals = async () =>
  (await home.owner.query('select count(*)::int as n from takedown.arrival')).rows[0].n as number;
const refusals = async () =>
  (
    await home.owner.query<{ refusal: string }>(
      `select body::jsonb -> 'codes' ->> 'refusal' as refusal from kernel.audit_entry
       where action = 'machine-report.file' and body::jsonb -> 'codes' ->> 'by' = 'letter' and body::jsonb -> 'codes' ? 'refusal' order by organisation, sequence`,
    )
  ).rows.map((row) => row.refusal);
const eventOf = async (bytes: Buffer): Promise<InboundEvent> => {
  const [event] = await readEmail({ raw: bytes, at, cut: false }, box, emptyDns);
  if (event?.kind !== 'private-message') throw new Error('no letter');
  // As the mailbox says of each attachment how it is found again.
  return { ...event, attachments: event.attachments.map((one, place) => ({ ...one, reference: String(place) })) };
};
/** A letter comes in. @returns whether it is the receiver's alone, and what was asked to be read */
async function comes(bytes: Buffer) {
  raw = bytes;
  const event = await eventOf(bytes);
  const aside: JobSetAside[] = [];
  const ctx = withJobsAside(home.as(systemActor('channels.work-lane')), aside);
  const inbound: Inbound = {
    id: newId(),
    account: {
      id: account,
      agency: 'MPS-A05',
      adapter: 'email',
      name: 'Hộp thư',
      address: 'a',
      is_demonstration: false,
    },
    event,
    conversation: null,
    receivedAt: at,
  };
  const alone = must(
    await ctx.transaction(async (tx) => {
      const is = await xarfLetters.alone?.(ctx, tx, inbound);
      must(await xarfLetters.take(ctx, tx, inbound));
      return ok(is === true);
    }),
  );
  const jobs = aside.filter(({ job }) => job === 'takedown.read-xarf-letter');
  return { alone, jobs: jobs.map(({ payload }) => payload as unknown as XarfLetter) };
}
/** And is read. */
async function arrives(bytes: Buffer) {
  const { alone, jobs } = await comes(bytes);
  for (const job of jobs) await readXarfLetter(home.as(systemActor('test')), job);
  return { alone, read: jobs.length };
}

describe('a letter with a report of XARF', () => {
  it('from a mailbox that nobody has approved is a letter that somebody reads, and no report', async () => {
    expect(await arrives(arf(FEEDBACK + xarf(report())))).toEqual({ alone: false, read: 0 });
    expect(await arrivals()).toBe(0);
    const { id } = must(contact);
    const approval = (await home.owner.query('select id from work.approval where object_id = $1', [id])).rows[0].id;
    must(await decideApproval(home.as(home.alerts.coordinator), { approval, decision: 'APPROVED' }));
  });

  it('is an arrival of the place that it names, once however often it comes, and nobody else’s letter', async () => {
    const whole = report({ hash_values: { sha256: 'b'.repeat(64) } });
    expect(await arrives(arf(FEEDBACK + xarf(whole)))).toEqual({ alone: true, read: 1 });
    expect(await arrives(arf(FEEDBACK + xarf(whole)))).toEqual({ alone: true, read: 1 });
    expect(await arrivals()).toBe(1);
    const { rows } = await home.owner.query('select agency, source from takedown.arrival');
    expect(rows).toEqual([{ agency: SCHOOL, source: 'MACHINE' }]);
    expect(await refusals()).toEqual([]);
    // Of a person who sends one along, somebody reads the letter too.
    expect(await arrives(arf(xarf(report())))).toEqual({ alone: false, read: 1 });
    expect(await arrivals()).toBe(2);
    expect(await arrives(arf(FEEDBACK + xarf(report({ tags: ['lifecycle:test'] }))))).toMatchObject({ read: 1 });
    expect(await arrivals()).toBe(2);
  });

  it.each([
    [
      'whose domain says that somebody else wrote it',
      { 'Authentication-Results': 'mx.nha.example; dmarc=fail (p=reject) header.from=duong-day-mau.example' },
    ],
    ['whose domain is silent', {}],
    [
      'that says itself that it is proven',
      { 'Authentication-Results': 'mx.ke-xau.example; dmarc=pass header.from=duong-day-mau.example' },
    ],
    [
      'that is proven for another domain',
      { 'Authentication-Results': 'mx.nha.example; dmarc=pass header.from=ke-xau.example' },
    ],
  ] as const)('is believed of nobody: %s', async (_what, headers) => {
    const before = await arrivals();
    expect(await arrives(arf(FEEDBACK + xarf(report()), headers))).toEqual({ alone: false, read: 0 });
    expect(await arrivals()).toBe(before);
  });

  it('that is hostile is refused, told to the member’s people, and nothing of it is kept', async () => {
    const before = await arrivals();
    const told = (await refusals()).length;
    const picture = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const bad: readonly (readonly [string, string, string])[] = [
      [
        'evidence',
        xarf(report({ evidence: [{ content_type: 'image/png', payload: 'AAAA' }] })),
        'xarf-report.evidence',
      ],
      [
        'a picture in the words',
        xarf(report({ description: 'data:image/png;base64,AAAA' })),
        'machine-report.holds-media',
      ],
      ['another class', xarf(report({ category: 'messaging', type: 'spam' })), 'xarf-letter.unreadable'],
      ['no class of a picture', xarf(report({ classification: undefined })), 'xarf-letter.unreadable'],
      ['a time to come', xarf(report({ timestamp: '2027-11-24T02:00:00Z' })), 'machine-report.time-in-future'],
      ['a private network', xarf(report({ url: 'http://ten:mat@noi-mau.example/' })), 'content-item.locator-unusable'],
      ['a picture that says it is JSON', part('application/json', picture), 'xarf-letter.unreadable'],
      [
        'bytes that are no UTF-8',
        part('application/json', Buffer.from([0x7b, 0xff, 0xfe, 0x7d])),
        'xarf-letter.unreadable',
      ],
      ['brackets without end', xarf(deep), 'xarf-letter.unreadable'],
      ['more than is read', xarf(JSON.stringify(report()) + ' '.repeat(300_000)), 'xarf-letter.unreadable'],
      ['two in a list', xarf([report(), report()]), 'xarf-letter.unreadable'],
      ['nothing', xarf(''), 'xarf-letter.unreadable'],
    ];
    for (const [what, parts, refusal] of bad) {
      const count = (await refusals()).length;
      expect([what, await arrives(arf(FEEDBACK + parts))]).toEqual([what, { alone: true, read: 1 }]);
      expect([what, (await refusals()).slice(count)]).toEqual([what, [refusal]]);
    }
    expect(await arrivals()).toBe(before);
    expect((await refusals()).length).toBe(told + bad.length);
  });

  it('is read where it says so alone: not in a letter inside it, not under another name, not past the tenth', async () => {
    const before = await arrivals();
    const inner = `--b\r\nContent-Type: message/rfc822\r\n\r\n${letter({ 'Content-Type': 'multipart/mixed; boundary=c' }, `--c\r\nContent-Type: application/json\r\n\r\n${JSON.stringify(report())}\r\n--c--\r\n`)}\r\n`;
    expect(await arrives(arf(FEEDBACK + inner))).toMatchObject({ read: 0 });
    expect((await refusals()).at(-1)).toBe('xarf-letter.no-report');
    expect(await arrives(arf(FEEDBACK + part('application/pdf', JSON.stringify(report()))))).toMatchObject({
      read: 0,
    });
    const many = Array.from({ length: 14 }, () => xarf(report())).join('');
    expect(await arrives(arf(FEEDBACK + many))).toMatchObject({ read: 10 });
    expect((await refusals()).at(-1)).toBe('xarf-letter.too-many');
    expect(await arrivals()).toBe(before + 10);
  });

  it('waits for a mailbox that is not reached now, and is no report of a contact that was ended', async () => {
    const before = await arrivals();
    const { jobs } = await comes(arf(FEEDBACK + xarf(report())));
    reaches = false;
    await expect(readXarfLetter(home.as(systemActor('test')), jobs[0] as XarfLetter)).rejects.toThrow('failed');
    reaches = true;
    await readXarfLetter(home.as(systemActor('test')), jobs[0] as XarfLetter);
    expect(await arrivals()).toBe(before + 1);
    const { addressee, id } = must(contact);
    must(await endContact(own(), { addressee, contact: id }));
    expect(await arrives(arf(FEEDBACK + xarf(report())))).toEqual({ alone: false, read: 0 });
  });
});
