import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { s3Server } from '../../../tools/test/s3-server.ts';
import { openTestKernel, type TestKernel } from '../../../tools/test/test-kernel.ts';
import { systemActor } from '../actor.ts';
import type { Ctx } from '../context.ts';
import { newId } from '../id.ts';
import { ok, type Result } from '../result.ts';
import type { DataKey } from '../sealing/sealing.ts';
import { listEvidence, putEvidence, readEvidence, removeEvidence, sweepEvidence, verifyEvidence } from './evidence.ts';
import { evidenceBucket } from './evidence-bucket.ts';
import type { EvidenceFiles } from './evidence-files.ts';
import { evidenceFolder } from './evidence-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'lachan-evidence-'));
const s3 = await s3Server();
const bucket =
  s3 &&
  evidenceBucket({ endpoint: s3.endpoint, region: 'vn-1', bucket: 'evidence', accessKeyId: 'a', secretAccessKey: 'b' });
beforeAll(async () => {
  if (s3) expect((await fetch(`${s3.endpoint}/evidence`, { method: 'PUT' })).status).toBe(200);
});
afterAll(() => {
  s3?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const parts: readonly [string, EvidenceFiles | undefined][] = [
  ['a folder', evidenceFolder(folder)],
  ['an S3 bucket', bucket],
];

describe.each(parts)('evidence files in %s', (where, given) => {
  // Named, so that a run without a server says aloud what it did not try.
  const the = given ? test : test.skip;
  const files = given as EvidenceFiles;
  const all = async () => (await Array.fromAsync(files.list())).map(({ name }) => name);

  the('are put once, read, listed and removed', async () => {
    await files.ping();
    const name = newId();
    expect(await files.get(name)).toBeUndefined();
    await files.put(name, Buffer.from('first'));
    await expect(files.put(name, Buffer.from('second'))).rejects.toThrow('is there already');
    expect((await files.get(name))?.toString()).toBe('first');
    expect(await all()).toEqual([name]);
    const [listed] = await Array.fromAsync(files.list());
    expect(Math.abs((listed?.putAt.getTime() ?? 0) - Date.now())).toBeLessThan(60_000);
    await files.remove(name);
    await files.remove(name);
    expect([await files.get(name), await all()]).toEqual([undefined, []]);
  });

  the('take no other name than an id, and any bytes', async () => {
    for (const name of ['../../etc/passwd', '', 'a', `${newId()}/x`, newId().toUpperCase()])
      await expect(async () => files.put(name, Buffer.from('x'))).rejects.toThrow('is an id');
    const [empty, large] = [newId(), newId()];
    const bytes = Buffer.alloc(3_000_001, 7);
    await files.put(empty, Buffer.alloc(0));
    await files.put(large, bytes);
    expect((await files.get(empty))?.length).toBe(0);
    expect((await files.get(large))?.equals(bytes)).toBe(true);
    for (const name of [empty, large]) await files.remove(name);
  });

  the(`put by several at once under one name leave one whole file (${where})`, async () => {
    const name = newId();
    const tries = await Promise.allSettled(
      Array.from({ length: 8 }, (_, at) => files.put(name, Buffer.alloc(50_000, at))),
    );
    const won = tries.flatMap((one, at) => (one.status === 'fulfilled' ? [at] : []));
    expect(won.length).toBeGreaterThanOrEqual(1);
    const kept = (await files.get(name)) as Buffer;
    expect([kept.length, new Set(kept).size, won.includes(kept[0] as number)]).toEqual([50_000, 1, true]);
    await files.remove(name);
  });
});

describe('a file of a record', () => {
  let home: TestKernel;
  let ctx: Ctx;
  let key: Pick<DataKey, 'id' | 'bytes'>;
  const objectId = newId<'thing'>();
  const must = <T>(result: Result<T>): T => {
    if (!result.ok) throw new Error(result.refusal.code);
    return result.value;
  };
  const root = () => join(home.kernel.config.dataDir, 'evidence');
  const paths = () =>
    readdirSync(root(), { recursive: true, encoding: 'utf8' })
      .map((name) => join(root(), name))
      .filter((path) => statSync(path).isFile());
  const put = (bytes: Buffer) =>
    ctx.transaction((tx) =>
      putEvidence(tx, home.kernel, {
        key,
        objectKind: 'thing',
        objectId,
        part: 'decision',
        mediaType: 'application/pdf',
        bytes,
        storedBy: 'Người thử',
      }),
    );
  const read = (id: string, more: Partial<{ objectId: string; key: Pick<DataKey, 'id' | 'bytes'> }> = {}) =>
    ctx.transaction((tx) => readEvidence(tx, home.kernel, { id, objectId, key, ...more }));
  beforeAll(async () => {
    home = await openTestKernel();
    ctx = home.context(systemActor('kernel.test'));
    key = { id: newId<'data-key'>(), bytes: new Uint8Array(32).fill(5) };
  });
  afterAll(() => home.close());

  test('is sealed where it lies, and is read only for its own record and with its own key', async () => {
    const text = Buffer.from('Quyết định mẫu, không có thật');
    const file = must(await put(text));
    expect(file).toMatchObject({ part: 'decision', size: text.length, storedBy: 'Người thử' });
    const path = paths().find((one) => one.endsWith(file.id)) as string;
    expect([readFileSync(path).includes('không có thật'), statSync(path).mode & 0o777]).toEqual([false, 0o600]);
    expect(must(await read(file.id)).bytes.equals(text)).toBe(true);
    expect(await read(file.id, { objectId: newId<'thing'>() })).toMatchObject({
      refusal: { code: 'record.not-found' },
    });
    expect(await read(file.id, { key: { ...key, id: newId<'data-key'>() } })).toMatchObject({
      refusal: { code: 'record.not-found' },
    });
    expect(await read(file.id, { key: { ...key, bytes: new Uint8Array(32).fill(6) } })).toMatchObject({
      refusal: { code: 'evidence.damaged' },
    });
    expect(must(await ctx.transaction(async (tx) => ok(await listEvidence(tx, 'thing', objectId))))).toHaveLength(1);
  });

  test('with one byte changed, or gone, is refused and told, and the check finds it', async () => {
    const changed = must(await put(Buffer.from('một')));
    const gone = must(await put(Buffer.from('hai')));
    const path = paths().find((one) => one.endsWith(changed.id)) as string;
    const bytes = readFileSync(path);
    bytes[14] = (bytes[14] as number) ^ 1;
    writeFileSync(path, bytes);
    rmSync(paths().find((one) => one.endsWith(gone.id)) as string);
    for (const { id } of [changed, gone])
      expect(await read(id)).toMatchObject({ refusal: { code: 'evidence.damaged' } });
    expect(home.log.filter((line) => line.includes('an evidence file is damaged'))).toHaveLength(3);
    const verdict = await verifyEvidence(ctx);
    expect(verdict.looked).toBe(3);
    // Files of one millisecond stand in no order.
    expect(new Map(verdict.faults.map(({ id, fault }) => [id, fault]))).toEqual(
      new Map([
        [changed.id, 'changed'],
        [gone.id, 'missing'],
      ]),
    );
  });

  test('that is too large, or whose transaction did not commit, leaves nothing for long', async () => {
    const before = paths().length;
    expect(await put(Buffer.alloc(32 * 1024 * 1024 + 1))).toMatchObject({ refusal: { code: 'evidence.too-large' } });
    expect(paths().length).toBe(before);
    await expect(
      ctx.transaction(async (tx) => {
        must(
          await putEvidence(tx, home.kernel, {
            key,
            objectKind: 'thing',
            objectId,
            part: 'minutes',
            mediaType: 'text/plain',
            bytes: Buffer.from('ba'),
            storedBy: 'x',
          }),
        );
        throw new Error('the power went');
      }),
    ).rejects.toThrow('the power went');
    expect(paths().length).toBe(before + 1);
    home.clock.set(new Date());
    expect(await sweepEvidence(home.context(systemActor('kernel.sweep-evidence')))).toBe(0);
    home.clock.advance(25 * 60 * 60_000);
    expect(await sweepEvidence(home.context(systemActor('kernel.sweep-evidence')))).toBe(1);
    expect(paths().length).toBe(before);
  });

  test('that was taken out is not found any more', async () => {
    const file = must(await put(Buffer.from('bốn')));
    must(
      await ctx.transaction(async (tx) => {
        await removeEvidence(tx, file.id);
        return ok();
      }),
    );
    expect(await read(file.id)).toMatchObject({ refusal: { code: 'record.not-found' } });
    const { rows } = await home.owner.query(
      "select 1 from graphile_worker.jobs where task_identifier = 'kernel.remove-evidence'",
    );
    expect(rows).toHaveLength(1);
  });
});
