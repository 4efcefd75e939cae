import type { S3Client } from '@aws-sdk/client-s3';
import { checkedName, type EvidenceFiles, EvidenceTaken } from './evidence-files.ts';

export interface BucketSettings {
  /** Absent: Amazon's own. */
  readonly endpoint?: string | undefined;
  readonly region: string;
  readonly bucket: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

/** Objects of an S3 bucket, or of a server that speaks the same. */
export function evidenceBucket(settings: BucketSettings): EvidenceFiles {
  const { bucket: Bucket } = settings;
  const keyOf = (name: string) => `evidence/${checkedName(name)}`;
  // A large package: read when the first file is asked for, and not at every start.
  let opened: Promise<{ s3: typeof import('@aws-sdk/client-s3'); client: S3Client }> | undefined;
  const open = () => {
    opened ??= import('@aws-sdk/client-s3').then((s3) => ({
      s3,
      client: new s3.S3Client({
        region: settings.region,
        ...(settings.endpoint && { endpoint: settings.endpoint, forcePathStyle: true }),
        credentials: { accessKeyId: settings.accessKeyId, secretAccessKey: settings.secretAccessKey },
      }),
    }));
    return opened;
  };
  return {
    async put(name, bytes) {
      const { s3, client } = await open();
      try {
        await client.send(
          new s3.PutObjectCommand({
            Bucket,
            Key: keyOf(name),
            Body: bytes,
            ContentType: 'application/octet-stream',
            IfNoneMatch: '*',
          }),
        );
      } catch (error) {
        if ((error as { name?: string }).name === 'PreconditionFailed') throw new EvidenceTaken(name);
        throw error;
      }
    },
    async get(name) {
      const { s3, client } = await open();
      try {
        const { Body } = await client.send(new s3.GetObjectCommand({ Bucket, Key: keyOf(name) }));
        return Body && Buffer.from(await Body.transformToByteArray());
      } catch (error) {
        if ((error as { name?: string }).name === 'NoSuchKey') return undefined;
        throw error;
      }
    },
    async remove(name) {
      const { s3, client } = await open();
      await client.send(new s3.DeleteObjectCommand({ Bucket, Key: keyOf(name) }));
    },
    async *list() {
      const { s3, client } = await open();
      for await (const page of s3.paginateListObjectsV2({ client }, { Bucket, Prefix: 'evidence/' }))
        for (const { Key, LastModified } of page.Contents ?? [])
          if (Key && LastModified) yield { name: Key.slice('evidence/'.length), putAt: LastModified };
    },
    async ping() {
      const { s3, client } = await open();
      await client.send(new s3.HeadBucketCommand({ Bucket }));
    },
  };
}
