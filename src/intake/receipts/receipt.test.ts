import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { deleteWraps, newReceiptWords, ok, STRETCHING, stretch, verifierOf, wrapSecretOf } from '../../kernel/index.ts';
import { receiptWords, spellReceiptWord } from '../../vocabulary/index.ts';
import { callerChannel } from '../filing/file-for-caller.ts';
import {
  burnReceipt,
  changeReceipt,
  confirmReceiptKept,
  fileForCaller,
  fileReport,
  openReceipt,
  openReport,
  type Receipt,
  readReceipt,
  receiptQuiz,
  receiptView,
  replyAsReporter,
  replyToReporter,
} from '../index.ts';
import { intakeJobs } from '../jobs.ts';
import { reportRecord } from '../reports/report-sealing.ts';
import { newKey, openIntakeHome } from '../testing.ts';
import { quizPassed } from './receipt.ts';
import { SESSION_IDLE, SESSION_LIFE } from './receipt-session.ts';

const STORY = 'Câu chuyện đầu tiên không được đọc lại bằng mã.';
const home = fileFixture(() => openIntakeHome());

const report = { reporter: { kind: 'child' }, narrative: STORY };
const fileOne = async (): Promise<Receipt> =>
  must(await fileReport(home.public(), { report, idempotencyKey: newKey() })).receipt;
const idOf = async (receipt: Receipt): Promise<string> =>
  (await home.owner.query('select report_id from intake.receipt where locator = $1', [receipt.locator])).rows[0]
    .report_id;
const wrong = (receipt: Receipt): Receipt => ({
  ...receipt,
  words: [...receipt.words]
    .reverse()
    .map((word, i) => (i === 0 ? (receiptWords.find((other) => other !== word) as string) : word)),
});
/** Makes a receipt one of other words, as it would be had it been made with them. */
async function giveWords(receipt: Receipt, words: readonly string[]): Promise<void> {
  const { vault, sealing } = home.kernel;
  const { rows } = await home.owner.query('select id, report_id, salt from intake.receipt where locator = $1', [
    receipt.locator,
  ]);
  const [{ id, report_id, salt }] = rows;
  const [before, after] = [await stretch(receipt.words, salt, STRETCHING), await stretch(words, salt, STRETCHING)];
  await home.owner.query('update intake.receipt set verifier = $1 where id = $2', [await verifierOf(vault, after), id]);
  must(
    await home.context({ kind: 'receipt', report: report_id }).transaction(async (tx) => {
      const scope = reportRecord.scope(report_id, 'thread');
      const holder = { kind: 'receipt', holder: id } as const;
      const key = await sealing.openWithSecret(tx, scope, { ...holder, secret: await wrapSecretOf(vault, before) });
      if (!key) throw new Error('no key');
      await deleteWraps(tx, scope, 'receipt');
      await sealing.wrapWithSecret(tx, key, { ...holder, secret: await wrapSecretOf(vault, after) });
      return ok();
    }),
  );
}

describe('the words', () => {
  it('are six of the list, and never the same twice', () => {
    const seen = new Set<string>();
    for (let i = 0; i < 500; i += 1) {
      const words = newReceiptWords(receiptWords);
      expect(words).toHaveLength(6);
      for (const word of words) expect(receiptWords).toContain(word);
      seen.add(words.join(' '));
    }
    expect(seen.size).toBe(500);
  });

  it('read back however they are typed', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(2_047), { minLength: 6, maxLength: 6 }),
        fc.constantFrom(' ', ' - ', ', ', '\n'),
        fc.boolean(),
        (numbers, between, upper) => {
          const words = numbers.map((n) => receiptWords[n] as string);
          const typed = words.map(spellReceiptWord).join(between);
          const read = readReceipt(' 7k3m q9xa', upper ? typed.toUpperCase() : typed);
          expect(read).toEqual({ ok: true, value: { locator: '7K3M-Q9XA', words } });
        },
      ),
    );
    expect(readReceipt('7K3M-Q9XA', 'Xanh xánh XẠNH xành xảnh xãnh')).toMatchObject({
      ok: true,
      value: { words: Array(6).fill('xanh') },
    });
  });

  const boxes = ['mèo xanh', 'voi do', 'thor vangf', 'ga61u ti1m', 'VỊT HỒNG', 'ong  nâu'];
  const card = boxes.map((word, at) => `${at + 1}. ${word}`).join('\n');
  const words = ['meoxanh', 'voido', 'thovang', 'gautim', 'vithong', 'ongnau'];
  it.each<[string, string, string | string[]]>([
    ['six boxes', '7k3m q9xa', boxes],
    ['one text', '7K3M-Q9XA', boxes.join(' ')],
    ['the whole card in the first box', '', [`${card}\nMã: 7K3M-Q9XA\n`, '', '', '', '', '']],
    ['the whole card in the field of the code', `Mã 7K3M-Q9XA\r\n${card}`, ['', '', '', '', '', '']],
    ['the words in the last box, the code in its own', '7k3mq9xa', ['', '', '', '', '', card]],
    ['the whole card where other boxes hold something', '', [`${card} 7K3M-Q9XA`, 'voi', 'x', '', '', '']],
  ])('come as %s', (_name, locator, written) => {
    expect(readReceipt(locator, written)).toEqual({ ok: true, value: { locator: '7K3M-Q9XA', words } });
  });

  it.each<[string, string, string[], string, string | undefined]>([
    ['a word that is none', '7K3M-Q9XA', boxes.with(2, 'con bò'), 'receipt.word-unknown', 'words.2'],
    ['an empty box', '7K3M-Q9XA', boxes.with(5, ''), 'receipt.word-unknown', 'words.5'],
    ['a word of another list', '7K3M-Q9XA', boxes.with(0, 'xanh'), 'receipt.word-unknown', 'words.0'],
    ['pictures', '7K3M-Q9XA', boxes.with(1, '🐘🔴'), 'receipt.word-unknown', 'words.1'],
    ['no code', '', boxes, 'receipt.unreadable', 'locator'],
    ['nothing', '7K3M-Q9XA', Array(6).fill(''), 'receipt.unreadable', 'locator'],
    ['a book', '7K3M-Q9XA', boxes.with(0, 'a '.repeat(30_000)), 'receipt.unreadable', undefined],
  ])('name what is wrong: %s', (_name, locator, written, refusal, field) => {
    const read = readReceipt(locator, written);
    expect(read).toMatchObject({ ok: false, refusal: { code: refusal } });
    expect(!read.ok && read.refusal.field).toBe(field);
  });

  it('are asked for by a question with one right answer', () => {
    for (let i = 0; i < 200; i += 1) {
      const words = newReceiptWords(receiptWords);
      const { position, choices } = receiptQuiz(words);
      expect(new Set(choices).size).toBe(4);
      expect(choices.filter((choice) => quizPassed(words, choice))).toEqual([words[position - 1]]);
      expect(receiptQuiz(words)).toEqual({ position, choices });
    }
  });
});

describe('a receipt', () => {
  it('shows what became of it, and never the story', async () => {
    const receipt = await fileOne();
    home.clock.advance(1_000);
    const first = must(await receiptView(home.public(), receipt));
    expect(first.lastOpenedAt).toBeNull();
    expect(first.thread).toEqual([]);
    expect(first.timeline).toHaveLength(1);
    expect(JSON.stringify(first)).not.toContain('Câu chuyện');
    const opened = must(await receiptView(home.public(), receipt));
    expect(opened.lastOpenedAt).toBe(home.clock.now().toISOString());
  });

  it('answers wrong words and an unknown locator alike', async () => {
    const receipt = await fileOne();
    const answer = async (target: Receipt) => {
      const opened = await openReceipt(home.public(), target);
      return opened.ok ? opened : { ...opened.refusal };
    };
    expect(await answer({ locator: 'ZZZZ-0000', words: receipt.words })).toEqual(await answer(wrong(receipt)));
    expect(await answer(wrong(receipt))).toMatchObject({ code: 'receipt.wrong' });
    const another = await fileOne();
    expect(code(await openReceipt(home.public(), { ...receipt, words: another.words }))).toBe('receipt.wrong');
  });

  it('of an earlier list opens for ever, typed as it was written or over a Telex keyboard', async () => {
    const words = ['bem', 'meonau', 'kesach', 'khoong', 'xanh', 'namoc'];
    const receipt = await fileOne();
    await giveWords(receipt, words);
    for (const written of [
      'bem meo nau ke sach khoong xanh nam oc',
      'bem, mèo nâu, kéach, khoong, xanh, nấm ốc',
      words,
    ])
      expect(code(await openReceipt(home.public(), { locator: receipt.locator, words: written }))).toBe('accepted');
    // Things and qualities that are given no more, by a keyboard that is on and one that is off.
    const second = ['chổi đỏ', 'thước lá', 'nấm bé', 'cừu dài', 'khăn trắng', 'áo vui'];
    const of = await fileOne();
    await giveWords(of, ['choido', 'thuocla', 'nambe', 'cuudai', 'khantrang', 'aovui']);
    for (const written of [
      second,
      second.join(', '),
      'choi do thuoc la nam be cuu dai khan trang ao vui',
      'chooir ddor, thuowcs las, naams bes, cuwuf daif, khawn trawngs, aos vui',
    ])
      expect([written, code(await openReceipt(home.public(), { locator: of.locator, words: written }))]).toEqual([
        written,
        'accepted',
      ]);
    // Changed words are of the list that children can draw.
    const changed = must(await changeReceipt(home.public(), { locator: receipt.locator, words }));
    for (const word of changed.words) expect(receiptWords).toContain(word);
  });

  it('does not open by the verifier, the salt or a stolen session row', async () => {
    const receipt = await fileOne();
    const opened = must(await openReceipt(home.public(), receipt));
    const { rows } = await home.owner.query(
      'select encode(token_hash, $1) as hash from intake.receipt_session order by opened_at desc limit 1',
      ['base64'],
    );
    expect(
      code(
        await receiptView(home.public(), {
          session: rows[0].hash.replaceAll('+', '-').replaceAll('/', '_').replace('=', ''),
        }),
      ),
    ).toBe('receipt.session-ended');
    expect(code(await receiptView(home.public(), { session: randomBytes(32).toString('base64url') }))).toBe(
      'receipt.session-ended',
    );
    expect(code(await receiptView(home.public(), { session: `${opened.session}x` }))).toBe('receipt.session-ended');
    expect(code(await receiptView(home.public(), { session: opened.session }))).toBe('accepted');
  });

  it('does not open a report that it was moved to', async () => {
    const own = await fileOne();
    const other = await fileOne();
    const ids = [await idOf(own), await idOf(other)];
    // Somebody with the database gives the other report's row the words that they know.
    await home.owner.query(
      'update intake.receipt as r set verifier = o.verifier, salt = o.salt from intake.receipt as o where r.report_id = $2 and o.report_id = $1',
      ids,
    );
    await expect(receiptView(home.public(), { locator: other.locator, words: own.words })).rejects.toThrow();
  });

  it('lets a session end by rest and by time, and sweeps it away', async () => {
    const receipt = await fileOne();
    const resting = must(await openReceipt(home.public(), receipt));
    home.clock.advance(SESSION_IDLE - 1_000);
    expect(code(await receiptView(home.public(), { session: resting.session }))).toBe('accepted');
    home.clock.advance(SESSION_IDLE + 1_000);
    expect(code(await receiptView(home.public(), { session: resting.session }))).toBe('receipt.session-ended');

    const used = must(await openReceipt(home.public(), receipt));
    for (let passed = 0; passed < SESSION_LIFE - 60_000; passed += 600_000) {
      home.clock.advance(600_000);
      await receiptView(home.public(), { session: used.session });
    }
    expect(code(await receiptView(home.public(), { session: used.session }))).toBe('receipt.session-ended');

    home.clock.advance(SESSION_LIFE);
    const sweep = intakeJobs.find((job) => job.name === 'intake.sweep-receipts');
    await sweep?.run(home.context({ kind: 'system', job: 'intake.sweep-receipts' }), {});
    const { rows } = await home.owner.query(
      "select (select count(*)::int from intake.receipt_session) as sessions, (select count(*)::int from kernel.wrapped_key where holder_kind = 'session') as wraps",
    );
    expect(rows[0]).toEqual({ sessions: 0, wraps: 0 });
  });

  it('changes its words: the old ones and their sessions are dead', async () => {
    const receipt = await fileOne();
    const older = must(await openReceipt(home.public(), receipt));
    const asking = must(await openReceipt(home.public(), receipt));
    const changed = must(await changeReceipt(home.public(), { session: asking.session }));
    expect(changed.locator).toBe(receipt.locator);
    expect(changed.words).not.toEqual(receipt.words);
    expect(code(await openReceipt(home.public(), receipt))).toBe('receipt.wrong');
    expect(code(await receiptView(home.public(), { session: older.session }))).toBe('receipt.session-ended');
    expect(code(await receiptView(home.public(), { session: asking.session }))).toBe('accepted');
    expect(must(await receiptView(home.public(), changed)).timeline.map((step) => step.code)).toContain(
      'words-changed',
    );
  });

  it('burns: nothing is left of it, and the desk keeps the report', async () => {
    const receipt = await fileOne();
    const id = await idOf(receipt);
    const opened = must(await openReceipt(home.public(), receipt));
    must(await burnReceipt(home.public(), { session: opened.session }));
    expect(code(await openReceipt(home.public(), receipt))).toBe('receipt.wrong');
    expect(code(await receiptView(home.public(), { session: opened.session }))).toBe('receipt.session-ended');
    const { rows } = await home.owner.query(
      "select holder_kind from kernel.wrapped_key join kernel.data_key on id = data_key_id where object_id = $1 and holder_kind <> 'desk'",
      [id],
    );
    expect(rows).toEqual([]);
    const desk = must(await openReport(home.at(home.counsellor), { report: id, read: ['narrative'] }));
    expect(desk.narrative?.text).toBe(STORY);
    expect(desk.canBeAnswered).toBe(false);
    expect(
      code(
        await replyToReporter(home.at(home.counsellor), {
          report: id,
          version: desk.triage.version,
          seen: null,
          text: 'Chào em.',
        }),
      ),
    ).toBe('message.nobody-reads');
  });

  it('is kept once the asked word was chosen, and not before', async () => {
    const receipt = await fileOne();
    const { position, choices } = receiptQuiz(receipt.words);
    const right = receipt.words[position - 1] as string;
    const other = choices.find((choice) => choice !== right) as string;
    expect(code(await confirmReceiptKept(home.public(), receipt, other))).toBe('receipt.not-kept-yet');
    expect(must(await receiptView(home.public(), receipt)).keptConfirmed).toBe(false);
    must(await confirmReceiptKept(home.public(), receipt, right));
    expect(must(await receiptView(home.public(), receipt)).keptConfirmed).toBe(true);
  });

  it('takes a message that was sent twice as one, and opens a closed report again', async () => {
    const receipt = await fileOne();
    const id = await idOf(receipt);
    await home.owner.query("update intake.report set status = 'CLOSED', closed_at = now() where id = $1", [id]);
    const message = { text: 'Em muốn kể thêm.', messageId: '019e4d3c-0000-7000-8000-000000000001' };
    for (let i = 0; i < 3; i += 1) must(await replyAsReporter(home.public(), receipt, message));
    expect(must(await receiptView(home.public(), receipt)).thread.map(({ text }) => text)).toEqual([
      'Em muốn kể thêm.',
    ]);
    const desk = must(await openReport(home.at(home.counsellor), { report: id }));
    expect(desk.triage).toMatchObject({ status: 'REOPENED', unanswered: true, closedAt: null });
    expect(desk.clocks.filter((clock) => clock.rule === 'DL-FEEDBACK' && clock.metAt === null)).toHaveLength(1);
  });

  it('refuses another text under an id that is in the thread already, and keeps what stood there', async () => {
    const receipt = await fileOne();
    const messageId = '019e4d3c-0000-7000-8000-0000000000b1';
    must(await replyAsReporter(home.public(), receipt, { text: 'Tin thứ nhất.', messageId }));
    const before = await home.counts();
    expect(code(await replyAsReporter(home.public(), receipt, { text: 'Tin thứ hai.', messageId }))).toBe(
      'message.id-taken',
    );
    expect(await home.counts()).toEqual(before);
    expect(must(await receiptView(home.public(), receipt)).thread.map(({ text }) => text)).toEqual(['Tin thứ nhất.']);
    // The desk's own message has an id too.
    const id = await idOf(receipt);
    const desk = home.at(home.counsellor);
    const { triage } = must(await openReport(desk, { report: id }));
    const answer = { text: 'Chào em.', messageId: '019e4d3c-0000-7000-8000-0000000000b2' };
    must(await replyToReporter(desk, { report: id, version: triage.version, seen: messageId, ...answer }));
    expect(code(await replyAsReporter(home.public(), receipt, answer))).toBe('message.id-taken');
  });

  it('refuses a message whose id is another report’s, and keeps both threads as they were', async () => {
    const [mine, other] = [await fileOne(), await fileOne()];
    const messageId = '019e4d3c-0000-7000-8000-00000000000a';
    must(await replyAsReporter(home.public(), other, { text: 'Tin của người khác.', messageId }));
    const before = await home.counts();
    expect(code(await replyAsReporter(home.public(), mine, { text: 'Tin của em.', messageId }))).toBe(
      'message.id-taken',
    );
    expect(await home.counts()).toEqual(before);
    expect(must(await receiptView(home.public(), mine)).thread).toEqual([]);
  });

  it.each([
    ['', 'message.empty'],
    ['x'.repeat(5_001), 'message.too-long'],
    ['a\u0000b', 'message.unreadable'],
    ['data:image/jpeg;base64,AAAA', 'message.unreadable'],
  ])('refuses a message like "%.12s"', async (text, refusal) => {
    const receipt = await fileOne();
    const before = await home.counts();
    expect(code(await replyAsReporter(home.public(), receipt, { text }))).toBe(refusal);
    expect(await home.counts()).toEqual(before);
  });
});

describe('a report that the desk filed for a caller', () => {
  it('must have its words changed first, and staff cannot open it', async () => {
    const filed = must(
      await fileForCaller(home.at(home.agent), { report, idempotencyKey: newKey(), channel: 'TEL111' }),
    );
    expect(filed.reference).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(code(await openReceipt(home.at(home.agent), filed.receipt))).toBe('receipt.not-for-staff');
    expect(code(await changeReceipt(home.at(home.supervisor), filed.receipt))).toBe('receipt.not-for-staff');
    expect(code(await receiptView(home.public(), filed.receipt))).toBe('receipt.must-change');
    expect(code(await replyAsReporter(home.public(), filed.receipt, { text: 'Chào cô.' }))).toBe('receipt.must-change');

    const opened = must(await openReceipt(home.public(), filed.receipt));
    expect(opened).toMatchObject({ mustChange: true, view: undefined });
    expect(code(await receiptView(home.public(), { session: opened.session }))).toBe('receipt.must-change');
    const changed = must(await changeReceipt(home.public(), { session: opened.session }));
    expect(code(await openReceipt(home.public(), filed.receipt))).toBe('receipt.wrong');
    expect(must(await receiptView(home.public(), changed)).timeline.length).toBeGreaterThan(0);
    const { rows } = await home.owner.query('select sealed_by, filed_by from intake.report where id = $1', [
      filed.report,
    ]);
    expect(rows[0]).toEqual({ sealed_by: 'operator', filed_by: home.agent.person });
  });

  it('came by a way that callers have, and by no other text', async () => {
    const before = await home.counts();
    for (const channel of ['API', 'một câu nào đó', '']) {
      const filed = await fileForCaller(home.at(home.agent), {
        report,
        idempotencyKey: newKey(),
        channel: channel as 'TEL111',
      });
      expect(code(filed)).toBe('request.invalid');
    }
    expect(await home.counts()).toEqual(before);
    // Who writes down a call did not hear it by the page; that is for a report made of a chat.
    expect(callerChannel.safeParse('WEB').success).toBe(false);
  });

  it('is refused to whoever does not work at the desk', async () => {
    const before = await home.counts();
    expect(
      code(await fileForCaller(home.at(home.stranger), { report, idempotencyKey: newKey(), channel: 'TEL111' })),
    ).toBe('access.not-permitted');
    expect(code(await fileForCaller(home.public(), { report, idempotencyKey: newKey(), channel: 'TEL111' }))).toBe(
      'access.not-permitted',
    );
    const after = await home.counts();
    expect({ ...after, 'kernel.audit_entry': 0 }).toEqual({ ...before, 'kernel.audit_entry': 0 });
  });
});

describe('the same submission twice', () => {
  it('is one report, with the same receipt', async () => {
    const key = newKey();
    const before = (await home.counts())['intake.report'];
    const first = must(await fileReport(home.public(), { report, idempotencyKey: key }));
    // The other keyboard composes letters otherwise, and the fields come in another order.
    const again = { narrative: STORY.normalize('NFD'), reporter: { kind: 'child' } };
    const second = must(await fileReport({ ...home.public(), language: 'en' }, { report: again, idempotencyKey: key }));
    expect(second).toEqual({ ...first, repeated: true });
    expect((await home.counts())['intake.report']).toBe((before as number) + 1);
    expect(code(await openReceipt(home.public(), second.receipt))).toBe('accepted');
  });

  it('is one report when it comes twenty times at once', async () => {
    const key = newKey();
    const before = await home.counts();
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => fileReport(home.public(), { report, idempotencyKey: key })),
    );
    const receipts = new Set(answers.map((answer) => JSON.stringify(must(answer).receipt)));
    expect(receipts.size).toBe(1);
    const after = await home.counts();
    for (const table of ['intake.report', 'intake.receipt', 'intake.filing', 'intake.event', 'clocks.clock'])
      expect(after[table]).toBe((before[table] as number) + 1);
    expect(after['kernel.data_key']).toBe((before['kernel.data_key'] as number) + 2);
  });

  it('is refused with another body, and tells no words after a change, a burn or a day', async () => {
    const key = newKey();
    const { receipt } = must(await fileReport(home.public(), { report, idempotencyKey: key }));
    expect(
      code(await fileReport(home.public(), { report: { ...report, narrative: 'Chuyện khác.' }, idempotencyKey: key })),
    ).toBe('filing.key-reused');
    expect(code(await fileReport(home.public(), { report: { ...report, province: '79' }, idempotencyKey: key }))).toBe(
      'filing.key-reused',
    );
    must(await changeReceipt(home.public(), receipt));
    expect(code(await fileReport(home.public(), { report, idempotencyKey: key }))).toBe('filing.already-received');

    const burnt = newKey();
    must(
      await burnReceipt(
        home.public(),
        must(await fileReport(home.public(), { report, idempotencyKey: burnt })).receipt,
      ),
    );
    expect(code(await fileReport(home.public(), { report, idempotencyKey: burnt }))).toBe('filing.already-received');

    const old = newKey();
    must(await fileReport(home.public(), { report, idempotencyKey: old }));
    home.clock.advance(24 * 3_600_000 + 1);
    expect(code(await fileReport(home.public(), { report, idempotencyKey: old }))).toBe('filing.already-received');
  });

  it('does not tell a caller’s words to anybody else who knows the key', async () => {
    const key = newKey();
    must(await fileForCaller(home.at(home.agent), { report, idempotencyKey: key, channel: 'TEL111' }));
    expect(code(await fileReport(home.public(), { report, idempotencyKey: key }))).toBe('filing.key-reused');
    expect(
      code(await fileForCaller(home.at(home.counsellor), { report, idempotencyKey: key, channel: 'TEL111' })),
    ).toBe('filing.key-reused');
    expect(code(await fileForCaller(home.at(home.agent), { report, idempotencyKey: key, channel: 'TEL111' }))).toBe(
      'accepted',
    );
    home.clock.advance(15 * 60_000 + 1);
    expect(code(await fileForCaller(home.at(home.agent), { report, idempotencyKey: key, channel: 'TEL111' }))).toBe(
      'filing.already-received',
    );
  });
});
