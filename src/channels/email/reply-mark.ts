import { createHmac } from 'node:crypto';
import { sameText } from '../signature.ts';

/** Which message of ours an e-mail answers, in a form that only we can make: 32 hexadecimal digits and a MAC of 64 bits. */
const MARK = /^([0-9a-f]{32})([0-9a-f]{16})$/;
const KEY = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;
/** Of an address before its @ (RFC 5321). */
const LOCAL_MOST = 64;

function macOf(digits: string, secret: string): string {
  return createHmac('sha256', secret).update(`reply|${digits}`).digest('hex').slice(0, 16);
}

/** @param key of the message in the outbox, a UUID */
function replyMark(key: string, secret: string): string {
  if (!KEY.test(key)) throw new Error('a message of the outbox has a UUID as its key');
  const digits = key.replaceAll('-', '');
  return `${digits}${macOf(digits, secret)}`;
}

/** The key that a mark names, or undefined where it is not one of ours. */
function readReplyMark(mark: string, secret: string): string | undefined {
  const [, digits, mac] = MARK.exec(mark.toLowerCase()) ?? [];
  if (digits === undefined || mac === undefined || !sameText(mac, macOf(digits, secret))) return undefined;
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** The Message-ID of a message of ours, the same however often it is sent. */
export function messageIdOf(key: string, secret: string, address: string): string {
  return `<${replyMark(key, secret)}@${domainOf(address)}>`;
}

/** The address that an answer goes to, or undefined where the mark makes it longer than an address may be. */
export function replyAddress(key: string, secret: string, address: string): string | undefined {
  const [local] = split(address);
  const marked = `${local}+${replyMark(key, secret)}`;
  return marked.length > LOCAL_MOST ? undefined : `${marked}@${domainOf(address)}`;
}

/** The key of ours that one of these Message-IDs or addresses names. */
export function answeredKey(ids: readonly string[], addresses: readonly string[], secret: string): string | undefined {
  const marks = [
    ...addresses.map((address) => split(address)[0].split('+').at(-1) ?? ''),
    ...ids.map((id) => split(id.replaceAll(/[<>\s]/g, ''))[0]),
  ];
  for (const mark of marks) {
    const key = readReplyMark(mark, secret);
    if (key !== undefined) return key;
  }
  return undefined;
}

export const domainOf = (address: string) => split(address)[1];

function split(address: string): [string, string] {
  const at = address.lastIndexOf('@');
  return at < 0 ? [address, ''] : [address.slice(0, at), address.slice(at + 1)];
}
