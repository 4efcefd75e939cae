import { X509Certificate } from 'node:crypto';

const PEM = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;

/**
 * The fingerprints of what was pasted: fingerprints as tools print them (`sha256 Fingerprint=AA:BB:…`), or whole
 * certificates in PEM. What is neither stays as it is, for the verb to refuse.
 */
export function certificatesIn(pasted: string): string[] {
  const whole = pasted.match(PEM) ?? [];
  const rest = pasted
    .replaceAll(PEM, '\n')
    .split(/\n/)
    .flatMap((line) => line.replace(/^.*fingerprint\s*=/i, '').split(/[\s,;]+/));
  return [...whole.map(fingerprint), ...rest.filter(Boolean)];
}

function fingerprint(pem: string): string {
  try {
    return new X509Certificate(pem).fingerprint256;
  } catch {
    return 'unreadable';
  }
}

/** Addresses and ranges, one a line or separated by commas. */
export const addressesIn = (pasted: string) => pasted.split(/[\s,;]+/).filter(Boolean);
