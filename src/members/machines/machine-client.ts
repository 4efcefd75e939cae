/** A machine of another organisation, with a key of its own. */
export interface MachineClient {
  readonly id: string;
  readonly agency: string;
  readonly name: string;
  /** `display`: a screen on a wall, with one permission and an end. */
  readonly kind: 'service' | 'display';
  /** What it may do, as `noun.verb`. */
  readonly scopes: readonly string[];
  /** SHA-256 of certificates, hex. Where there is one, the machine must show it; it may then leave out the key. */
  readonly certificates: readonly string[];
  /** Addresses and ranges that it comes from; anywhere where empty. */
  readonly addresses: readonly string[];
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly revokedAt: Date | null;
}

const KEY = /^lachan_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;

/**
 * The parts of a shown key: `Bearer lachan_<id>_<secret>`, or HTTP Basic with the client's id as the name and the whole
 * key as the password, which is all that the tools of hash exchanges can send.
 */
export function parseKey(authorization: string | null | undefined): { id: string; secret: string } | undefined {
  const shown = /^(Bearer|Basic) (\S+)$/.exec(authorization ?? '');
  if (!shown?.[2]) return undefined;
  if (shown[1] === 'Bearer') return keyParts(shown[2]);
  const text = Buffer.from(shown[2], 'base64').toString();
  const parts = keyParts(text.slice(text.indexOf(':') + 1));
  return parts && text.startsWith(`${parts.id}:`) ? parts : undefined;
}

function keyParts(key: string): { id: string; secret: string } | undefined {
  const match = KEY.exec(key);
  return match?.[1] && match[2] ? { id: match[1], secret: match[2] } : undefined;
}

export function formatKey(id: string, secret: string): string {
  return `lachan_${id}_${secret}`;
}

export function isScope(scope: string): boolean {
  return /^[a-z][a-z-]*\.[a-z][a-z-]*$/.test(scope);
}
