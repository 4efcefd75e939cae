import { expect, it } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { anonymous, type Ctx, createContext, newId } from '../../kernel/index.ts';
import { fileReport, openReceipt, type Receipt } from '../index.ts';
import { intakeJobs } from '../jobs.ts';
import { newKey, openIntakeHome } from '../testing.ts';
import { FREE_TRIES } from './wrong-tries.ts';

const home = fileFixture(() => openIntakeHome());

const from = (address: string): Ctx =>
  createContext(home.kernel, { actor: anonymous, requestId: newId<'request'>(), language: 'vi', address });
const fileOne = async (): Promise<Receipt> =>
  must(
    await fileReport(home.public(), {
      report: { reporter: { kind: 'child' }, narrative: 'Chuyện.' },
      idempotencyKey: newKey(),
    }),
  ).receipt;
const wrong = (receipt: Receipt): Receipt => ({
  ...receipt,
  words: ['meoxanh', ...receipt.words.slice(1)].with(5, 'voivui'),
});
async function tried(address: string, receipt: Receipt) {
  const opened = await openReceipt(from(address), receipt);
  return opened.ok ? 'ok' : opened.refusal.code;
}
const wait = async (address: string, receipt: Receipt) => {
  const opened = await openReceipt(from(address), receipt);
  return opened.ok ? undefined : opened.refusal.facts?.retryAfterSeconds;
};

it('lets the right words in at once while somebody else fails on the same receipt without end', async () => {
  const receipt = await fileOne();
  for (let n = 0; n < 200; n += 1) await tried(`203.0.113.${n % 7}`, wrong(receipt));
  expect(await tried('198.51.100.1', receipt)).toBe('ok');
  // And all at once, in the middle of it.
  const flood = Array.from({ length: 50 }, (_, n) => tried(`192.0.2.${n}`, wrong(receipt)));
  expect(await tried('198.51.100.2', receipt)).toBe('ok');
  await Promise.all(flood);
});

it('makes an address wait that has failed on one receipt, longer each time, and never for more than a minute', async () => {
  const receipt = await fileOne();
  const at = '203.0.113.20';
  for (let n = 0; n < FREE_TRIES; n += 1) expect(await tried(at, wrong(receipt))).toBe('receipt.wrong');
  expect(await tried(at, receipt)).toBe('receipt.wait');
  const waits: unknown[] = [];
  for (let n = 0; n < 9; n += 1) {
    const seconds = await wait(at, wrong(receipt));
    waits.push(seconds);
    home.clock.advance(Number(seconds) * 1_000);
    expect(await tried(at, wrong(receipt))).toBe('receipt.wrong');
  }
  expect(waits).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  // The same school: another receipt opens at once.
  expect(await tried(at, await fileOne())).toBe('ok');
  home.clock.advance(60_000);
  expect(await tried(at, receipt)).toBe('ok');
  // After the right words the address begins a little freer, and after an hour anew.
  home.clock.advance(3_600_001);
  for (let n = 0; n < FREE_TRIES; n += 1) expect(await tried(at, wrong(receipt))).toBe('receipt.wrong');
});

it('makes an address wait that fails on many receipts, whether they exist or not', async () => {
  const at = '203.0.113.30';
  const receipt = await fileOne();
  for (let n = 0; n < 20; n += 1)
    expect(await tried(at, { ...receipt, locator: `ZZZZ-0${String(n).padStart(3, '0')}` })).toBe('receipt.wrong');
  expect(await tried(at, receipt)).toBe('receipt.wait');
});

it('counts tries that come all at once', async () => {
  const receipt = await fileOne();
  const answers = await Promise.all(Array.from({ length: 20 }, () => tried('203.0.113.40', wrong(receipt))));
  expect(answers.filter((code) => code === 'receipt.wrong')).toHaveLength(FREE_TRIES);
  expect(answers.filter((code) => code === 'receipt.wait')).toHaveLength(20 - FREE_TRIES);
});

it('writes one audit entry for a receipt and hour, and one for all that were tried a few times', async () => {
  const sweep = async () => {
    const job = intakeJobs.find(({ name }) => name === 'intake.sweep-receipts');
    await job?.run(home.context({ kind: 'system', job: 'intake.sweep-receipts' }), {});
  };
  const entries = async () =>
    (
      await home.owner.query<{ codes: object; object: string | null }>(
        `select body::jsonb -> 'codes' as codes, object_id as object from kernel.audit_entry
         where action = 'receipt.open' and outcome = 'refused' and body::jsonb -> 'codes' ->> 'refusal' = 'receipt.wrong' order by sequence`,
      )
    ).rows;
  home.clock.advance(3_600_001);
  await sweep();
  const before = (await entries()).length;
  const [one, other] = [await fileOne(), await fileOne()];
  for (let n = 0; n < 60; n += 1) await tried(`198.51.100.${n}`, wrong(one));
  for (const locator of ['ZZZZ-0001', 'ZZZZ-0002', other.locator])
    await tried('198.51.100.200', wrong({ ...one, locator }));
  await sweep();
  expect((await entries()).length).toBe(before);
  home.clock.advance(3_600_001);
  await sweep();
  expect((await entries()).slice(before)).toEqual([
    { codes: { refusal: 'receipt.wrong', tries: 60 }, object: null },
    { codes: { refusal: 'receipt.wrong', tries: 3, receipts: 3 }, object: null },
  ]);
  await sweep();
  expect((await entries()).length).toBe(before + 2);
});

it('keeps no address anywhere', async () => {
  const { rows } = await home.owner.query(
    `select (select count(*)::int from intake.receipt_attempt as row where row::text ~ '(203.0.113|198.51.100|192.0.2)') +
            (select count(*)::int from kernel.audit_entry as row where row::text ~ '(203.0.113|198.51.100|192.0.2)') as found`,
  );
  expect(rows[0].found).toBe(0);
  expect(home.log.join('')).not.toMatch(/203\.0\.113|198\.51\.100|192\.0\.2\./);
});
