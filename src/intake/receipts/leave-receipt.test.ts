import { expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { fileReport, leaveReceipt, openReceipt, receiptView } from '../index.ts';
import { newKey, openIntakeHome } from '../testing.ts';

const home = fileFixture(() => openIntakeHome());

test('a session that was left opens nothing, its key is gone, and another session of the same receipt goes on', async () => {
  const filed = await fileReport(home.public(), {
    report: { reporter: { kind: 'child' }, narrative: 'Chuyện thử' },
    idempotencyKey: newKey(),
  });
  if (!filed.ok) throw new Error(filed.refusal.code);
  const sessions = [];
  for (let at = 0; at < 2; at += 1) {
    const opened = await openReceipt(home.public(), filed.value.receipt);
    if (!opened.ok) throw new Error(opened.refusal.code);
    sessions.push(opened.value.session);
  }
  const [left, kept] = sessions as [string, string];
  const wraps = async () => (await home.counts())['kernel.wrapped_key'] as number;
  const before = await wraps();

  expect((await leaveReceipt(home.public(), left)).ok).toBe(true);
  expect(await wraps()).toBe(before - 1);
  const gone = await receiptView(home.public(), { session: left });
  expect(gone.ok ? undefined : gone.refusal.code).toBe('receipt.session-ended');
  expect((await receiptView(home.public(), { session: kept })).ok).toBe(true);

  expect((await leaveReceipt(home.public(), left)).ok).toBe(true);
  expect((await leaveReceipt(home.public(), 'not a token')).ok).toBe(true);
});
