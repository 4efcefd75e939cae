import { sha256 } from '@noble/hashes/sha2.js';
import { keccak_256 } from '@noble/hashes/sha3.js';
import { bech32, bech32m, createBase58check } from '@scure/base';
import { faulty, type IdentifierFault, maskTail, type ReadForm } from './identifier.ts';

const base58check = createBase58check(sha256);
/** Version bytes of addresses of the main network: to a key's hash, to a script's hash. */
const BITCOIN_VERSIONS = [0x00, 0x05];
const TRON_VERSION = 0x41;

type Network = 'BTC' | 'EVM' | 'TRON';

/**
 * A wallet by its network: Bitcoin (BIP 13/16 base58check, BIP 173/350 bech32), the Ethereum family (one address on all of its chains; the
 * case of letters is EIP-55's checksum), TRON. Each checksum is verified: one letter mistyped is another's wallet, or nobody's.
 */
export function readWallet(written: string): ReadForm {
  const text = written
    .normalize('NFKC')
    .trim()
    .replace(/^(bitcoin|ethereum|tron):/i, '')
    .replace(/[?@].*$/, '');
  if (/^0x[0-9a-f]{40}$/i.test(text)) return readEvm(text);
  if (/^bc1[02-9ac-hj-np-z]{6,87}$/i.test(text)) return readSegwit(text);
  if (/^41[0-9a-f]{40}$/i.test(text))
    return wallet('TRON', base58check.encode(Uint8Array.from(Buffer.from(text, 'hex'))));
  if (/^[1-9A-HJ-NP-Za-km-z]{25,35}$/.test(text)) return readBase58(text);
  return faulty('FORM');
}

function wallet(network: Network, address: string): ReadForm {
  return {
    ok: true,
    form: {
      kind: 'WALLET',
      normal: `${network}|${address}`,
      skeleton: null,
      display: `${network} · ${address}`,
      mask: `${network} · ${maskTail(address, 4)}`,
    },
  };
}

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}

function readBase58(text: string): ReadForm {
  const payload = attempt(() => base58check.decode(text));
  if (payload === undefined) return faulty('CHECKSUM');
  if (payload.length !== 21) return faulty('FORM');
  const version = payload[0] as number;
  if (version === TRON_VERSION) return wallet('TRON', text);
  return BITCOIN_VERSIONS.includes(version) ? wallet('BTC', text) : faulty('FORM');
}

function readSegwit(text: string): ReadForm {
  // BIP 173: one case throughout.
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return faulty('CHECKSUM');
  const address = text.toLowerCase() as `${string}1${string}`;
  const zero = attempt(() => bech32.decode(address, 90));
  const later = attempt(() => bech32m.decode(address, 90));
  const words = (zero ?? later)?.words;
  if (words === undefined) return faulty('CHECKSUM');
  const version = words[0] as number;
  const program = attempt(() => bech32.fromWords(words.slice(1)));
  const fault: IdentifierFault | undefined =
    program === undefined || program.length < 2 || program.length > 40 || version > 16
      ? 'FORM'
      : (version === 0) !== (zero !== undefined)
        ? 'CHECKSUM'
        : version === 0 && program.length !== 20 && program.length !== 32
          ? 'FORM'
          : undefined;
  return fault === undefined ? wallet('BTC', address) : faulty(fault);
}

function readEvm(text: string): ReadForm {
  const digits = text.slice(2);
  const lower = digits.toLowerCase();
  // All of one case carries no checksum (EIP-55).
  if (digits !== lower && digits !== digits.toUpperCase() && digits !== checksummed(lower)) return faulty('CHECKSUM');
  return wallet('EVM', `0x${lower}`);
}

function checksummed(lower: string): string {
  const digest = Buffer.from(keccak_256(Buffer.from(lower, 'latin1'))).toString('hex');
  return [...lower]
    .map((digit, at) => (Number.parseInt(digest[at] as string, 16) >= 8 ? digit.toUpperCase() : digit))
    .join('');
}
