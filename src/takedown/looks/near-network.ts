import { isIP } from 'node:net';

/** How many bits of an address a network of one holder shares at least: big hosts change addresses within them all day. */
const BITS = { 4: 16, 6: 32 } as const;

/** Whether any of the addresses lies in the neighbourhood of one of the others. */
export function isNear(some: readonly string[], others: readonly string[]): boolean {
  const near = new Set(some.map(beginning));
  return others.some((one) => near.has(beginning(one)));
}

function beginning(address: string): string {
  const family = isIP(address);
  if (family === 4)
    return address
      .split('.')
      .slice(0, BITS[4] / 8)
      .join('.');
  if (family !== 6) return address;
  // The first groups of an address of version 6 are written out: what is left out stands after them or is nothing but noughts.
  const [head = ''] = address.toLowerCase().split('::');
  const groups = head
    .split(':')
    .filter(Boolean)
    .slice(0, BITS[6] / 16);
  return [...groups, '0', '0']
    .slice(0, BITS[6] / 16)
    .map((one) => Number.parseInt(one, 16).toString(16))
    .join(':');
}
