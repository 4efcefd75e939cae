import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../../tools/test/test-kernel.ts';
import { testPerson } from '../../../tools/test/test-person.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { DAY, HOUR, newId, type PersonActor, systemActor } from '../../kernel/index.ts';
import { decideApproval, listApprovals } from '../../work/index.ts';
import { adapters } from '../adapters.ts';
import { NO_WISHES } from '../outbox/outbound.ts';
import {
  openTestAccount,
  outboundRows,
  type PlayedProvider,
  plantProvider,
  playProvider,
  testSending,
} from '../outbox/outbox.testing.ts';
import { queueMessage } from '../outbox/queue-message.ts';
import { accountsToServe, sendByAccount } from '../outbox/send-messages.ts';
import {
  askTemplateApproval,
  changeTemplate,
  listTemplates,
  registerTemplate,
  retireTemplate,
  templateChannels,
  writeTemplate,
} from './keep-templates.ts';
import { registerTestTemplate } from './template.testing.ts';
import { fillBlanks, readBlanks } from './template-text.ts';

const home = fileFixture(() => openTestKernel('2026-11-28T03:00:00Z'));
const platform = () => home.context(systemActor('test'));
const writer = testPerson('agency_admin', 'C111');
const second = testPerson('111_supervisor', 'C111');
const TEXT = 'Hẹn lúc {gio:TIME} ngày {ngay:DATE}, mã {ma:CODE}.';
const DATA = { gio: '15:00', ngay: '30/11', ma: 'KX-204' };
/** Before one is played in another's place. */
const real = [...adapters];
let provider: PlayedProvider;
let planted: { close(): void };
let account: string;

beforeEach(async () => {
  await home.owner.query(
    'truncate channels.outbound_message, channels.outbox_gate, channels.message_template, work.approval',
  );
  provider = playProvider();
  planted = plantProvider(provider);
  account = await openTestAccount(home);
});
afterEach(() => planted.close());

const write = async (text = TEXT, actor: PersonActor = writer) =>
  writeTemplate(home.context(actor), { channel: 'sms-gateway', code: 'nhac-hen', text });
const ask = async (template: string, actor = writer) =>
  must(await askTemplateApproval(home.context(actor), { template }));
const waiting = async (actor: PersonActor) => must(await listApprovals(home.context(actor)))[0];
const decide = async (actor: PersonActor, approval: string) =>
  decideApproval(home.context(actor), { approval, decision: 'APPROVED' });
const stateOf = async (id: string) =>
  must(await listTemplates(home.context(second))).find((one) => one.id === id)?.state;
const queue = (data: Readonly<Record<string, string>> = DATA) =>
  platform().transaction((tx) =>
    queueMessage(platform(), tx, {
      key: newId<'test'>(),
      purpose: 'reminder',
      to: { account, address: '+84912345678', wishes: NO_WISHES },
      text: '',
      template: { code: 'nhac-hen', data },
    }),
  );
const serve = async () => {
  for (const one of await accountsToServe(platform())) await sendByAccount(platform(), one, testSending(home));
};

describe('a template', () => {
  test('is written by one person, approved by another, and used once the network knows it', async () => {
    const { id, version } = must(await write());
    expect([version, await stateOf(id)]).toEqual([1, 'draft']);
    expect(code(await queue())).toBe('message-template.not-usable');
    const register = () => registerTemplate(home.context(writer), { template: id, networkId: ' 204551 ' });
    expect(code(await register())).toBe('message-template.not-approved');
    await ask(id);
    const { id: approval = '' } = (await waiting(second)) ?? {};
    expect(code(await decide(writer, approval))).toBe('approval.not-yours-to-decide');
    expect(code(await decide(testPerson('111_supervisor', 'MOH-MCD'), approval))).toBe('approval.unknown');
    must(await decide(second, approval));
    expect(await stateOf(id)).toBe('approved');
    expect(code(await queue())).toBe('message-template.not-usable');
    must(await register());
    must(await queue());
    provider.window = 'template-only';
    await serve();
    expect(provider.taken).toMatchObject([
      { text: 'Hẹn lúc 15:00 ngày 30/11, mã KX-204.', template: { id: '204551', data: DATA } },
    ]);
  });

  test('that somebody asked for in another’s place is approved by neither of them', async () => {
    const { id } = must(await write());
    await ask(id, second);
    const { id: approval = '' } = (await waiting(second)) ?? {};
    for (const actor of [writer, second])
      expect(code(await decide(actor, approval))).toBe('approval.not-yours-to-decide');
    must(await decide(testPerson('111_supervisor', 'C111'), approval));
  });

  test('loses its approval with its words, also one that was only asked for', async () => {
    const { id } = must(await write());
    await ask(id);
    const { id: before = '' } = (await waiting(second)) ?? {};
    must(await changeTemplate(home.context(writer), { template: id, text: 'Lời khác.' }));
    expect(code(await decide(second, before))).not.toBe('ok');
    expect(await stateOf(id)).toBe('draft');
    await ask(id);
    must(await decide(second, (await waiting(second))?.id ?? ''));
    expect(await stateOf(id)).toBe('approved');
    must(await changeTemplate(home.context(writer), { template: id, text: 'Lời khác nữa.' }));
    expect(await stateOf(id)).toBe('draft');
    expect(code(await registerTemplate(home.context(writer), { template: id, networkId: '1' }))).toBe(
      'message-template.not-approved',
    );
    await ask(id);
    must(await decide(second, (await waiting(second))?.id ?? ''));
    must(await registerTemplate(home.context(writer), { template: id, networkId: '1' }));
    expect(code(await changeTemplate(home.context(writer), { template: id, text: 'x' }))).toBe(
      'message-template.registered',
    );
    expect(must(await write()).version).toBe(2);
  });

  test('that was retired sends nothing more, also what waits', async () => {
    const id = await registerTestTemplate(home, { writer, second, text: TEXT });
    must(await queue());
    must(await retireTemplate(home.context(second), { template: id }));
    await serve();
    expect(provider.taken).toEqual([]);
    expect(await outboundRows(home)).toMatchObject([{ state: 'dead', reason: 'template-retired' }]);
    expect(code(await queue())).toBe('message-template.not-usable');
    expect(code(await retireTemplate(home.context(second), { template: id }))).toBe('message-template.retired');
  });

  test('is the business of who keeps the channels of the agency, and of nobody else', async () => {
    const { id } = must(await write());
    for (const actor of [testPerson('111_agent', 'C111'), testPerson('agency_admin', 'MOH-MCD')]) {
      expect(code(await changeTemplate(home.context(actor), { template: id, text: 'x' }))).toBe(
        'message-template.not-found',
      );
      expect(must(await listTemplates(home.context(actor)))).toEqual([]);
    }
    expect(code(await write(TEXT, testPerson('111_agent', 'C111')))).toBe('access.not-permitted');
    const wrong = (more: object) =>
      writeTemplate(home.context(writer), { channel: 'sms-gateway', code: 'nhac-hen', text: TEXT, ...more });
    expect(code(await wrong({ channel: 'web-push' }))).toBe('message-template.channel-unknown');
    expect(code(await wrong({ channel: 'fax' }))).toBe('message-template.channel-unknown');
    expect(code(await wrong({ code: 'Nhắc hẹn' }))).toBe('message-template.code-unusable');
    expect(code(await wrong({ text: ' ' }))).toBe('message-template.text-missing');
    expect(code(await wrong({ text: 'a'.repeat(1_001) }))).toBe('message-template.text-too-long');
  });
});

describe('a blank', () => {
  test('says what may stand in it; a brace that is no blank is refused', () => {
    expect(must(readBlanks(TEXT))).toEqual(
      new Map([
        ['gio', 'TIME'],
        ['ngay', 'DATE'],
        ['ma', 'CODE'],
      ]),
    );
    for (const text of ['{ten}', '{ten:TEXT}', '{ten:constructor}', '{Ten:CODE}', '{', '}', '{{gio:TIME}}'])
      expect([text, code(readBlanks(text))]).toEqual([text, 'message-template.blank-undeclared']);
    expect(code(readBlanks('{a:TIME} {a:DATE}'))).toBe('message-template.blank-twice');
  });

  test('takes no words of a child: only what its kind takes, and words where they are declared neutral', async () => {
    await registerTestTemplate(home, { writer, second, text: TEXT });
    const words = ['Em bị đánh', '15:00 em sợ lắm', '', '15:00\nEm sợ', '15:00}', '<b>', 'http://a.vn'];
    for (const ma of words)
      expect([ma, code(await queue({ ...DATA, ma }))]).toEqual([ma, 'message-template.blank-refused']);
    expect(code(await queue({ gio: '15:00', ngay: '30/11' }))).toBe('message-template.blank-missing');
    expect(code(await queue({ ...DATA, ten: 'An' }))).toBe('message-template.blank-unknown');
    expect(await outboundRows(home)).toEqual([]);
    // Capitals and strokes alone could spell what somebody said.
    const coded = (ma: string) => fillBlanks('Mã {ma:CODE}.', { ma });
    for (const ma of ['KX-204', 'A1B', '111', 'AN-2']) expect(must(coded(ma))).toBe(`Mã ${ma}.`);
    for (const ma of ['CHA-DANH-EM', 'KXA', 'A-', '2'.repeat(21), 'kx-204', '-11', 'KX 204'])
      expect([ma, code(coded(ma))]).toEqual([ma, 'message-template.blank-refused']);
    const neutral = (noi: string) => fillBlanks('Hẹn ở {noi:NEUTRAL}.', { noi });
    expect(must(neutral('Phòng 2'))).toBe('Hẹn ở Phòng 2.');
    // Words that tell who writes or why are never neutral.
    for (const noi of ['tổng đài 111', 'a'.repeat(41), 'x{gio:TIME}', 'phòng\n2'])
      expect([noi, code(neutral(noi))]).toEqual([noi, 'message-template.blank-refused']);
    // What stands in a blank is no blank itself.
    expect(must(fillBlanks('{a:NEUTRAL}{b:NEUTRAL}', { a: 'b', b: '1' }))).toBe('b1');
  });
});

test('templates are for the networks that take nothing else at times', () => {
  const now = new Date('2026-11-28T03:00:00Z');
  const written = [null, ...[HOUR, DAY, 3 * DAY, 30 * DAY].map((ago) => new Date(now.getTime() - ago))];
  for (const { code: channel, needsTemplates = false, window } of real) {
    const alone = written.some((last) => window(last, now).state === 'template-only');
    expect([channel, needsTemplates]).toEqual([channel, alone]);
  }
  expect(templateChannels({ kernel: home.kernel })).toEqual(['zalo-oa']);
});
