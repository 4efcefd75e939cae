import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { must } from '../../../tools/test/test-result.ts';
import { anonymous, STRETCHING, stretch, verifierOf, wordsOfSubmission } from '../../kernel/index.ts';
import { earlierReceiptWords, firstReceiptWords } from '../../vocabulary/index.ts';
import { near, openTestRegister } from '../hashes.testing.ts';
import {
  dropRemovalReceipt,
  matchHashes,
  removalStatus,
  requestRemoval,
  requestRemovalWithoutReceipt,
  withdrawEntry,
  withdrawRemoval,
} from '../index.ts';
import { BROWSER_RECIPE, isLikePdq, type RemovalAnswers, type RemovalFile } from './removal.ts';

const house = fileFixture(() => openTestRegister());
beforeAll(async () => {
  await house.member('PLATFORM_T', { lists: ['TAKE_IT_DOWN'] });
  await house.member('PLATFORM_U');
});

const visitor = () => house.as(anonymous);
const answers: RemovalAnswers = { ageBand: 'A12_13', subject: 'SELF', places: ['ZALO', 'FACEBOOK'], agreed: true };

/** 128 bits of 256, as a PDQ hash has them. */
function likePdq(): string {
  const places = [...Array(256).keys()].map((place) => [randomBytes(4).readUInt32LE(), place] as const);
  const bytes = Buffer.alloc(32);
  for (const [, place] of places.sort(([a], [b]) => a - b).slice(0, 128))
    bytes[place >> 3] = (bytes[place >> 3] as number) | (1 << (place & 7));
  return bytes.toString('hex');
}

const image = (pdq = likePdq(), quality = 100): RemovalFile => ({
  media: 'image',
  pdq,
  quality,
  sha256: randomBytes(32).toString('hex'),
});

const request = (files: unknown, given: unknown = answers, idempotencyKey: string = randomUUID()) =>
  requestRemoval(visitor(), { idempotencyKey, files, answers: given });

async function outcome(pdq: string, type: 'pdq' | 'vpdq' | 'sha256' = 'pdq'): Promise<string | undefined> {
  const matching = { index: house.service.index, log: house.log_ };
  const asked = { hashes: [{ type, value: pdq }], purpose: 'TEST' };
  const { answers } = must(await matchHashes(house.as(house.people.operator), matching, asked));
  const [answer] = answers;
  if (answer?.outcome !== 'watch') return answer?.outcome;
  return `watch in ${answer.watched.map(({ bank }) => bank.code).join()}`;
}

/** The request that a receipt of it opens. */
async function idOf({ locator }: { locator: string }): Promise<string> {
  return (await house.owner.query('select id from hashes.removal where locator = $1', [locator])).rows[0].id;
}

/** What a member's list holds now: `upsert` or `remove` for each hash. */
async function listed(agency = 'PLATFORM_T'): Promise<string> {
  const response = await fetch(`${house.base}/api/v1/hashes/changes?list=TAKE_IT_DOWN&limit=5000`, {
    headers: house.key(agency, 'hash.read'),
  });
  return response.ok ? response.text() : String(response.status);
}

describe('a request', () => {
  test('is in force at once, in a bank that members watch for, and reaches the members of its list alone', async () => {
    const file = image();
    const receipt = must(await request([file]));
    expect(receipt.locator).toMatch(/^[0-9A-Z]{4}-[0-9A-Z]{4}$/);
    expect(receipt.words).toHaveLength(6);
    if (file.media !== 'image') throw new Error('a picture');
    await expect.poll(() => outcome(near(file.pdq, 20))).toBe('watch in TAKE_IT_DOWN');
    expect(await outcome(file.sha256 as string, 'sha256')).toBe('watch in TAKE_IT_DOWN');
    await house.refresh();
    expect(await listed()).toContain(file.pdq);
    expect(await listed('PLATFORM_U')).toBe('404');
  });

  test('goes when its receipt takes it back, and the members get word', async () => {
    const file = image();
    const receipt = await idOf(must(await request([file])));
    if (file.media !== 'image') throw new Error('a picture');
    await expect.poll(() => outcome(file.pdq)).toBe('watch in TAKE_IT_DOWN');
    expect(must(await removalStatus(visitor(), receipt))).toMatchObject({
      withdrawnAt: null,
      places: answers.places,
      readers: ['PLATFORM_T'],
      files: [{ media: 'image', inForce: true }],
    });
    must(await withdrawRemoval(visitor(), receipt));
    await expect.poll(() => outcome(file.pdq)).toBe('no-match');
    expect(must(await removalStatus(visitor(), receipt))).toMatchObject({
      withdrawnAt: expect.any(String),
      files: [{ media: 'image', inForce: false }],
    });
    expect(await listed()).not.toContain(file.pdq);
    // Twice is once.
    must(await withdrawRemoval(visitor(), receipt));
  });

  test('the same hash twice is one entry; it stays until the last of them is taken back', async () => {
    const file = image();
    if (file.media !== 'image') throw new Error('a picture');
    const [mine, theirs] = [must(await request([file])), must(await request([{ ...file, sha256: undefined }]))];
    const { rows } = await house.owner.query(
      `select count(distinct entry_id)::integer as entries from hashes.entry_signal join hashes.signal on signal.id = signal_id where value = $1`,
      [Buffer.from(file.pdq, 'hex')],
    );
    expect(rows[0].entries).toBe(1);
    await expect.poll(() => outcome(file.pdq)).toBe('watch in TAKE_IT_DOWN');
    must(await withdrawRemoval(visitor(), await idOf(mine)));
    await house.service.catchUp();
    expect(await outcome(file.pdq)).toBe('watch in TAKE_IT_DOWN');
    must(await withdrawRemoval(visitor(), await idOf(theirs)));
    await expect.poll(() => outcome(file.pdq)).toBe('no-match');
    must(await request([file]));
    await expect.poll(() => outcome(file.pdq)).toBe('watch in TAKE_IT_DOWN');
  });

  test('what an approver took out stays out, whoever asks again', async () => {
    const file = image();
    if (file.media !== 'image') throw new Error('a picture');
    must(await request([file]));
    const { rows } = await house.owner.query(
      `select entry_id as id from hashes.entry_signal join hashes.signal on signal.id = signal_id where value = $1`,
      [Buffer.from(file.pdq, 'hex')],
    );
    must(await withdrawEntry(house.as(house.people.approver), { entry: rows[0].id }));
    must(await request([file]));
    await house.service.catchUp();
    expect(await outcome(file.pdq)).toBe('no-match');
  });

  test('sent twice with one key it counts once and answers the same', async () => {
    const [files, key] = [[image()], randomUUID()];
    const [one, other] = await Promise.all([request(files, answers, key), request(files, answers, key)]);
    expect(must(other)).toEqual(must(one));
  });

  test('a picture taken with the camera turned is found both ways', async () => {
    const [pdq, shown] = [likePdq(), likePdq()];
    must(await request([{ media: 'image', pdq, shown, quality: 100 }]));
    await expect.poll(() => outcome(pdq)).toBe('watch in TAKE_IT_DOWN');
    expect(await outcome(shown)).toBe('watch in TAKE_IT_DOWN');
  });

  test('a video is its frames; those too plain are left out', async () => {
    const [clear, plain] = [likePdq(), likePdq()];
    const frames = [
      { pdq: plain, quality: 10, ms: 0 },
      { pdq: clear, quality: 90, ms: 1_000 },
    ];
    must(await request([{ media: 'video', frames }]));
    await expect.poll(() => outcome(clear, 'vpdq')).toBe('watch in TAKE_IT_DOWN');
    expect(await outcome(plain, 'vpdq')).toBe('no-match');
    const { rows } = await house.owner.query('select variant from hashes.signal where value = $1', [
      Buffer.from(clear, 'hex'),
    ]);
    expect(rows).toEqual([{ variant: BROWSER_RECIPE }]);
  });
});

describe('the rules that review', () => {
  test.each<[string, unknown, string]>([
    ['no file', [], 'removal.hash-unreadable'],
    ['too many files', Array.from({ length: 11 }, () => image()), 'removal.hash-unreadable'],
    ['no hash', [{ media: 'image', pdq: 'xyz', quality: 100 }], 'removal.hash-unreadable'],
    ['upper case', [image('AB'.repeat(32))], 'removal.hash-unreadable'],
    ['all zeros', [image('0'.repeat(64))], 'removal.hash-unreadable'],
    ['all ones', [image('f'.repeat(64))], 'removal.hash-unreadable'],
    ['a plain picture', [image(likePdq(), 49)], 'removal.too-plain'],
    ['a plain video', [{ media: 'video', frames: [{ pdq: likePdq(), quality: 0, ms: 0 }] }], 'removal.too-plain'],
    [
      'too many frames',
      [{ media: 'video', frames: Array.from({ length: 301 }, () => ({ pdq: likePdq(), quality: 90, ms: 0 })) }],
      'removal.hash-unreadable',
    ],
  ])('%s is refused', async (_name, files, code) => {
    expect(await request(files)).toMatchObject({ ok: false, refusal: { code } });
  });

  test.each<[string, object]>([
    ['ageBand', { ageBand: 'A1' }],
    ['subject', { subject: undefined }],
    ['places', { places: ['NOWHERE'] }],
    ['agreed', { agreed: false }],
  ])('a missing answer is named: %s', async (field, change) => {
    const answer = await request([image()], { ...answers, ...change });
    expect(answer).toMatchObject({ ok: false, refusal: { code: 'removal.incomplete', field } });
  });

  test('every hash of the drawn pictures is like a PDQ hash', () => {
    const text = readFileSync(new URL('../../../hash-kernel/testdata/pdq/expected-full.csv', import.meta.url), 'utf8');
    const lines = text.trim().split('\n').slice(1);
    const clear = lines.map((line) => line.split(',')).filter(([, quality]) => Number(quality) >= 50);
    expect(clear.length).toBeGreaterThan(25);
    for (const [pdq = ''] of clear) expect(isLikePdq(pdq), pdq).toBe(true);
  });

  test('a flood is stopped for all, and the hour after it is open again', async () => {
    await house.owner.query(
      `insert into hashes.removal (id, locator, salt, verifier, memory_kib, passes, submission, age_band, subject, places, filed_at)
       select gen_random_uuid(), 'FLOOD-' || n, '', '', 1, 1, n::text::bytea, 'UNK', 'SELF', '{}', $1 from generate_series(1, 1000) as n`,
      [house.clock.now()],
    );
    expect(await request([image()])).toMatchObject({ ok: false, refusal: { code: 'removal.too-many' } });
    house.clock.advance(3_600_001);
    must(await request([image()]));
  });
});

describe('the receipt', () => {
  test('is told again with the same words, also those of earlier lists, and no more once another receipt opens the request', async () => {
    const [files, key] = [[image()], randomUUID()];
    const receipt = must(await request(files, answers, key));
    const id = await idOf(receipt);
    must(await dropRemovalReceipt(visitor(), id));
    must(await dropRemovalReceipt(visitor(), id));
    expect(await request(files, answers, key)).toMatchObject({ refusal: { code: 'removal.already-received' } });
    expect(must(await removalStatus(visitor(), id))).toMatchObject({ withdrawnAt: null });
    // Requests of before, whose words were of a list that gives none any more.
    for (const list of [earlierReceiptWords, firstReceiptWords]) {
      const [older, olderKey] = [[image()], randomUUID()];
      const digest = createHash('sha256')
        .update(JSON.stringify([older, answers]))
        .digest();
      const words = await wordsOfSubmission(house.kernel.vault, list, olderKey, digest);
      const now = must(await request(older, answers, olderKey));
      const salt = randomBytes(16);
      const verifier = await verifierOf(house.kernel.vault, await stretch(words, salt, STRETCHING));
      await house.owner.query('update hashes.removal set salt = $1, verifier = $2 where locator = $3', [
        salt,
        verifier,
        now.locator,
      ]);
      expect(must(await request(older, answers, olderKey))).toEqual({ locator: now.locator, words });
    }
  });

  test('is none where the holder of another one asks; twice is the same request', async () => {
    const asked = { idempotencyKey: randomUUID(), files: [image()], answers };
    const one = must(await requestRemovalWithoutReceipt(visitor(), asked));
    expect(must(await requestRemovalWithoutReceipt(visitor(), asked))).toEqual(one);
    const { rows } = await house.owner.query('select locator, salt, verifier from hashes.removal where id = $1', [
      one.removal,
    ]);
    expect(rows).toEqual([{ locator: null, salt: null, verifier: null }]);
    expect(await removalStatus(visitor(), randomUUID())).toMatchObject({ refusal: { code: 'record.not-found' } });
    expect(await withdrawRemoval(visitor(), randomUUID())).toMatchObject({ refusal: { code: 'record.not-found' } });
  });

  test('nothing of the words is stored, and nobody but the platform reads who asked for what', async () => {
    const { words } = must(await request([image()]));
    const { rows } = await house.owner.query('select removal::text as text from hashes.removal');
    // As words of their own: one like "bec" also stands in the hex of some id by chance.
    for (const { text } of rows) {
      const found = text.split(/[^\p{L}\p{N}]+/u);
      for (const word of words) expect(found).not.toContain(word);
      expect(text).not.toContain(words.join(''));
    }
    const seen = await house.as(house.people.approver).transaction(async (tx) => {
      const found = await tx
        .query<{ 'hashes.removal': { id: string } }>()
        .selectFrom('hashes.removal')
        .select('id')
        .execute();
      return { ok: true, value: found.length } as const;
    });
    expect(must(seen)).toBe(0);
  });
});
