import { type OutboundProgress, outboundProgress, queueMessage } from '../../channels/index.ts';
import { type Ctx, ok, type Result, type Tx } from '../../kernel/index.ts';
import type { LineRow } from '../lines/line-store.ts';
import type { ContactRow } from '../tables.ts';

const keyOf = (contact: string, lineKey: string) => `line:${contact}:${lineKey}`;

/** A helper's line goes where the child last wrote; nothing goes out where that is our own page. */
export async function answerByNetwork(
  ctx: Ctx,
  tx: Tx,
  contact: ContactRow,
  line: { readonly lineKey: string; readonly text: string },
): Promise<Result<void>> {
  if (contact.answers_by === null) return ok();
  const queued = await queueMessage(ctx, tx, {
    key: keyOf(contact.id, line.lineKey),
    purpose: 'answer',
    to: { conversation: contact.answers_by },
    text: line.text,
    about: { kind: 'contact', id: contact.id },
  });
  return queued.ok ? ok() : queued;
}

/** How far a helper's line has come on its network. */
export interface LineDelivery {
  readonly seq: number;
  readonly state: OutboundProgress['state'];
  readonly reason: string | null;
}

/** Of the helper's lines among these; those that were written for our own page have none. */
export async function deliveriesOf(tx: Tx, contact: ContactRow, lines: readonly LineRow[]): Promise<LineDelivery[]> {
  if (contact.network === null) return [];
  const keys = new Map(
    lines.flatMap(({ from_kind, line_key, seq }) =>
      from_kind === 'helper' ? [[keyOf(contact.id, line_key), seq] as const] : [],
    ),
  );
  const found = await outboundProgress(tx, [...keys.keys()]);
  return found.map(({ key, state, reason }) => ({ seq: keys.get(key) as number, state, reason }));
}
