import { type Ctx, extensionPoint, type Result, type Stretching, type Tx } from '../../kernel/index.ts';

/** A receipt of another module, as it is looked for by its locator. */
export interface OtherReceipt extends Stretching {
  /** Id of the receipt, that its wrap of the key is held by. */
  readonly receipt: string;
  /** What it opens. */
  readonly object: string;
  readonly salt: Uint8Array;
  readonly verifier: Uint8Array;
}

/** A session of such a receipt that runs. */
export interface OtherSession {
  readonly session: string;
  readonly object: string;
}

/** What somebody showed by words, or by a session's token. */
export interface UnlockedObject extends OtherSession {
  /** The secret that opens the key of the object; it stands in no table. */
  readonly secret: Uint8Array;
  readonly by: 'receipt' | 'session';
}

/**
 * A kind of thing that six words open beside a report and a request to take pictures down. Its module keeps the receipts and
 * sessions; trying words, their cost and their limits are the intake's, so that all kinds answer alike.
 */
export interface ReceiptKind {
  /** What the receipt holds, as in `contact`. */
  readonly holds: string;
  find(tx: Tx, locator: string): Promise<OtherReceipt | undefined>;
  /** A session that runs, by what is stored of its token; its use is noted. */
  findSession(tx: Tx, tokenHash: Buffer): Promise<OtherSession | undefined>;
  /** Starts a session of the thing that was opened by words. */
  open(ctx: Ctx, unlocked: UnlockedObject): Promise<Result<{ readonly session: string; readonly expiresAt: Date }>>;
  /** Ends a session; what is left in the browser opens nothing. */
  leave(ctx: Ctx, session: OtherSession): Promise<Result<void>>;
}

export const receiptKinds = extensionPoint<ReceiptKind>('intake.receipt-kind', ({ holds }) => holds);

/** What a receipt of another module opens. */
export interface UnlockedOther {
  readonly other: ReceiptKind;
  readonly unlocked: UnlockedObject;
}
