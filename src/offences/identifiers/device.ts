import { faulty, maskTail, type ReadForm } from './identifier.ts';

/**
 * A device: IMEI (with its Luhn digit, or with a software version in its place), hardware address, or the identifier that a system gives it
 * (a UUID, or 16 hexadecimal digits).
 */
export function readDevice(written: string): ReadForm {
  const text = written
    .normalize('NFKC')
    .trim()
    .replace(/^(imei|mac|android id|idfa|gaid|udid)\s*:?\s*/i, '');
  const digits = text.replaceAll(/[\s/-]/g, '');
  if (/^\d{15}$/.test(digits)) return luhn(digits) ? device('IMEI', digits.slice(0, 14)) : faulty('CHECKSUM');
  if (/^\d{16}$/.test(digits) && !/[a-f]/i.test(text)) return device('IMEI', digits.slice(0, 14));
  if (/^([0-9a-f]{2}[:-]){5}[0-9a-f]{2}$/i.test(text) || /^([0-9a-f]{4}\.){2}[0-9a-f]{4}$/i.test(text)) {
    const octets = text.replaceAll(/[:.-]/g, '').toLowerCase();
    if (/^(0{12}|f{12})$/.test(octets)) return faulty('FORM');
    // The second lowest bit of the first octet: made up by the device itself, anew for each network.
    return (Number.parseInt(octets.slice(0, 2), 16) & 2) !== 0 ? faulty('PRIVATE') : device('MAC', octets);
  }
  const id = text.replaceAll('-', '').toLowerCase();
  if (!/^([0-9a-f]{16}|[0-9a-f]{32}|[0-9a-f]{40})$/.test(id) || /^0+$/.test(id)) return faulty('FORM');
  return device('ID', id);
}

function device(scheme: string, normal: string): ReadForm {
  return {
    ok: true,
    form: {
      kind: 'DEVICE',
      normal: `${scheme}|${normal}`,
      skeleton: null,
      display: `${scheme} · ${normal}`,
      mask: `${scheme} · ${maskTail(normal, 4)}`,
    },
  };
}

function luhn(digits: string): boolean {
  const sum = [...digits].reverse().reduce((total, digit, at) => {
    const value = Number(digit) * (at % 2 === 1 ? 2 : 1);
    return total + (value > 9 ? value - 9 : value);
  }, 0);
  return sum % 10 === 0;
}
