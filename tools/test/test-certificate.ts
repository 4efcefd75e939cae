import { generateKeyPairSync, sign, X509Certificate } from 'node:crypto';

/** A self-signed certificate with its key, as PEM: real, made on the spot, of nobody. */
export interface TestCertificate {
  readonly key: string;
  readonly certificate: string;
  /** SHA-256, hex. */
  readonly fingerprint: string;
}

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const length =
    body.length < 128
      ? [body.length]
      : body.length < 256
        ? [0x81, body.length]
        : [0x82, body.length >> 8, body.length & 255];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};
const sequence = (...parts: readonly Uint8Array[]) => der(0x30, ...parts);
const oid = (...bytes: number[]) => der(0x06, Uint8Array.from(bytes));
// RFC 5280: UTCTime up to 2049, GeneralizedTime from then on.
const time = (at: Date) => {
  const digits = at.toISOString().replace(/[-:T]|\.\d+/g, '');
  return at.getUTCFullYear() < 2050 ? der(0x17, Buffer.from(digits.slice(2))) : der(0x18, Buffer.from(digits));
};

export function testCertificate(name: string, from: Date, to: Date, kind: 'ec' | 'rsa' = 'ec'): TestCertificate {
  const { publicKey, privateKey } =
    kind === 'ec'
      ? generateKeyPairSync('ec', { namedCurve: 'P-256' })
      : generateKeyPairSync('rsa', { modulusLength: 2_048 });
  const algorithm =
    kind === 'ec'
      ? sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02)) // ecdsa-with-SHA256
      : sequence(oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0b), der(0x05)); // sha256WithRSAEncryption
  const subject = sequence(der(0x31, sequence(oid(0x55, 0x04, 0x03), der(0x0c, Buffer.from(name)))));
  const serial = Buffer.concat([Buffer.from([1]), Buffer.from(Math.random().toString().slice(2, 10))]);
  const body = sequence(
    der(0xa0, der(0x02, Uint8Array.of(2))),
    der(0x02, serial),
    algorithm,
    subject,
    sequence(time(from), time(to)),
    subject,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = sign('sha256', body, privateKey);
  const raw = sequence(body, algorithm, der(0x03, Uint8Array.of(0), signature));
  const certificate = new X509Certificate(raw);
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    certificate: certificate.toString(),
    fingerprint: certificate.fingerprint256.replaceAll(':', '').toLowerCase(),
  };
}
