import { randomBytes, randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { requestRemoval } from '../../hashes/index.ts';
import {
  anonymous,
  type Ctx,
  createContext,
  type LiveEvent,
  newId,
  ok,
  STRETCHING,
  vietnamDate,
} from '../../kernel/index.ts';
import {
  burnReceipt,
  changeReceipt,
  confirmReceiptKept,
  fileForCaller,
  fileReport,
  leaveReceipt,
  openReceipt,
  openReport,
  type Receipt,
  receiptKept,
  receiptQuiz,
  receiptRemovals,
  receiptView,
  replyAsReporter,
  replyToReporter,
  requestRemovalOfReceipt,
  unmaskIdentity,
  withdrawReceiptRemoval,
} from '../index.ts';
import { newKey, openIntakeHome } from '../testing.ts';
import { SESSION_IDLE, SESSION_LIFE } from './receipt-session.ts';
import { actAsHolder, unlockReceipt } from './unlock-receipt.ts';

/** What each act with a receipt leaves behind: in the audit, in the report's history, in its sessions and keys. */
const home = fileFixture(() => openIntakeHome());

interface Filed {
  readonly receipt: Receipt;
  readonly id: string;
}
async function file(report: Record<string, unknown> = {}): Promise<Filed> {
  const { receipt } = must(
    await fileReport(home.public(), {
      report: { reporter: { kind: 'child' }, narrative: 'Chuyện.', ...report },
      idempotencyKey: newKey(),
    }),
  );
  const [row] = await rows<{ report_id: string }>('select report_id from intake.receipt where locator = $1', [
    receipt.locator,
  ]);
  return { receipt, id: row?.report_id as string };
}
async function fileOnTheTelephone(): Promise<Filed> {
  const filed = must(
    await fileForCaller(home.at(home.agent), {
      report: { reporter: { kind: 'child' }, narrative: 'Chuyện.' },
      idempotencyKey: newKey(),
      channel: 'TEL111',
    }),
  );
  return { receipt: filed.receipt, id: filed.report };
}
const pdq = () => Array.from(randomBytes(32), (byte) => ['0f', '33', '55', '69'][byte & 3]).join('');
const removalRequest = () => ({
  idempotencyKey: randomUUID(),
  files: [{ media: 'image', pdq: pdq(), quality: 100 }],
  answers: { ageBand: 'A12_13', subject: 'SELF', places: ['ZALO'], agreed: true },
});
const askDown = async (): Promise<Receipt> => must(await requestRemoval(home.public(), removalRequest()));

async function rows<T>(text: string, values: readonly unknown[] = []): Promise<T[]> {
  return (await home.owner.query(text, [...values])).rows as T[];
}
/** The audit of an object since the last test began, the oldest first. */
const audited = (object: string | null) =>
  rows<{
    organisation: string;
    actor_kind: string;
    action: string;
    outcome: string;
    object_kind: string;
    codes: object;
  }>(
    `select organisation, actor_kind, action, outcome, object_kind, body::jsonb -> 'codes' as codes
     from kernel.audit_entry where object_id is not distinct from $1 and at >= $2 order by sequence`,
    [object, from],
  );
const entry = (action: string, kind = 'report', actor = 'receipt') => ({
  organisation: 'C111',
  actor_kind: actor,
  action,
  outcome: 'allowed',
  object_kind: kind,
  codes: {},
});
const events = async (id: string) =>
  (
    await rows<{ code: string; codes: object }>(
      'select code, codes from intake.event where report_id = $1 and at >= $2 order by at, id',
      [id, from],
    )
  ).map((event) => [event.code, event.codes]);
const receiptRow = async ({ id }: Filed) =>
  (await rows<Record<string, unknown>>('select * from intake.receipt where report_id = $1', [id]))[0];
const sessions = (id: string) =>
  rows<{ id: string; opened_at: Date; last_used_at: Date; expires_at: Date }>(
    'select id, opened_at, last_used_at, expires_at from intake.receipt_session where report_id = $1 order by opened_at, id',
    [id],
  );
/** Who holds the thread's key beside the desk. */
const holders = (id: string) =>
  rows<{ holder_kind: string; holder: string; expires_at: Date | null; purpose: string }>(
    `select holder_kind, holder, wrap.expires_at, purpose from kernel.wrapped_key as wrap join kernel.data_key as key on key.id = data_key_id
       where object_kind = 'report' and object_id = $1 and field_class = 'thread' and holder_kind <> 'desk' order by holder_kind, holder`,
    [id],
  );
const takeKeyAway = (id: string) =>
  home.owner.query(
    "delete from kernel.wrapped_key where holder_kind <> 'desk' and data_key_id in (select id from kernel.data_key where object_id = $1)",
    [id],
  );

let from = new Date(0);
beforeEach(() => {
  home.clock.advance(1_000);
  from = home.clock.now();
});

describe('opening', () => {
  it('is in the audit, and makes a session of half an hour with a key of its own that ends with it', async () => {
    const filed = await file();
    home.clock.advance(1_000);
    from = home.clock.now();
    const opened = must(await openReceipt(home.public(), filed.receipt));
    const expires = new Date(from.getTime() + SESSION_LIFE);
    expect(opened).toMatchObject({ holds: 'report', mustChange: false, expiresAt: expires });
    expect(opened.view?.lastOpenedAt).toBeNull();
    expect(await audited(filed.id)).toEqual([entry('receipt.open')]);
    const [session, ...others] = await sessions(filed.id);
    expect(others).toEqual([]);
    expect(session).toMatchObject({ opened_at: from, last_used_at: from, expires_at: expires });
    const { id: receipt, last_opened_at } = (await receiptRow(filed)) as { id: string; last_opened_at: Date };
    expect(last_opened_at).toEqual(from);
    expect(await holders(filed.id)).toEqual([
      { holder_kind: 'receipt', holder: receipt, expires_at: null, purpose: 'own-report' },
      { holder_kind: 'session', holder: session?.id, expires_at: expires, purpose: 'own-report' },
    ]);
    home.clock.advance(60_000);
    const again = must(await openReceipt(home.public(), filed.receipt));
    expect(again.view?.lastOpenedAt).toBe(from.toISOString());
    expect(again.session).not.toBe(opened.session);
  });

  it('of words that somebody read out shows nothing, and does not count as opened', async () => {
    const filed = await fileOnTheTelephone();
    expect(must(await openReceipt(home.public(), filed.receipt))).toMatchObject({
      mustChange: true,
      holds: 'report',
      view: undefined,
    });
    expect(await receiptRow(filed)).toMatchObject({ last_opened_at: null, must_change: true });
  });

  it('of a request alone is in the audit too, and makes a session of half an hour', async () => {
    const receipt = await askDown();
    const [removal] = await rows<{ id: string }>('select id from hashes.removal where locator = $1', [receipt.locator]);
    const expires = new Date(from.getTime() + SESSION_LIFE);
    expect(must(await openReceipt(home.public(), receipt))).toMatchObject({ holds: 'removal', expiresAt: expires });
    expect((await audited(removal?.id as string)).filter(({ action }) => action === 'receipt.open')).toEqual([
      entry('receipt.open', 'hash-removal', 'system'),
    ]);
    const { rows: by } = await home.owner.query(
      'select actor from kernel.audit_entry where object_id = $1 and action = $2',
      [removal?.id, 'receipt.open'],
    );
    expect(by).toEqual([{ actor: 'intake.open-receipt' }]);
    expect(
      await rows('select opened_at, last_used_at, expires_at from intake.removal_session where removal_id = $1', [
        removal?.id,
      ]),
    ).toEqual([{ opened_at: from, last_used_at: from, expires_at: expires }]);
  });

  it('by staff is refused, and the audit says so', async () => {
    const { receipt } = await file();
    expect(code(await openReceipt(home.at(home.agent), receipt))).toBe('receipt.not-for-staff');
    expect(await audited(null)).toContainEqual({
      ...entry('receipt.open', null as never, 'person'),
      outcome: 'refused',
      codes: { refusal: 'receipt.not-for-staff' },
    });
  });

  it('with right words never makes an address wait, and what it waits for is said with whom to call', async () => {
    const { receipt } = await file();
    const at = (): Ctx =>
      createContext(home.kernel, {
        actor: anonymous,
        requestId: newId<'request'>(),
        language: 'vi',
        address: '203.0.113.77',
      });
    for (let n = 0; n < 25; n += 1) expect(code(await openReceipt(at(), receipt))).toBe('accepted');
    const wrong = { ...receipt, words: receipt.words.toReversed().with(0, receipt.words[1] as string) };
    for (let n = 0; n < 5; n += 1) expect(code(await openReceipt(at(), wrong))).toBe('receipt.wrong');
    home.clock.advance(1);
    expect(await openReceipt(at(), receipt)).toMatchObject({
      ok: false,
      refusal: { code: 'receipt.wait', facts: { retryAfterSeconds: 1, call: '111' } },
    });
  });
});

describe('what a receipt shows', () => {
  it('is what was reported by its codes, what was written and by which side, and who read what on which day', async () => {
    const filed = await file({
      reporter: { kind: 'child', name: 'Bạn Nhỏ', phone: '0912345678' },
      danger: { now: 'yes' },
    });
    const received = from.toISOString();
    const before = must(await receiptView(home.public(), filed.receipt));
    expect(before).toMatchObject({
      summary: { receivedAt: received, language: 'vi', informantType: 'CHILD' },
      imminentDanger: true,
      whoOpened: [],
      thread: [],
      keptConfirmed: false,
    });
    home.clock.advance(60_000);
    const { messageId: seen } = must(await replyAsReporter(home.public(), filed.receipt, { text: 'Em đây.' }));
    const wrote = home.clock.now().toISOString();
    home.clock.advance(60_000);
    const desk = () => home.at({ ...home.counsellor, steppedUpUntil: new Date(home.clock.now().getTime() + 60_000) });
    const { triage } = must(await openReport(desk(), { report: filed.id, read: ['narrative'] }));
    must(await openReport(desk(), { report: filed.id, read: ['narrative'] }));
    must(await unmaskIdentity(desk(), { report: filed.id, reason: 'call-back' }));
    must(await replyToReporter(desk(), { report: filed.id, version: triage.version, seen, text: 'Chào em.' }));
    const answered = home.clock.now().toISOString();
    // Until it can be taken back no more, the answer is not there.
    const lines = async () => must(await receiptView(home.public(), filed.receipt)).thread.length;
    expect(await lines()).toBe(1);
    home.clock.advance(9_999);
    expect(await lines()).toBe(1);
    home.clock.advance(1);
    expect(await lines()).toBe(2);
    const today = vietnamDate(home.clock.now());
    home.clock.advance(86_400_000);
    must(await openReport(desk(), { report: filed.id, read: ['narrative'] }));
    const tomorrow = vietnamDate(home.clock.now());
    const view = must(await receiptView(home.public(), filed.receipt));
    expect(view.thread).toEqual([
      { id: expect.any(String), at: wrote, from: 'you', text: 'Em đây.' },
      { id: expect.any(String), at: answered, from: 'desk', text: 'Chào em.' },
    ]);
    expect(view.timeline[0]).toMatchObject({ code: 'received', at: received });
    // Days and parts, however often.
    expect(view.whoOpened).toEqual([
      { day: today, agency: 'C111', part: 'narrative' },
      { day: today, agency: 'C111', part: 'identity' },
      { day: tomorrow, agency: 'C111', part: 'narrative' },
    ]);
    expect(must(await receiptView(home.public(), (await file()).receipt)).imminentDanger).toBe(false);
  });
});

describe('a session', () => {
  it('rests a quarter of an hour to the instant, and each use begins it anew', async () => {
    const filed = await file();
    const { session } = must(await openReceipt(home.public(), filed.receipt));
    const still = must(await openReceipt(home.public(), filed.receipt));
    home.clock.advance(SESSION_IDLE - 1);
    expect(code(await receiptView(home.public(), { session }))).toBe('accepted');
    const used = (await sessions(filed.id)).map((row) => row.last_used_at.getTime());
    expect(used.sort()).toEqual([from.getTime(), home.clock.now().getTime()]);
    home.clock.advance(1);
    expect(code(await receiptView(home.public(), still))).toBe('receipt.session-ended');
    expect(code(await receiptView(home.public(), { session }))).toBe('accepted');
    home.clock.advance(SESSION_LIFE - SESSION_IDLE - 1);
    expect(code(await receiptView(home.public(), { session }))).toBe('accepted');
    home.clock.advance(1);
    expect(code(await receiptView(home.public(), { session }))).toBe('receipt.session-ended');
  });

  it('of a request alone does the same', async () => {
    const receipt = await askDown();
    const { session } = must(await openReceipt(home.public(), receipt));
    const still = must(await openReceipt(home.public(), receipt));
    home.clock.advance(SESSION_IDLE - 1);
    expect(code(await receiptRemovals(home.public(), { session }))).toBe('accepted');
    home.clock.advance(1);
    expect(code(await receiptRemovals(home.public(), still))).toBe('receipt.session-ended');
    expect(code(await receiptRemovals(home.public(), { session }))).toBe('accepted');
    home.clock.advance(SESSION_LIFE - SESSION_IDLE - 1);
    expect(code(await receiptRemovals(home.public(), { session }))).toBe('accepted');
    home.clock.advance(1);
    expect(code(await receiptRemovals(home.public(), { session }))).toBe('receipt.session-ended');
  });

  it('acts only while the words are those that it was checked with', async () => {
    for (const change of [changeReceipt, burnReceipt]) {
      const { receipt } = await file();
      const checked = must(await unlockReceipt(home.public(), receipt));
      let acted = false;
      const act = async () => {
        acted = true;
        return ok();
      };
      expect(code(await actAsHolder(home.public(), checked, act))).toBe('accepted');
      expect(acted).toBe(true);
      acted = false;
      expect(code(await change(home.public(), receipt))).toBe('accepted');
      expect([change.name, code(await actAsHolder(home.public(), checked, act)), acted]).toEqual([
        change.name,
        'receipt.wrong',
        false,
      ]);
    }
  });

  it('whose report lost its receipt opens nothing', async () => {
    const filed = await file();
    const { session } = must(await openReceipt(home.public(), filed.receipt));
    await home.owner.query('delete from intake.receipt where report_id = $1', [filed.id]);
    expect(code(await receiptView(home.public(), { session }))).toBe('receipt.session-ended');
  });

  it('that is left is gone, and leaves the others; one of a request alone too; words must be changed first or not', async () => {
    const filed = await fileOnTheTelephone();
    const [one, other] = [
      must(await openReceipt(home.public(), filed.receipt)),
      must(await openReceipt(home.public(), filed.receipt)),
    ];
    must(await leaveReceipt(home.public(), one.session));
    expect((await sessions(filed.id)).length).toBe(1);
    expect((await holders(filed.id)).map(({ holder_kind }) => holder_kind)).toEqual(['receipt', 'session']);
    must(await changeReceipt(home.public(), { session: other.session }));
    const removal = await askDown();
    const [first, second] = [
      must(await openReceipt(home.public(), removal)),
      must(await openReceipt(home.public(), removal)),
    ];
    must(await leaveReceipt(home.public(), first.session));
    expect(code(await receiptRemovals(home.public(), first))).toBe('receipt.session-ended');
    expect(code(await receiptRemovals(home.public(), second))).toBe('accepted');
    expect(code(await leaveReceipt(home.at(home.agent), second.session))).toBe('receipt.not-for-staff');
  });

  it('that ends while it is being left is no fault', async () => {
    const filed = await file();
    const { session } = must(await openReceipt(home.public(), filed.receipt));
    const other = await home.owner.connect();
    try {
      await other.query('begin');
      await other.query('select from intake.receipt_session where report_id = $1 for update', [filed.id]);
      await other.query('update intake.receipt set generation = generation + 1 where report_id = $1', [filed.id]);
      const leaving = leaveReceipt(home.public(), session);
      // It has seen the receipt as it was, and waits to write down that the session was used.
      await expect
        .poll(
          async () =>
            (await rows("select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"))
              .length,
          {
            timeout: 20_000,
          },
        )
        .toBeGreaterThan(0);
      await other.query('commit');
      expect(code(await leaving)).toBe('accepted');
    } finally {
      other.release();
    }
  });
});

describe('new words', () => {
  it('are made with salt and strength of today, count as read by nobody, and are in the audit and the history', async () => {
    const filed = await fileOnTheTelephone();
    await home.owner.query(
      "update intake.receipt set kept_confirmed_at = now(), made_at = now() - interval '1 year' where report_id = $1",
      [filed.id],
    );
    const before = (await receiptRow(filed)) as { salt: Buffer; verifier: Buffer; generation: number; id: string };
    const other = must(await openReceipt(home.public(), filed.receipt));
    const asking = must(await openReceipt(home.public(), filed.receipt));
    const keeps = (await sessions(filed.id)).map(({ id }) => id);
    home.clock.advance(1_000);
    from = home.clock.now();
    const changed = must(await changeReceipt(home.public(), { session: asking.session }));
    expect(changed.locator).toBe(filed.receipt.locator);
    const after = (await receiptRow(filed)) as { salt: Buffer; verifier: Buffer };
    expect(after).toMatchObject({
      generation: before.generation + 1,
      must_change: false,
      made_at: from,
      kept_confirmed_at: null,
      memory_kib: STRETCHING.memoryKib,
      passes: STRETCHING.passes,
    });
    expect([after.salt.length, after.salt.equals(before.salt), after.verifier.equals(before.verifier)]).toEqual([
      16,
      false,
      false,
    ]);
    expect(await events(filed.id)).toEqual([['receipt-changed', {}]]);
    expect(await audited(filed.id)).toEqual([entry('receipt.change')]);
    // The session that asked goes on, with its key; the other and its key are gone.
    const left = await sessions(filed.id);
    expect(left).toHaveLength(1);
    expect(keeps).toContain(left[0]?.id);
    expect((await holders(filed.id)).map(({ holder_kind, holder }) => [holder_kind, holder])).toEqual([
      ['receipt', before.id],
      ['session', left[0]?.id],
    ]);
    expect(code(await receiptView(home.public(), other))).toBe('receipt.session-ended');
    expect(code(await receiptView(home.public(), asking))).toBe('accepted');
    expect(code(await receiptView(home.public(), changed))).toBe('accepted');
  });

  it('asked for by the old ones end every session', async () => {
    const filed = await file();
    must(await openReceipt(home.public(), filed.receipt));
    must(await changeReceipt(home.public(), filed.receipt));
    expect(await sessions(filed.id)).toEqual([]);
    expect((await holders(filed.id)).map(({ holder_kind }) => holder_kind)).toEqual(['receipt']);
  });
});

it('burning takes words, sessions and keys away, and says so in the audit and the history', async () => {
  const filed = await fileOnTheTelephone();
  must(await openReceipt(home.public(), filed.receipt));
  const others = await file();
  must(await openReceipt(home.public(), others.receipt));
  home.clock.advance(1_000);
  from = home.clock.now();
  must(await burnReceipt(home.public(), filed.receipt));
  expect([await receiptRow(filed), await sessions(filed.id), await holders(filed.id)]).toEqual([undefined, [], []]);
  expect(await events(filed.id)).toEqual([['receipt-burnt', {}]]);
  expect(await audited(filed.id)).toEqual([entry('receipt.burn')]);
  expect([(await sessions(others.id)).length, (await holders(others.id)).length]).toEqual([1, 2]);
});

it('without the key that its words open, a receipt says that the service is not there, and changes nothing', async () => {
  const filed = await file();
  const { session } = must(await openReceipt(home.public(), filed.receipt));
  await takeKeyAway(filed.id);
  const before = await home.counts();
  expect(code(await openReceipt(home.public(), filed.receipt))).toBe('service.unavailable');
  expect(code(await changeReceipt(home.public(), { session }))).toBe('service.unavailable');
  expect(code(await replyAsReporter(home.public(), { session }, { text: 'Chào cô.' }))).toBe('service.unavailable');
  expect(await home.counts()).toEqual(before);
});

it('words that were kept are said to be once, also those that must be changed', async () => {
  for (const filed of [await file(), await fileOnTheTelephone()]) {
    from = home.clock.now();
    const { receipt } = filed;
    const { position, choices } = receiptQuiz(receipt.words);
    const right = receipt.words[position - 1] as string;
    expect(await receiptKept(home.public(), receipt)).toBe(false);
    for (const choice of choices.filter((word) => word !== right))
      expect(code(await confirmReceiptKept(home.public(), receipt, choice))).toBe('receipt.not-kept-yet');
    expect((await receiptRow(filed))?.kept_confirmed_at).toBeNull();
    home.clock.advance(1_000);
    from = home.clock.now();
    must(await confirmReceiptKept(home.public(), receipt, right));
    home.clock.advance(1_000);
    must(await confirmReceiptKept(home.public(), receipt, right));
    expect((await receiptRow(filed))?.kept_confirmed_at).toEqual(from);
    expect(await events(filed.id)).toEqual([['receipt-kept', {}]]);
    expect(await receiptKept(home.public(), receipt)).toBe(true);
    expect(await receiptKept(home.public(), { ...receipt, locator: 'ZZZZ-0000' })).toBe(false);
    expect(code(await confirmReceiptKept(home.public(), { ...receipt, locator: 'x' }, right))).toBe(
      'receipt.unreadable',
    );
    // The right choice does not stand for the right words.
    const wrong = { ...receipt, words: receipt.words.with(position % 6, receipt.words[position - 1] as string) };
    expect(code(await confirmReceiptKept(home.public(), wrong, right))).toMatch(/^receipt\.(wrong|not-kept-yet)$/);
  }
});

describe('a message of the reporter', () => {
  it('is in the audit and the history, marks the report, and the desk hears of it', async () => {
    const heard: LiveEvent[] = [];
    const stop = home.kernel.live.listen((event) => heard.push(event));
    const filed = await file();
    from = home.clock.now();
    must(await replyAsReporter(home.public(), filed.receipt, { text: 'Chào cô.' }));
    await expect
      .poll(() => heard.filter(({ topic }) => topic === 'report.message-received'))
      .toEqual([{ topic: 'report.message-received', id: filed.id, desk: '111-intake' }]);
    stop();
    expect(await audited(filed.id)).toContainEqual(entry('receipt.reply'));
    expect(await events(filed.id)).toContainEqual(['message-received', {}]);
    expect((await events(filed.id)).map(([name]) => name)).not.toContain('reopened');
    expect(await rows('select from_kind, author, at from intake.message where report_id = $1', [filed.id])).toEqual([
      { from_kind: 'reporter', author: null, at: from },
    ]);
    const marks = 'select unanswered, last_message_at, story_signals, status from intake.report where id = $1';
    expect(await rows(marks, [filed.id])).toEqual([
      { unanswered: true, last_message_at: from, story_signals: [], status: 'RECEIVED' },
    ]);
    // Each signal once, in the order of the list, whichever came first.
    for (const text of [
      'Nó dọa tung ảnh của em lên Facebook',
      'Em không muốn sống nữa.',
      'Em không muốn sống nữa, cô ơi.',
      'Nó dọa tung ảnh, em không muốn sống nữa.',
    ]) {
      home.clock.advance(1_000);
      must(await replyAsReporter(home.public(), filed.receipt, { text }));
    }
    expect(await rows(marks, [filed.id])).toMatchObject([{ story_signals: ['SELF_HARM', 'EXTORTION'] }]);
    expect((await events(filed.id)).filter(([name]) => name === 'message-received')).toEqual([
      ['message-received', {}],
      ['message-received', { signals: 'EXTORTION' }],
      ['message-received', { signals: 'SELF_HARM' }],
      ['message-received', { signals: 'SELF_HARM' }],
      ['message-received', { signals: 'SELF_HARM EXTORTION' }],
    ]);
  });

  it('opens a closed report again, and its history says by what; the clock of the answer runs once', async () => {
    const filed = await file();
    await home.owner.query("update intake.report set status = 'CLOSED', closed_at = now() where id = $1", [filed.id]);
    from = home.clock.now();
    must(await replyAsReporter(home.public(), filed.receipt, { text: 'Còn nữa.' }));
    must(await replyAsReporter(home.public(), filed.receipt, { text: 'Và nữa.' }));
    expect((await events(filed.id)).filter(([name]) => name === 'reopened')).toEqual([['reopened', { by: 'message' }]]);
    const clocks = () =>
      rows<{ ended_at: Date | null }>(
        "select ended_at from clocks.clock where object_id = $1 and rule_code = 'DL-FEEDBACK' order by started_at",
        [filed.id],
      );
    expect(await clocks()).toEqual([{ ended_at: null }]);
    // Once it was answered, the next message starts it anew.
    await home.owner.query(
      "update clocks.clock set ended_at = now(), status = 'met' where object_id = $1 and rule_code = 'DL-FEEDBACK'",
      [filed.id],
    );
    must(await replyAsReporter(home.public(), filed.receipt, { text: 'Cảm ơn cô.' }));
    expect((await clocks()).map(({ ended_at }) => ended_at === null)).toEqual([false, true]);
  });
});

describe('requests that a receipt opens', () => {
  it('are found in the order in which they were added, each is taken back alone, and one’s own only', async () => {
    const filed = await file();
    const asked: string[] = [];
    for (let n = 0; n < 3; n += 1) {
      home.clock.advance(1_000);
      must(await requestRemovalOfReceipt(home.public(), filed.receipt, removalRequest()));
      const found = must(await receiptRemovals(home.public(), filed.receipt)).map(({ removal }) => removal);
      expect(found.slice(0, n)).toEqual(asked);
      asked.push(found[n] as string);
    }
    must(await withdrawReceiptRemoval(home.public(), filed.receipt, asked[1] as string));
    expect(
      must(await receiptRemovals(home.public(), filed.receipt)).map(({ withdrawnAt }) => withdrawnAt === null),
    ).toEqual([true, false, true]);
    const stranger = await file();
    expect(must(await receiptRemovals(home.public(), stranger.receipt))).toEqual([]);
    for (const removal of [asked[0] as string, 'x'])
      expect(code(await withdrawReceiptRemoval(home.public(), stranger.receipt, removal))).toBe('record.not-found');
  });

  it('are refused where the words are wrong or must be changed first', async () => {
    const removal = await askDown();
    const wrong = { ...removal, words: removal.words.toReversed().with(0, removal.words[1] as string) };
    expect(code(await receiptRemovals(home.public(), wrong))).toBe('receipt.wrong');
    expect(code(await withdrawReceiptRemoval(home.public(), wrong, randomUUID()))).toBe('receipt.wrong');
    expect(code(await requestRemovalOfReceipt(home.public(), wrong, removalRequest()))).toBe('receipt.wrong');
    const told = await fileOnTheTelephone();
    expect(code(await withdrawReceiptRemoval(home.public(), told.receipt, randomUUID()))).toBe('receipt.must-change');
  });
});
