import { createHash, createHmac } from 'node:crypto';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const keyed = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();

interface SignAws {
  readonly method: string;
  readonly url: string;
  readonly body: string;
  readonly at: Date;
  readonly region: string;
  readonly service: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  /** Signed beside host and date; names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Source: AWS Signature Version 4, "Create a signed AWS API request". @returns the headers that prove the sender */
export function signAws(request: SignAws): { readonly authorization: string; readonly 'x-amz-date': string } {
  const { host, pathname, searchParams } = new URL(request.url);
  const stamp = request.at.toISOString().replace(/[-:]|\.\d{3}/g, '');
  const day = stamp.slice(0, 8);
  const headers: Record<string, string> = { ...request.headers, host, 'x-amz-date': stamp };
  const names = Object.keys(headers).sort();
  const query = [...searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .sort()
    .join('&');
  const canonical = [
    request.method,
    pathname,
    query,
    ...names.map((name) => `${name}:${headers[name]}`),
    '',
    names.join(';'),
    sha256(request.body),
  ].join('\n');
  const scope = `${day}/${request.region}/${request.service}/aws4_request`;
  const key = [request.region, request.service, 'aws4_request'].reduce(
    (last: Buffer, next) => keyed(last, next),
    keyed(`AWS4${request.secretAccessKey}`, day),
  );
  const signature = keyed(key, ['AWS4-HMAC-SHA256', stamp, scope, sha256(canonical)].join('\n')).toString('hex');
  return {
    authorization: `AWS4-HMAC-SHA256 Credential=${request.accessKeyId}/${scope}, SignedHeaders=${names.join(';')}, Signature=${signature}`,
    'x-amz-date': stamp,
  };
}
