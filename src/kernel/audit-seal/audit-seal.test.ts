import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { temporaryFolder } from '../../../tools/temporary-folder.ts';
import { s3Server } from '../../../tools/test/s3-server.ts';
import { openTestKernel, type TestKernel } from '../../../tools/test/test-kernel.ts';
import { systemActor } from '../actor.ts';
import { auditKey, chainStart } from '../audit.ts';
import { type AuditVerdict, verifyAllAuditChains, verifyAuditChain } from '../audit-verify.ts';
import { readConfig } from '../config.ts';
import { queryOn } from '../database.ts';
import { ok } from '../result.ts';
import { headsSigningKey, readPublished } from './audit-seal.ts';
import { fileTarget, headsTargets, publishSeals } from './publish-seals.ts';
import { brokenSealOf, sealAudit } from './seal-audit.ts';

let home: TestKernel;
let query: ReturnType<typeof queryOn>;
let key: Awaited<ReturnType<typeof auditKey>>;
const folder = temporaryFolder('lachan-heads-');
beforeAll(async () => {
  home = await openTestKernel();
  query = queryOn(home.owner);
  key = await auditKey(home.kernel.vault);
});
afterAll(async () => {
  await home.close();
  rmSync(folder, { recursive: true });
});

const ctx = () => home.context(systemActor('kernel.seal-audit'));
async function write(organisation: string, count: number): Promise<void> {
  for (let one = 0; one < count; one += 1) {
    await ctx().transaction(async (tx) => {
      tx.audit({ action: 'probe.write', organisation, codes: { one } });
      return ok();
    });
  }
}
const verify = (organisation: string) => verifyAuditChain(query, organisation, key);

/** What an owner of the tables can do who knows the code: makes a chain anew, so that every plain hash is right. */
async function forge(organisation: string, from: number, mac: (row: { mac: Buffer | null }) => Buffer | null) {
  const { rows } = await home.owner.query<{ sequence: number; body: string; mac: Buffer | null }>(
    'select sequence, body, mac from kernel.audit_entry where organisation = $1 order by sequence',
    [organisation],
  );
  let hash = chainStart(organisation);
  for (const row of rows) {
    const anew = row.sequence >= from ? mac(row) : row.mac;
    const next = createHash('sha256')
      .update(hash)
      .update(`${row.sequence}|${row.body}`)
      .update(anew ?? '')
      .digest();
    await home.owner.query(
      'update kernel.audit_entry set previous_hash = $3, hash = $4, mac = $5 where organisation = $1 and sequence = $2',
      [organisation, row.sequence, hash, next, anew],
    );
    hash = next;
  }
  await home.owner.query('update kernel.audit_head set sequence = $2, hash = $3 where organisation = $1', [
    organisation,
    rows.length,
    hash,
  ]);
}
const flip = (organisation: string, sequence: number) =>
  home.owner.query(
    `update kernel.audit_entry set outcome = 'refused', body = replace(body, '"outcome":"allowed"', '"outcome":"refused"')
     where organisation = $1 and sequence = $2`,
    [organisation, sequence],
  );

describe('an owner of the tables who makes the past anew', () => {
  test('changes no entry, not even one that no seal has reached', async () => {
    await write('TEST-1', 8);
    await flip('TEST-1', 5);
    await forge('TEST-1', 5, (row) => row.mac);
    expect((await verify('TEST-1')).broken).toEqual({ sequence: 5, reason: 'mac' });
    // Nor by leaving the MACs out, as if the entries were of before there were any.
    await forge('TEST-1', 5, () => null);
    expect((await verify('TEST-1')).broken).toEqual({ sequence: 5, reason: 'mac' });
    expect((await sealAudit(ctx())).broken).toEqual(['TEST-1']);
  });

  test('puts no entries in another order and leaves none out, once they are sealed', async () => {
    await write('TEST-2', 6);
    expect((await sealAudit(ctx())).sealed).toBeGreaterThan(0);
    expect(await verify('TEST-2')).toMatchObject({ entries: 6, sealed: 6 });
    await home.owner.query("delete from kernel.audit_entry where organisation = 'TEST-2' and sequence = 3");
    await home.owner.query(
      "update kernel.audit_entry set sequence = sequence - 1 where organisation = 'TEST-2' and sequence > 3",
    );
    await forge('TEST-2', 1, (row) => row.mac);
    expect((await verify('TEST-2')).broken).toEqual({ sequence: 6, reason: 'head' });
    await home.owner.query("delete from kernel.audit_entry where organisation = 'TEST-2' and sequence > 2");
    await forge('TEST-2', 1, (row) => row.mac);
    expect((await verify('TEST-2')).broken).toEqual({ sequence: 3, reason: 'head' });
  });

  test('takes no whole chain away', async () => {
    await write('TEST-3', 4);
    await sealAudit(ctx());
    await home.owner.query("delete from kernel.audit_entry where organisation = 'TEST-3'");
    await home.owner.query("delete from kernel.audit_head where organisation = 'TEST-3'");
    const found: AuditVerdict[] = [];
    await verifyAllAuditChains(query, key, (verdict) => found.push(verdict));
    expect(found.find((one) => one.organisation === 'TEST-3')).toMatchObject({
      entries: 0,
      broken: { sequence: 1, reason: 'head' },
    });
  });

  test('changes no seal and takes none out', async () => {
    await write('TEST-4', 2);
    await sealAudit(ctx());
    await write('TEST-4', 2);
    await sealAudit(ctx());
    expect(await brokenSealOf(query, key)).toBeUndefined();
    const { rows } = await home.owner.query('select run, body, mac from kernel.audit_seal order by run desc limit 1');
    await home.owner.query('update kernel.audit_seal set body = replace(body, $2, $3) where run = $1', [
      rows[0].run,
      'TEST-4',
      'TEST-5',
    ]);
    expect(await brokenSealOf(query, key)).toBe(rows[0].run);
    await home.owner.query('update kernel.audit_seal set body = $2 where run = $1', [rows[0].run, rows[0].body]);
    await home.owner.query('delete from kernel.audit_seal where run = $1', [rows[0].run]);
    expect(await brokenSealOf(query, key), 'only what was published tells of the last').toBeUndefined();
    expect(await brokenSealOf(query, key, rows[0].run)).toBe(rows[0].run);
  });
});

test('entries of before there were MACs stay sound, and are sealed as they are', async () => {
  await write('TEST-OLD', 3);
  await forge('TEST-OLD', 1, () => null);
  await write('TEST-OLD', 2);
  expect(await verify('TEST-OLD')).toMatchObject({ entries: 5 });
  expect((await verify('TEST-OLD')).broken).toBeUndefined();
  await sealAudit(ctx());
  expect(await verify('TEST-OLD')).toMatchObject({ entries: 5, sealed: 5 });
  await flip('TEST-OLD', 2);
  await forge('TEST-OLD', 1, (row) => row.mac);
  expect((await verify('TEST-OLD')).broken).toEqual({ sequence: 5, reason: 'seal' });
});

describe('heads that are told outside the database', () => {
  test('a file gets each seal once and in order, also after a power cut in a line, and shows what is missing', async () => {
    const path = join(folder, 'heads.ndjson');
    await write('TEST-6', 5);
    await sealAudit(ctx());
    expect(await publishSeals(ctx(), [fileTarget(path)])).toEqual([]);
    await write('TEST-6', 2);
    await sealAudit(ctx());
    appendFileSync(path, '{"seal":"{\\"for');
    expect(await publishSeals(ctx(), [fileTarget(path)])).toEqual([]);
    expect(await publishSeals(ctx(), [fileTarget(path)])).toEqual([]);
    const signing = await headsSigningKey(home.kernel.vault);
    const published = readPublished(readFileSync(path, 'utf8'), signing);
    const { rows } = await home.owner.query('select run from kernel.audit_seal order by run');
    expect(published.runs).toEqual(rows.map((row) => row.run));
    expect(published.strange).toHaveLength(1);
    expect([...(published.heads.get('TEST-6')?.keys() ?? [])]).toEqual([5, 7]);

    // Everything of the chain is gone, seals and all, and the rest made to fit: the file knows.
    await home.owner.query("delete from kernel.audit_entry where organisation = 'TEST-6'");
    await home.owner.query("delete from kernel.audit_head where organisation = 'TEST-6'");
    await home.owner.query('delete from kernel.audit_seal');
    const found: AuditVerdict[] = [];
    await verifyAllAuditChains(query, key, (verdict) => found.push(verdict), published.heads);
    expect(found.find((one) => one.organisation === 'TEST-6')?.broken).toEqual({ sequence: 1, reason: 'head' });
    expect(await brokenSealOf(query, key, Math.max(...published.runs))).toBe(1);

    // A line that somebody made up or changed says nothing.
    const lines = readFileSync(path, 'utf8').replaceAll('TEST-6', 'TEST-9');
    expect(readPublished(lines, signing).heads.has('TEST-9')).toBe(false);
    await home.owner.query('delete from kernel.audit_sealed_head');
  });

  test('an address that does not take it is told again, and an object of the bucket is locked', async () => {
    const got: string[] = [];
    let status = 500;
    const server = createServer((request, response) => {
      let body = '';
      request.on('data', (chunk) => (body += chunk));
      request.on('end', () => {
        if (status === 200) got.push(body);
        response.writeHead(status).end();
      });
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const targets = headsTargets(
      readConfig({ AUDIT_HEADS_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}/x` }),
    );
    await write('TEST-7', 1);
    await sealAudit(ctx());
    expect(await publishSeals(ctx(), targets)).toEqual(['webhook']);
    expect(home.log.join('\n')).toContain('audit heads were not published');
    status = 200;
    expect(await publishSeals(ctx(), targets)).toEqual([]);
    expect(await publishSeals(ctx(), targets)).toEqual([]);
    const { rows } = await home.owner.query('select count(*)::int as seals from kernel.audit_seal');
    expect(got).toHaveLength(rows[0].seals);
    server.close();

    const s3 = await s3Server();
    if (!s3) return;
    try {
      const aws = await import('@aws-sdk/client-s3');
      const client = new aws.S3Client({
        region: 'us-east-1',
        endpoint: s3.endpoint,
        forcePathStyle: true,
        credentials: { accessKeyId: 'thu', secretAccessKey: 'thu' },
      });
      await client.send(new aws.CreateBucketCommand({ Bucket: 'heads', ObjectLockEnabledForBucket: true }));
      const bucket = headsTargets(
        readConfig({
          S3_ENDPOINT: s3.endpoint,
          S3_BUCKET: 'evidence',
          S3_ACCESS_KEY_ID: 'thu',
          S3_SECRET_ACCESS_KEY: 'thu',
          AUDIT_HEADS_BUCKET: 'heads',
        }),
      );
      expect(await publishSeals(ctx(), bucket)).toEqual([]);
      const listed = await client.send(new aws.ListObjectsV2Command({ Bucket: 'heads' }));
      expect(listed.Contents).toHaveLength(rows[0].seals);
      const kept = await client.send(
        new aws.HeadObjectCommand({ Bucket: 'heads', Key: listed.Contents?.[0]?.Key as string }),
      );
      expect(kept.ObjectLockMode).toBe('COMPLIANCE');
    } finally {
      s3.stop();
    }
  }, 60_000);
});

test('a seal is made once by two processes at the same moment', async () => {
  await write('TEST-8', 3);
  const both = await Promise.all([sealAudit(ctx()), sealAudit(ctx())]);
  expect(both.map((one) => one.sealed).sort()[0]).toBe(0);
  expect(await brokenSealOf(query, key)).toBeUndefined();
});
