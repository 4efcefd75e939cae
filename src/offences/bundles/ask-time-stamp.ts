import { X509Certificate } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Config, namedByOperator, ok, type Result, SafeFetch } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { readTimeStamp, type TimeStamp, timeStampRequest } from './time-stamp.ts';

/** An answer has the authority's certificates in it: some kilobytes. */
const ANSWER_MOST = 256 * 1024;
const WAIT = 20_000;

export type StampAuthority = NonNullable<Config['timeStamps']>;

/** The certificates of a PEM file. @throws where it cannot be read or holds none: a setting of the operator's is wrong */
export async function stampCertificates(file: string): Promise<X509Certificate[]> {
  const pem = await readFile(file, 'utf8');
  const found = pem.match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g) ?? [];
  if (found.length === 0) throw new Error(`TSA_CERTIFICATES_FILE="${file}" holds no certificate`);
  return found.map((one) => new X509Certificate(one));
}

/**
 * Asks the authority for a stamp over a SHA-256 digest (RFC 3161, section 3.4) and proves what it answers. Nothing but the digest
 * leaves.
 * Refusals: `time-stamp.unreachable`, `time-stamp.unsound` (facts: fault)
 */
export async function askTimeStamp(authority: StampAuthority, digest: Buffer): Promise<Result<TimeStamp>> {
  const certificates = await stampCertificates(authority.certificatesFile);
  const { body, nonce } = timeStampRequest(digest);
  const fetcher = new SafeFetch({ userAgent: 'LaChan/0.1 (time stamps)', network: namedByOperator });
  const answer = await fetcher.get(authority.url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
    limits: { bytes: ANSWER_MOST, ms: WAIT },
  });
  if (!answer.ok || answer.value.status !== 200) return refuse('time-stamp.unreachable');
  const read = readTimeStamp(answer.value.body, { digest, nonce }, certificates);
  return 'fault' in read ? refuse('time-stamp.unsound', { facts: { fault: read.fault } }) : ok(read);
}
