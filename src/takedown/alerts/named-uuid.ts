import { createHash } from 'node:crypto';

/** Of STIX 2.1, section 2.9: identifiers of observables come from it, so that two who name the same thing name it alike. */
export const STIX_NAMESPACE = '00abedb4-aa42-466c-9c01-fed23315a9b7';

/** A UUID that the same name always gives (RFC 9562, version 5): schemas of exchange formats do not take our version 7. */
export function namedUuid(name: string, namespace: string = STIX_NAMESPACE): string {
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace.replaceAll('-', ''), 'hex'))
    .update(name)
    .digest();
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x50;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = bytes.toString('hex', 0, 16);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
