/** What a message centre tells of a message of ours. */
export interface DeliveryReceipt {
  /** Its identifier of the message, as it writes it here. */
  readonly message: string;
  readonly state: 'delivered' | 'failed' | 'under-way';
  readonly reason: string;
}

/** SMPP 3.4, 5.3.2.35. */
const STATES: Readonly<Record<number, DeliveryReceipt['state']>> = {
  2: 'delivered',
  3: 'failed',
  4: 'failed',
  5: 'failed',
  8: 'failed',
  9: 'failed',
};
const WORDS: readonly (readonly [RegExp, DeliveryReceipt['state']])[] = [
  [/^deliv/i, 'delivered'],
  [/^(?:undeliv|expir|delet|reject|fail|skip|aborted|blocked)/i, 'failed'],
];

/**
 * Pure: a receipt by its fields where the centre gives them, else by its words (SMPP 3.4, appendix B), of which every centre has
 * its own spelling: other cases, spaces round the colon, fields left out, `err` of letters.
 * @returns undefined where it names no message
 */
export function readReceipt(
  words: string,
  fields: { readonly message?: string | undefined; readonly state?: number | undefined } = {},
): DeliveryReceipt | undefined {
  const message = fields.message || /\bid\s*:\s*([0-9A-Za-z_.:-]{1,65})/i.exec(words)?.[1];
  if (!message) return undefined;
  const stat = /\bstat(?:us)?\s*:\s*([A-Za-z]{2,20})/i.exec(words)?.[1] ?? '';
  const error = /\berr(?:or)?\s*:\s*([0-9A-Za-z]{1,10})/i.exec(words)?.[1];
  const state =
    fields.state === undefined
      ? (WORDS.find(([word]) => word.test(stat))?.[1] ?? 'under-way')
      : (STATES[fields.state] ?? 'under-way');
  const name = stat === '' ? `state-${fields.state ?? 'none'}` : stat.toLowerCase();
  return {
    message,
    state,
    reason: error === undefined || /^0+$/.test(error) ? name : `${name}-${error.toLowerCase()}`,
  };
}

/** An identifier as it is kept: hexadecimal digits in lower case, or as the decimal number that this centre's receipts name. */
export function messageName(id: string, decimalReceipts: boolean): string {
  return decimalReceipts && /^[0-9a-f]{1,32}$/i.test(id) ? BigInt(`0x${id}`).toString() : id.toLowerCase();
}
