export type LossReason = 'refused' | 'unreachable' | 'silent' | 'closed' | 'replaced' | 'not-stored';

/** Why a connection to an exchange ended. No words of the exchange: they may hold a number. */
export class ExchangeLost extends Error {
  readonly reason: LossReason;

  constructor(reason: LossReason) {
    super(`the exchange is lost: ${reason}`);
    this.reason = reason;
  }
}
