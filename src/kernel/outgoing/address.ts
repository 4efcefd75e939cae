import { BlockList, isIP } from 'node:net';

/**
 * Addresses that no request may leave for, after IANA's registries of special-purpose addresses (RFC 6890 and its
 * updates): own host, private, link-local, carrier-grade NAT, protocol assignments, documentation, benchmarks,
 * multicast, reserved, and the ranges that carry an IPv4 address inside (6to4, Teredo).
 */
const NEVER_V4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
const NEVER_V6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];
/** Global unicast. All else is refused unnamed: loopback, unique local, link-local, multicast, IPv4-mapped, NAT64. */
const ONLY_V6 = ['2000::/3'];

const listOf = (ranges: readonly string[], family: 'ipv4' | 'ipv6') => {
  const list = new BlockList();
  for (const range of ranges) {
    const [net = '', bits = ''] = range.split('/');
    list.addSubnet(net, Number(bits), family);
  }
  return list;
};
const never4 = listOf(NEVER_V4, 'ipv4');
const never6 = listOf(NEVER_V6, 'ipv6');
const only6 = listOf(ONLY_V6, 'ipv6');

/** Whether an address, as a resolver or a link writes it, lies on the public internet. What is no address does not. */
export function isPublicAddress(address: string): boolean {
  switch (isIP(address)) {
    case 4:
      return !never4.check(address, 'ipv4');
    case 6:
      return !address.includes('%') && only6.check(address, 'ipv6') && !never6.check(address, 'ipv6');
    default:
      return false;
  }
}
