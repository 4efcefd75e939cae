import ipaddr from 'ipaddr.js';
import { faulty, type ReadForm } from './identifier.ts';

/**
 * An address of the Internet. Of IPv6 the network of a household (its first 64 bits) is the weaker key, since devices change the rest by
 * themselves; a mapped IPv4 address is one. Addresses of networks at home lead to nobody.
 */
export function readNetworkAddress(written: string): ReadForm {
  const text = written
    .normalize('NFKC')
    .trim()
    .replaceAll('[.]', '.')
    .replace(/^\[([^\]]+)\](:\d{1,5})?$/, '$1')
    .replace(/^(\d{1,3}(?:\.\d{1,3}){3}):\d{1,5}$/, '$1');
  // `1.2` and `0x7f.1` are addresses to a resolver, and a slip of the pen here.
  if (!/^\d{1,3}(\.\d{1,3}){3}$/.test(text) && !text.includes(':')) return faulty('FORM');
  if (!ipaddr.isValid(text)) return faulty('FORM');
  const address = ipaddr.process(text);
  if (address.range() !== 'unicast') return faulty('PRIVATE');
  const normal = address.toNormalizedString();
  const display = normal;
  if (address instanceof ipaddr.IPv4)
    return {
      ok: true,
      form: { kind: 'IP', normal, skeleton: null, display, mask: `${display.split('.').slice(0, 2).join('.')}.•.•` },
    };
  const network = address.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':');
  return {
    ok: true,
    form: {
      kind: 'IP',
      normal,
      skeleton: `${network}::/64`,
      display,
      mask: `${network.split(':').slice(0, 2).join(':')}:••••`,
    },
  };
}
