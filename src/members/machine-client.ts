/** A machine of another organisation, with a key of its own. */
export interface MachineClient {
  readonly id: string;
  readonly agency: string;
  readonly name: string;
  /** What it may do, as `noun.verb`. */
  readonly scopes: readonly string[];
  readonly validFrom: Date;
  readonly validTo: Date | null;
  readonly revokedAt: Date | null;
}

const BEARER = /^Bearer lachan_([a-z0-9]{12})_([A-Za-z0-9_-]{43})$/;

/** The parts of `Bearer lachan_<id>_<secret>`. */
export function parseKey(authorization: string | null | undefined): { id: string; secret: string } | undefined {
  const match = BEARER.exec(authorization ?? '');
  return match?.[1] && match[2] ? { id: match[1], secret: match[2] } : undefined;
}

export function formatKey(id: string, secret: string): string {
  return `lachan_${id}_${secret}`;
}

export function isScope(scope: string): boolean {
  return /^[a-z][a-z-]*\.[a-z][a-z-]*$/.test(scope);
}
