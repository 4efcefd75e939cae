/** Who can act on an address, in the order in which they are asked. Types and pure rules. */

/** The rungs of the ladder: whoever runs the place, hosts it, owns the site, registered its name, leads people there. */
export const rungs = ['PLATFORM', 'HOST', 'OWNER', 'REGISTRAR', 'ISP'] as const;
export type Rung = (typeof rungs)[number];

export const reachKinds = ['DOMAIN', 'ASN', 'NETBLOCK'] as const;
export type ReachKind = (typeof reachKinds)[number];

export const contactChannels = ['PORTAL', 'EMAIL', 'WEBHOOK'] as const;
export type ContactChannel = (typeof contactChannels)[number];
export const contactStates = ['WAITING', 'APPROVED', 'REFUSED', 'ENDED'] as const;
export type ContactState = (typeof contactStates)[number];

/** What somebody can act on, as it is compared; undefined where it is none. */
export function readReach(kind: ReachKind, written: string): string | undefined {
  const value = written.trim().toLowerCase();
  if (kind === 'ASN') {
    const digits = /^(?:as)?(\d{1,10})$/.exec(value)?.[1];
    return digits !== undefined && Number(digits) > 0 && Number(digits) < 2 ** 32 ? String(Number(digits)) : undefined;
  }
  if (kind === 'NETBLOCK') return /^[0-9a-f.:]{2,45}\/\d{1,3}$/.test(value) ? value : undefined;
  try {
    const { hostname, pathname } = new URL(`https://${value}`);
    const whole = pathname === '/' && /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(hostname) && !/^[\d.]+$/.test(hostname);
    return whole ? hostname : undefined;
  } catch {
    return undefined;
  }
}

/** What a list shows of an address for mail. */
export function maskMail(address: string): string {
  const [name = '', domain = ''] = address.split('@');
  return `${name.slice(0, 2)}…@${domain}`;
}

/** Whether an addressee may be asked after another: higher up, or beside where the place has moved to another host. */
export function isNextRung(from: Rung, to: Rung): boolean {
  return rungs.indexOf(to) >= rungs.indexOf(from);
}
