import { createHash, createVerify, randomBytes, timingSafeEqual, X509Certificate } from 'node:crypto';
import { type Der, DerError, der, derAt, derInteger, derOid, insideDer, readDer } from './der.ts';

/**
 * Requests and tokens of RFC 3161: an authority's signed word that a digest was there at a moment. What comes back is looked at
 * before it is kept, so that no bundle leaves with a token that a court's `openssl ts -verify` would refuse.
 */
export interface TimeStamp {
  /** The answer as it came (`TimeStampResp`), for `openssl ts -verify -in`. */
  readonly answer: Buffer;
  readonly at: Date;
  /** Serial number of the token, hex. */
  readonly serial: string;
  /** SHA-256 of the authority's certificate, hex. */
  readonly certificate: string;
}

const SHA256 = '2.16.840.1.101.3.4.2.1';
const SIGNED_DATA = derOid('1.2.840.113549.1.7.2');
const TST_INFO = derOid('1.2.840.113549.1.9.16.1.4');
const CONTENT_TYPE = derOid('1.2.840.113549.1.9.3');
const MESSAGE_DIGEST = derOid('1.2.840.113549.1.9.4');
const SIGNING_CERTIFICATE = derOid('1.2.840.113549.1.9.16.2.12');
const SIGNING_CERTIFICATE_V2 = derOid('1.2.840.113549.1.9.16.2.47');
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';
const HASHES: Readonly<Record<string, string>> = {
  [derOid(SHA256).toString('hex')]: 'sha256',
  [derOid('2.16.840.1.101.3.4.2.2').toString('hex')]: 'sha384',
  [derOid('2.16.840.1.101.3.4.2.3').toString('hex')]: 'sha512',
};

/** A request for a stamp of a SHA-256 digest, and the nonce that its answer must repeat. The authority's certificate is asked for. */
export function timeStampRequest(digest: Uint8Array, nonce: Buffer = randomBytes(12)): { body: Buffer; nonce: Buffer } {
  const algorithm = der(0x30, derOid(SHA256), der(0x05));
  const imprint = der(0x30, algorithm, der(0x04, digest));
  const body = der(0x30, derInteger(Buffer.of(1)), imprint, derInteger(nonce), der(0x01, Buffer.of(0xff)));
  return { body, nonce };
}

/** What makes an answer unfit to be kept. */
export type TimeStampFault =
  | 'unreadable'
  | 'not-granted'
  | 'other-digest'
  | 'other-nonce'
  | 'no-certificate'
  | 'not-for-stamping'
  | 'wrong-signature'
  | 'unknown-authority';

/**
 * Reads an answer and proves it: granted, for this digest and nonce, signed by the certificate that it carries, whose purpose is
 * time stamping and which one of the given authorities has signed or is.
 * @param authorities certificates that are trusted, from the settings
 */
export function readTimeStamp(
  answer: Buffer,
  asked: { readonly digest: Uint8Array; readonly nonce?: Buffer },
  authorities: readonly X509Certificate[],
): TimeStamp | { readonly fault: TimeStampFault } {
  try {
    return read(answer, asked, authorities);
  } catch (error) {
    // What a foreign server sent is no bug of ours, whatever part of it cannot be read.
    if (error instanceof DerError || error instanceof RangeError || isCryptoError(error))
      return { fault: 'unreadable' };
    throw error;
  }
}

const isCryptoError = (error: unknown) =>
  error instanceof Error && /^ERR_(OSSL|CRYPTO)/.test(String((error as NodeJS.ErrnoException).code));

function read(
  answer: Buffer,
  asked: { readonly digest: Uint8Array; readonly nonce?: Buffer },
  authorities: readonly X509Certificate[],
): TimeStamp | { readonly fault: TimeStampFault } {
  const whole = readDer(answer);
  if (whole.whole.length !== answer.length) return { fault: 'unreadable' };
  const [status, token] = insideDer(whole);
  // 0 granted, 1 granted with changes.
  if (!status || (derAt(insideDer(status), 0, 0x02).content.at(-1) ?? 9) > 1 || !token) return { fault: 'not-granted' };
  const parts = insideDer(token);
  if (!derAt(parts, 0, 0x06).whole.equals(SIGNED_DATA)) return { fault: 'unreadable' };
  const signed = insideDer(derAt(insideDer(derAt(parts, 1, 0xa0)), 0, 0x30));
  const content = insideDer(derAt(signed, 2, 0x30));
  if (!derAt(content, 0, 0x06).whole.equals(TST_INFO)) return { fault: 'unreadable' };
  const info = derAt(insideDer(derAt(content, 1, 0xa0)), 0, 0x04).content;
  const fields = insideDer(readDer(info));
  const imprint = insideDer(derAt(fields, 2, 0x30));
  if (
    !derAt(insideDer(derAt(imprint, 0, 0x30)), 0, 0x06).whole.equals(derOid(SHA256)) ||
    !derAt(imprint, 1, 0x04).content.equals(Buffer.from(asked.digest))
  )
    return { fault: 'other-digest' };
  // Behind the time: accuracy (sequence), ordering (boolean), nonce (integer).
  const nonce = fields.slice(5).find(({ tag }) => tag === 0x02);
  if (asked.nonce && !nonce?.whole.equals(derInteger(asked.nonce))) return { fault: 'other-nonce' };
  const certificates = signed.find(({ tag }) => tag === 0xa0);
  const signers = signed.findLast(({ tag }) => tag === 0x31);
  if (!certificates || !signers) return { fault: 'no-certificate' };
  const signer = insideDer(derAt(insideDer(signers), 0, 0x30));
  const own = insideDer(certificates)
    .filter(({ tag }) => tag === 0x30)
    .map((one) => new X509Certificate(one.whole));
  const fault = faultOfSigner(info, signer, own, authorities);
  if (typeof fault === 'string') return { fault };
  return {
    answer,
    at: generalizedTime(derAt(fields, 4, 0x18).content.toString('latin1')),
    serial: derAt(fields, 3, 0x02).content.toString('hex'),
    certificate: createHash('sha256').update(fault.raw).digest('hex'),
  };
}

/** The certificate that signed, or what is wrong. */
function faultOfSigner(
  info: Buffer,
  signer: readonly Der[],
  certificates: readonly X509Certificate[],
  authorities: readonly X509Certificate[],
): X509Certificate | TimeStampFault {
  const hash = HASHES[derAt(insideDer(derAt(signer, 2, 0x30)), 0, 0x06).whole.toString('hex')];
  const attributes = signer.find(({ tag }) => tag === 0xa0);
  const signature = signer.find(({ tag }) => tag === 0x04);
  if (!hash || !attributes || !signature) return 'unreadable';
  const values = new Map(
    insideDer(attributes).map((one) => {
      const [name, set] = insideDer(one);
      return [name?.whole.toString('hex') ?? '', set && insideDer(set)[0]];
    }),
  );
  const signedValue = (oid: Buffer) => values.get(oid.toString('hex'));
  if (!signedValue(CONTENT_TYPE)?.whole.equals(TST_INFO)) return 'wrong-signature';
  const digest = signedValue(MESSAGE_DIGEST)?.content;
  const real = createHash(hash).update(info).digest();
  if (digest?.length !== real.length || !timingSafeEqual(digest, real)) return 'wrong-signature';
  // The signed attributes are hashed as the SET that they are, whatever tag they travel under (RFC 5652, section 5.4).
  const asSet = Buffer.from(attributes.whole);
  asSet[0] = 0x31;
  const certificate = certificates.find((one) => {
    try {
      return createVerify(hash).update(asSet).verify(one.publicKey, signature.content);
    } catch {
      return false;
    }
  });
  if (!certificate) return certificates.length === 0 ? 'no-certificate' : 'wrong-signature';
  if (!namesCertificate(signedValue(SIGNING_CERTIFICATE_V2), signedValue(SIGNING_CERTIFICATE), certificate))
    return 'wrong-signature';
  if (!certificate.keyUsage?.includes(TIME_STAMPING)) return 'not-for-stamping';
  return isTrusted(certificate, certificates, authorities) ? certificate : 'unknown-authority';
}

/** The signed attributes name the certificate, so that no other one with the same key stands in for it (RFC 5035, RFC 5816). */
function namesCertificate(second: Der | undefined, first: Der | undefined, certificate: X509Certificate): boolean {
  const id = (value: Der) => insideDer(derAt(insideDer(derAt(insideDer(value), 0, 0x30)), 0, 0x30));
  if (second) {
    const parts = id(second);
    const named = parts[0]?.tag === 0x30 ? HASHES[insideDer(parts[0])[0]?.whole.toString('hex') ?? ''] : 'sha256';
    const digest = parts.find(({ tag }) => tag === 0x04)?.content;
    return (
      named !== undefined &&
      createHash(named)
        .update(certificate.raw)
        .digest()
        .equals(digest ?? Buffer.alloc(0))
    );
  }
  if (!first) return false;
  const digest = id(first).find(({ tag }) => tag === 0x04)?.content;
  return createHash('sha1')
    .update(certificate.raw)
    .digest()
    .equals(digest ?? Buffer.alloc(0));
}

/** It is an authority, or a row of at most four certificates leads to one. */
function isTrusted(
  certificate: X509Certificate,
  between: readonly X509Certificate[],
  authorities: readonly X509Certificate[],
  steps = 4,
): boolean {
  if (authorities.some((one) => one.raw.equals(certificate.raw))) return true;
  const issuedBy = (one: X509Certificate) =>
    one.ca && certificate.checkIssued(one) && certificate.verify(one.publicKey);
  if (authorities.some(issuedBy)) return true;
  if (steps === 0) return false;
  return between.some(
    (one) => !one.raw.equals(certificate.raw) && issuedBy(one) && isTrusted(one, between, authorities, steps - 1),
  );
}

/** `20261201101530.25Z`. @throws DerError */
function generalizedTime(text: string): Date {
  const parts = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d{1,9})?Z$/.exec(text);
  if (!parts) throw new DerError('not a time');
  const [, year, month, day, hour, minute, second, fraction = ''] = parts;
  const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}${fraction.slice(0, 4)}Z`);
  if (Number.isNaN(at.getTime())) throw new DerError('not a time');
  return at;
}
