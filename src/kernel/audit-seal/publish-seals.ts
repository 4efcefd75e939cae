import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { S3Client } from '@aws-sdk/client-s3';
import type { Config } from '../config.ts';
import type { Ctx } from '../context.ts';
import type { BucketSettings } from '../evidence/evidence-bucket.ts';
import { namedByOperator } from '../outgoing/network.ts';
import { SafeFetch } from '../outgoing/safe-fetch.ts';
import { ok } from '../result.ts';
import { bodyOf, headsSigningKey, publishedLine, readPublished, type StoredSeal } from './audit-seal.ts';
import { publishedRun, rememberPublished, sealsAfter } from './audit-seal-store.ts';

/** A place outside the database, where its owner cannot take back what was said. */
export interface HeadsTarget {
  readonly name: 'file' | 'webhook' | 'bucket';
  /** Where the place itself knows up to which run it was told. */
  reached?(key: Parameters<typeof readPublished>[1]): Promise<number>;
  /** Adds a signed line. @throws where it is not sure to have arrived */
  add(line: string, run: number): Promise<void>;
}

const AT_ONCE = 500;
const WITHIN_MS = 10_000;
const TAIL_BYTES = 4_194_304;
/** How long an object of the bucket can be deleted by nobody: as long as an audit may be asked for. */
const RETAINED_YEARS = 10;

/** The places that the settings name. */
export function headsTargets(config: Config): HeadsTarget[] {
  return [
    ...(config.auditHeads.file ? [fileTarget(config.auditHeads.file)] : []),
    ...(config.auditHeads.url ? [webhookTarget(config.auditHeads.url)] : []),
    ...(config.auditHeads.bucket ? [bucketTarget(config.auditHeads.bucket)] : []),
  ];
}

/**
 * Tells every place the seals that it was not told yet, in order. What does not arrive is told again next time.
 * @returns the places that could not be told
 */
export async function publishSeals(ctx: Ctx, targets: readonly HeadsTarget[]): Promise<readonly string[]> {
  const key = await headsSigningKey(ctx.kernel.vault);
  const failed: string[] = [];
  for (const target of targets) {
    try {
      let run =
        (await target.reached?.(key)) ?? (await inTransaction(ctx, async (tx) => publishedRun(tx, target.name)));
      for (;;) {
        const seals = await inTransaction<StoredSeal[]>(ctx, async (tx) => sealsAfter(tx.query(), run, AT_ONCE));
        for (const seal of seals) {
          await target.add(publishedLine(seal.body, key), seal.run);
          run = seal.run;
          if (!target.reached) await inTransaction(ctx, async (tx) => rememberPublished(tx, target.name, seal.run));
        }
        if (seals.length < AT_ONCE) break;
      }
    } catch (error) {
      failed.push(target.name);
      ctx.kernel.log.error({ target: target.name, reason: (error as Error).name }, 'audit heads were not published');
    }
  }
  return failed;
}

async function inTransaction<T>(
  ctx: Ctx,
  work: (tx: Parameters<Parameters<Ctx['transaction']>[0]>[0]) => Promise<T>,
): Promise<T> {
  const result = await ctx.transaction(async (tx) => ok(await work(tx)));
  if (!result.ok) throw new Error(result.refusal.code);
  return result.value;
}

/** A file that is only added to: on another machine's disk, or on one that is written once. */
export function fileTarget(path: string): HeadsTarget {
  return {
    name: 'file',
    async reached(key) {
      const file = await open(path, 'a+', 0o640);
      try {
        const { size } = await file.stat();
        const tail = Buffer.alloc(Math.min(size, TAIL_BYTES));
        await file.read(tail, 0, tail.length, size - tail.length);
        return Math.max(0, ...readPublished(tail.toString('utf8'), key).runs);
      } finally {
        await file.close();
      }
    },
    async add(line) {
      const file = await open(path, 'a', 0o640);
      try {
        // A line of its own also after one that a power cut left half written.
        await file.write(`\n${line}\n`);
        await file.sync();
      } finally {
        await file.close();
      }
    },
  };
}

/** Another agency's address: it keeps each line as it came. */
function webhookTarget(url: string): HeadsTarget {
  const fetch = new SafeFetch({
    userAgent: 'LaChan',
    network: namedByOperator,
    politeness: { atOnce: 1, gap: 0, waiting: 10 },
  });
  return {
    name: 'webhook',
    async add(line, run) {
      const answered = await fetch.get(url, {
        limits: { bytes: TAIL_BYTES, ms: WITHIN_MS },
        method: 'POST',
        headers: { 'content-type': 'application/json', 'idempotency-key': `audit-seal-${run}` },
        body: line,
      });
      if (!answered.ok) throw new Error(answered.refusal.code);
      if (answered.value.status >= 300) throw new Error(`answered ${answered.value.status}`);
    },
  };
}

/** A bucket with object lock: what is in it nobody deletes before its time, not even its owner. */
function bucketTarget(settings: BucketSettings): HeadsTarget {
  let opened: Promise<{ s3: typeof import('@aws-sdk/client-s3'); client: S3Client }> | undefined;
  return {
    name: 'bucket',
    async add(line, run) {
      opened ??= import('@aws-sdk/client-s3').then((s3) => ({
        s3,
        client: new s3.S3Client({
          region: settings.region,
          ...(settings.endpoint && { endpoint: settings.endpoint, forcePathStyle: true }),
          credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
        }),
      }));
      const { s3, client } = await opened;
      const at = new Date(bodyOf((JSON.parse(line) as { seal: string }).seal)?.at ?? Date.now());
      await client.send(
        new s3.PutObjectCommand({
          Bucket: settings.bucket,
          Key: `audit-heads/${String(run).padStart(10, '0')}.json`,
          Body: line,
          ContentType: 'application/json',
          // A put with a lock must carry a digest.
          ContentMD5: createHash('md5').update(line).digest('base64'),
          ObjectLockMode: 'COMPLIANCE',
          ObjectLockRetainUntilDate: new Date(at.setFullYear(at.getFullYear() + RETAINED_YEARS)),
        }),
      );
    },
  };
}
