import { readMatchKey } from '../../takedown/index.ts';
import { readAccount } from './account.ts';
import { readBankAccount } from './bank-account.ts';
import { readDevice } from './device.ts';
import { faulty, type IdentifierKind, maskTail, type ReadForm } from './identifier.ts';
import { readMailbox } from './mailbox.ts';
import { readNetworkAddress } from './network-address.ts';
import { readPhone } from './phone.ts';
import { readWallet } from './wallet.ts';

const LONGEST = 2_048;
/** Digits of the digests that are compared for equality. */
const SCHEMES: Readonly<Record<number, string>> = { 32: 'md5', 40: 'sha1', 64: 'sha256', 128: 'sha512' };

/**
 * Reads what somebody wrote as an identifier of a kind.
 * @param beside of an account the place online, of a bank account the bank, of a hash its scheme where its length does not tell it
 */
export function readNormalForm(kind: IdentifierKind, written: string, beside?: string): ReadForm {
  const text = written.trim();
  if (text === '') return faulty('EMPTY');
  if (text.length > LONGEST) return faulty('TOO_LONG');
  switch (kind) {
    case 'ACCOUNT':
      return readAccount(text, beside);
    case 'PHONE':
      return readPhone(text);
    case 'EMAIL':
      return readMailbox(text);
    case 'ADDRESS':
      return readAddress(text);
    case 'WALLET':
      return readWallet(text);
    case 'DEVICE':
      return readDevice(text);
    case 'BANK':
      return readBankAccount(text, beside);
    case 'HASH':
      return readHash(text, beside);
    case 'IP':
      return readNetworkAddress(text);
  }
}

/** The page's key of takedown: the same page is one, however its address was written. */
function readAddress(text: string): ReadForm {
  const read = readMatchKey(text);
  if (!read.ok || read.matchKey.url.hadCredentials) return faulty('FORM');
  const { key, url } = read.matchKey;
  if (url.hostKind === 'name' && !url.host.includes('.')) return faulty('FORM');
  // The address alone may lead to abuse: a page shows no more than that there is one.
  return {
    ok: true,
    form: { kind: 'ADDRESS', normal: key, skeleton: null, display: key, mask: `•••••• (${key.length})` },
  };
}

function readHash(text: string, beside: string | undefined): ReadForm {
  const digits = text.replaceAll(/[\s:]/g, '').toLowerCase();
  const scheme = (beside ?? SCHEMES[digits.length] ?? '').toLowerCase();
  if (!/^[0-9a-f]{32,128}$/.test(digits) || !/^[a-z0-9]{3,12}$/.test(scheme) || /^0+$/.test(digits))
    return faulty('FORM');
  return {
    ok: true,
    form: {
      kind: 'HASH',
      normal: `${scheme}|${digits}`,
      skeleton: null,
      display: `${scheme} · ${digits}`,
      mask: `${scheme} · ${maskTail(digits, 4)}`,
    },
  };
}
