/** What a mail server says of one recipient of a letter of ours (RFC 3464). */
export interface RecipientStatus {
  readonly recipient: string;
  readonly state: 'delivered' | 'failed' | 'under-way';
  /** RFC 3463, as `5.1.1`. */
  readonly code: string;
}

const RECIPIENTS_MOST = 50;

/** Pure: the parts of a `message/delivery-status`, one block of fields a recipient after the block of the message. */
export function readDeliveryStatus(report: string): RecipientStatus[] {
  const blocks = report.replaceAll('\r\n', '\n').split(/\n\s*\n/);
  return blocks
    .flatMap((block) => {
      const fields = fieldsOf(block);
      const recipient = (fields.get('original-recipient') ?? fields.get('final-recipient'))?.split(';').at(-1)?.trim();
      const action = fields.get('action')?.toLowerCase();
      if (!recipient || action === undefined) return [];
      const code = /\b[245]\.\d{1,3}\.\d{1,3}\b/.exec(fields.get('status') ?? '')?.[0] ?? '';
      return [{ recipient: recipient.toLowerCase(), state: stateOf(action), code }];
    })
    .slice(0, RECIPIENTS_MOST);
}

/** `relayed` went to a server that tells nothing more, `expanded` to a list: both are known no better than sent. */
function stateOf(action: string): RecipientStatus['state'] {
  if (action.startsWith('failed')) return 'failed';
  return action.startsWith('delivered') ? 'delivered' : 'under-way';
}

function fieldsOf(block: string): Map<string, string> {
  const lines = block.replaceAll(/\n[ \t]+/g, ' ').split('\n');
  return new Map(
    lines.flatMap((line) => {
      const [, name, value] = /^([A-Za-z-]+):\s*(.*)$/.exec(line.trim()) ?? [];
      return name === undefined || value === undefined ? [] : [[name.toLowerCase(), value]];
    }),
  );
}
