import { type Ctx, extensionPoint, type Tx } from '../../kernel/index.ts';
import type { Followed, NoticeStands, OutboundMessage } from '../adapter.ts';

/** A message as it is to leave now. */
export type Written = Partial<Pick<OutboundMessage, 'text' | 'files' | 'endpoint' | 'notice' | 'pictureBytes'>>;

/**
 * What messages about a record are made of at the moment they leave. A message may wait for hours: its record says what holds by then, and
 * keys, files and addresses of systems are not kept with it meanwhile.
 */
export interface OutboundSource {
  /** `about.kind` of the messages. */
  readonly objectKind: string;
  /**
   * Outside any transaction of the outbox, at every try.
   * @param to as it was queued: an address, or the module's own name of a receiver
   * @param from the account by which it leaves, as people see it
   * @returns undefined where it holds no more: then nothing leaves, and nobody has to look at it
   */
  write(
    ctx: Ctx,
    message: { readonly id: string; readonly to: string; readonly from: string },
  ): Promise<Written | undefined>;
  /** A message about the record has come further, or was given up: in the transaction that writes it down, for pages that show it. */
  settled?(tx: Tx, message: { readonly id: string; readonly key: string }): Promise<void>;
  /** How the record stands by now, for services that are asked how far a notice has come. */
  stands?(ctx: Ctx, id: string): Promise<NoticeStands>;
  /** What a service said; the same is told again at each question. */
  heard?(ctx: Ctx, id: string, said: { readonly channel: string; readonly followed: Followed }): Promise<void>;
}

export const outboundSources = extensionPoint<OutboundSource>(
  'channels.outbound-sources',
  ({ objectKind }) => objectKind,
);
