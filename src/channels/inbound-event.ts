export const channelCodes = [
  'zalo-oa',
  'facebook-page',
  'telegram',
  'email',
  'sms-smpp',
  'sms-gateway',
  'telephone',
  'web-push',
  'webhook',
  'iccam',
  'cloudflare-abuse',
  'aws-abuse',
] as const;
export type ChannelCode = (typeof channelCodes)[number];

export interface InboundAttachment {
  readonly kind: 'image' | 'video' | 'audio' | 'file' | 'location' | 'other';
  /** Where the network serves it, mostly for a short time; null where another call is needed to get it. */
  readonly url: string | null;
  /** What that other call asks for; at most 300 characters. */
  readonly reference?: string;
  /** Of a part of a letter that is made for programs (JSON, RFC 5965), as the letter says; of nothing else. */
  readonly mediaType?: string;
}

interface Event {
  readonly channel: ChannelCode;
  /** The same when the network sends it again, other for every other event; at most 300 characters. */
  readonly id: string;
  readonly at: Date;
}

/** Something written to one of our own accounts that only we and its author can read. */
export interface PrivateMessage extends Event {
  readonly kind: 'private-message';
  /** The network's identifier of the author, good for this account of ours alone. */
  readonly author: string;
  readonly text: string;
  readonly attachments: readonly InboundAttachment[];
  /** Of an e-mail. */
  readonly subject?: string;
  /** Written by a machine (an automatic answer, a bounce, a list): kept, and never answered by one. */
  readonly automatic?: true;
  /** The `key` of the message of ours that this answers, where it bears a mark that only we can make. */
  readonly answers?: string;
  /** Of an e-mail: whether the domain in its sender's address vouches for it, is silent, or says that somebody else wrote it. */
  readonly sender?: 'proven' | 'unproven' | 'forged';
  /** Not all that was written is here: it is longer than is kept, or could not be read to its end. Quoted history is no part of it. */
  readonly shortened?: true;
}

/** What became of a message that we sent. */
export interface DeliveryReport extends Event {
  readonly kind: 'delivery-report';
  /** The provider's identifier of our message; empty where it tells of all messages to one person up to a moment (`to`, `upTo`). */
  readonly message: string;
  readonly to?: string;
  readonly upTo?: Date;
  /** The `key` of our message, where the provider gives it back: it tells of a message of which nobody was sure. */
  readonly key?: string;
  readonly state: 'delivered' | 'read' | 'failed';
  /** The provider's code where it failed; no words. */
  readonly reason?: string;
}

/**
 * A step of a telephone call, from whatever exchange (`telephone/`). Out of order and more than once; `call` and `state` and `at` tell it.
 * `parked`: the desk's end is gone and the exchange keeps the caller · `voicemail`: words were left, under the name in `recording`
 */
export interface CallEvent extends Event {
  readonly kind: 'call';
  /** The exchange's identifier of the call, the same through its steps and transfers. */
  readonly call: string;
  readonly state:
    | 'incoming'
    | 'ringing'
    | 'answered'
    | 'held'
    | 'resumed'
    | 'parked'
    | 'ended'
    | 'failed'
    | 'voicemail'
    | 'recording-started'
    | 'recording-stopped';
  readonly direction: 'in' | 'out';
  /** E.164 where the exchange shows it; null where the caller hides it. */
  readonly from: string | null;
  readonly to: string;
  /** The extension of the desk that has it. */
  readonly extension: string | null;
  /** Q.850 cause where it ended. */
  readonly cause: number | null;
  /** The exchange's own name of a recording that it keeps. Never media: nothing of it comes here. */
  readonly recording: string | null;
}

/** All calls that the exchange has now: told as a sign of life, and after a connection was lost. What is not in it is over. */
export interface OpenCalls extends Event {
  readonly kind: 'open-calls';
  readonly calls: readonly string[];
}

/** Something that everybody can read, on a page or in a channel: written, changed, or taken away. */
export interface PublicContribution extends Event {
  readonly kind: 'public-contribution';
  readonly change: 'added' | 'edited' | 'removed';
  /** The network's identifier of the post or comment, the same through its changes. */
  readonly subject: string;
  readonly author: string | null;
  readonly text: string;
  readonly attachments: readonly InboundAttachment[];
  /** Of the post or comment that this one answers. */
  readonly parent: string | null;
  readonly url: string | null;
}

/** Deliveries, echoes of what we sent ourselves, follows, and whatever the network has invented since: kept as a name alone. */
export interface OtherEvent extends Event {
  readonly kind: 'other';
  readonly name: string;
  /** Of a shape that the adapter does not know: where there are many, the network has changed something. */
  readonly unknown?: true;
}

/** What a network told us, in no network's own words. */
export type InboundEvent = PrivateMessage | PublicContribution | DeliveryReport | CallEvent | OpenCalls | OtherEvent;

/** A request of a network as it came. The body is the raw bytes: a signature does not survive reading and writing anew. */
export interface InboundRequest {
  readonly body: Uint8Array;
  readonly headers: Headers;
  /** Of the address that was called, for gateways that tell everything there. */
  readonly query?: URLSearchParams;
  /** Where the call came from, as the edge knows it. */
  readonly address?: string;
}
