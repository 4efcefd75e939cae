import { randomBytes, randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { code, must } from '../../../tools/test/test-result.ts';
import { requestRemoval } from '../../hashes/index.ts';
import {
  burnReceipt,
  changeReceipt,
  fileForCaller,
  fileReport,
  leaveReceipt,
  openReceipt,
  type Receipt,
  receiptRemovals,
  receiptView,
  replyAsReporter,
  requestRemovalOfReceipt,
  withdrawReceiptRemoval,
} from '../index.ts';
import { newKey, openIntakeHome } from '../testing.ts';
import { SESSION_IDLE } from './receipt-session.ts';

const home = fileFixture(() => openIntakeHome());

const report = { reporter: { kind: 'child' }, narrative: 'Có người dọa em.' };
const answers = { ageBand: 'A12_13', subject: 'SELF', places: ['ZALO'], agreed: true };

/** 128 bits of 256, as a PDQ hash has them: every byte has four. */
const pdq = () =>
  Array.from(randomBytes(32), (byte) => ['0f', '33', '55', '69', '96', 'aa', 'cc', 'f0'][byte & 7]).join('');
const request = () => ({
  idempotencyKey: randomUUID(),
  files: [{ media: 'image', pdq: pdq(), quality: 100 }],
  answers,
});
const askDown = async (): Promise<Receipt> => must(await requestRemoval(home.public(), request()));
const file = (removal?: Receipt, idempotencyKey = newKey()) =>
  fileReport(home.public(), { report, idempotencyKey, removal });

describe('one receipt for both', () => {
  it('taken down first, told after: the same code and words open the report and the request', async () => {
    const removal = await askDown();
    const { receipt } = must(await file(removal));
    expect(receipt).toEqual(removal);
    const opened = must(await openReceipt(home.public(), receipt));
    expect(opened).toMatchObject({ holds: 'report', view: { timeline: expect.any(Array) } });
    const session = { session: opened.session };
    const [found] = must(await receiptRemovals(home.public(), session));
    expect(found).toMatchObject({ withdrawnAt: null, places: ['ZALO'], files: [{ media: 'image', inForce: true }] });
    must(await withdrawReceiptRemoval(home.public(), session, found?.removal as string));
    must(await withdrawReceiptRemoval(home.public(), session, found?.removal as string));
    expect(must(await receiptRemovals(home.public(), receipt))).toMatchObject([{ withdrawnAt: expect.any(String) }]);
    expect(must(await receiptView(home.public(), session)).timeline.length).toBeGreaterThan(0);
  });

  it('told first, taken down after: the request gets no receipt of its own, by words or by session', async () => {
    const { receipt } = must(await file());
    const { session } = must(await openReceipt(home.public(), receipt));
    const asked = request();
    must(await requestRemovalOfReceipt(home.public(), { session }, asked));
    must(await requestRemovalOfReceipt(home.public(), { session }, asked));
    must(await requestRemovalOfReceipt(home.public(), receipt, request()));
    expect(must(await receiptRemovals(home.public(), { session }))).toHaveLength(2);
    expect(code(await requestRemovalOfReceipt(home.public(), { session }, { ...request(), files: [] }))).toBe(
      'removal.hash-unreadable',
    );
  });

  it('sent twice is one report with the same receipt; another report does not get it too', async () => {
    const [removal, key] = [await askDown(), newKey()];
    const first = must(await file(removal, key));
    expect(must(await file(removal, key))).toEqual({ ...first, repeated: true });
    expect(code(await file(removal))).toBe('receipt.other-matter');
    const both = await Promise.all([file(await askDown(), newKey()), file(await askDown(), newKey())]);
    expect(both.map(code)).toEqual(['accepted', 'accepted']);
    const other = must(await file());
    expect(code(await file(other.receipt))).toBe('receipt.other-matter');
  });

  it('a receipt that does not open refuses the report, and nothing is written', async () => {
    const removal = await askDown();
    const before = await home.counts();
    expect(code(await file({ ...removal, words: ['meoxanh', 'voivui', ...removal.words.slice(2)] }))).toBe(
      'receipt.wrong',
    );
    expect(code(await file({ ...removal, locator: 'x' }))).toBe('receipt.unreadable');
    const after = await home.counts();
    expect(after['intake.report']).toBe(before['intake.report']);
  });

  it('changed words open both, the old ones neither; burnt, nothing opens', async () => {
    const removal = await askDown();
    const { receipt } = must(await file(removal));
    const changed = must(await changeReceipt(home.public(), receipt));
    expect(code(await openReceipt(home.public(), removal))).toBe('receipt.wrong');
    expect(must(await receiptRemovals(home.public(), changed))).toHaveLength(1);
    must(await burnReceipt(home.public(), changed));
    for (const words of [removal, changed])
      expect(code(await receiptRemovals(home.public(), words))).toBe('receipt.wrong');
  });

  it('old words do not open the request where the process died before it gave its receipt up', async () => {
    const removal = await askDown();
    const { rows } = await home.owner.query('select * from hashes.removal where locator = $1', [removal.locator]);
    const { receipt } = must(await file(removal));
    const { salt, verifier, memory_kib, passes, id } = rows[0];
    await home.owner.query(
      'update hashes.removal set locator = $1, salt = $2, verifier = $3, memory_kib = $4, passes = $5 where id = $6',
      [removal.locator, salt, verifier, memory_kib, passes, id],
    );
    const changed = must(await changeReceipt(home.public(), receipt));
    must(await burnReceipt(home.public(), changed));
    expect(code(await openReceipt(home.public(), removal))).toBe('receipt.wrong');
  });

  it('no other receipt reaches it, and no desk sees that it is there', async () => {
    const mine = must(await file(await askDown())).receipt;
    const [own] = must(await receiptRemovals(home.public(), mine));
    const other = await askDown();
    expect(code(await withdrawReceiptRemoval(home.public(), other, own?.removal as string))).toBe('record.not-found');
    expect(code(await receiptRemovals(home.at(home.supervisor), mine))).toBe('receipt.not-for-staff');
    const seen = await home.at(home.supervisor).transaction(async (tx) => {
      const rows = await tx
        .query<{ 'intake.receipt_removal': { removal_id: string } }>()
        .selectFrom('intake.receipt_removal')
        .selectAll()
        .execute();
      return { ok: true, value: rows.length } as const;
    });
    expect(must(seen)).toBe(0);
  });
});

describe('the receipt of a request alone', () => {
  it('opens at the same door, shows the request, and takes it back', async () => {
    const receipt = await askDown();
    const opened = must(await openReceipt(home.public(), receipt));
    expect(opened).toMatchObject({ holds: 'removal', mustChange: false, view: undefined });
    const session = { session: opened.session };
    const [found] = must(await receiptRemovals(home.public(), session));
    expect(found).toMatchObject({ withdrawnAt: null });
    must(await withdrawReceiptRemoval(home.public(), session, found?.removal as string));
    expect(must(await receiptRemovals(home.public(), receipt))).toMatchObject([
      { withdrawnAt: expect.any(String), files: [{ inForce: false }] },
    ]);
  });

  it('opens no report, and says so', async () => {
    const receipt = await askDown();
    const { session } = must(await openReceipt(home.public(), receipt));
    expect(code(await receiptView(home.public(), { session }))).toBe('receipt.removal-only');
    expect(code(await replyAsReporter(home.public(), receipt, { text: 'Chào cô.' }))).toBe('receipt.removal-only');
    expect(code(await requestRemovalOfReceipt(home.public(), { session }, request()))).toBe('receipt.removal-only');
  });

  it('ends its session by leaving, by rest, and is swept away', async () => {
    const receipt = await askDown();
    const left = must(await openReceipt(home.public(), receipt));
    must(await leaveReceipt(home.public(), left.session));
    must(await leaveReceipt(home.public(), left.session));
    expect(code(await receiptRemovals(home.public(), left))).toBe('receipt.session-ended');
    const resting = must(await openReceipt(home.public(), receipt));
    home.clock.advance(SESSION_IDLE + 1_000);
    expect(code(await receiptRemovals(home.public(), resting))).toBe('receipt.session-ended');
  });
});

it('a caller’s words must be changed before they show or take requests', async () => {
  const filed = must(await fileForCaller(home.at(home.agent), { report, idempotencyKey: newKey(), channel: 'TEL111' }));
  expect(code(await receiptRemovals(home.public(), filed.receipt))).toBe('receipt.must-change');
  expect(code(await requestRemovalOfReceipt(home.public(), filed.receipt, request()))).toBe('receipt.must-change');
});
