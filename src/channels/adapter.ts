import type { z } from 'zod';
import type { Network, Result, SafeFetch } from '../kernel/index.ts';
import type { ChannelCode, InboundAttachment, InboundEvent, InboundRequest } from './inbound-event.ts';

/** An account of ours at a network, a mailbox, a gateway or an exchange, with what it takes to speak for it. */
export interface OpenAccount<Settings = unknown, Secrets = unknown> {
  readonly id: string;
  readonly settings: Settings;
  readonly secrets: Secrets;
}

/** An official document of the house, rendered when a message leaves. Never a picture, a recording or anything that somebody handed in. */
export interface OfficialFile {
  readonly name: string;
  /** `message/feedback-report`: what makes the letter a report of RFC 5965, for programs that read such. */
  readonly mediaType: 'application/pdf' | 'application/json' | 'message/feedback-report';
  readonly bytes: Uint8Array;
}

/** A system of an organisation that takes messages by call. */
export interface Endpoint {
  readonly url: string;
  /** By which calls to it are signed (Standard Webhooks, `whsec_`). */
  readonly secret: string;
  /** The one before, while both are good: calls are signed by each. */
  readonly formerSecret?: string;
}

/** An order in no service's own shape, for services that take such by machine. No field holds a picture or a word that somebody wrote. */
export interface AbuseNotice {
  readonly reference: string;
  readonly about: 'csam' | 'exploitation' | 'other';
  readonly urls: readonly string[];
  /** The report of XARF 4.2, where it has a word for it. */
  readonly xarf: Readonly<Record<string, unknown>> | undefined;
  readonly reporter: { readonly org: string; readonly contact: string };
  readonly receivedAt: Date;
  /** What two graders found, in our codes. */
  readonly inhope: string;
  readonly ageGroup: string;
  readonly selfMade: boolean | null;
  readonly host: {
    readonly address: string | null;
    readonly country: string | null;
    readonly name: string | null;
    readonly asn: number | null;
  };
  /** Nothing is to be done: it is a try. */
  readonly test: boolean;
}

/** How the house sees by now what it sent a notice about. */
export type NoticeStands = 'asked' | 'gone' | 'lawful' | 'withdrawn';

/** What a service says that became of a notice. */
export type Followed =
  | { readonly state: 'open'; readonly said: string }
  | {
      readonly state: 'ended';
      readonly said: string;
      readonly outcome?: 'ACTIONED' | 'NOT_OURS' | 'REVIEWED_NO_ACTION' | 'ALREADY_GONE' | 'NEED_MORE_INFORMATION';
    }
  | { readonly state: 'again'; readonly reason: string };

/** What leaves the house by one account to one person: text, and with it at the most an official document. */
export interface OutboundMessage {
  /** Of the message in the outbox: the same however often it is tried, and given to the provider where it takes such a key. */
  readonly key: string;
  /** The network's identifier of the person, an address or a number in E.164; empty where `comment` names whom. */
  readonly to: string;
  /** When it was first handed to the provider, for a look-up of what became of it. */
  readonly triedAt?: Date;
  /** After it the message is of no use to anybody, for networks that keep one for who is not there. */
  readonly notAfter?: Date;
  /** What `window` said of it when it left the outbox, for networks that want to be told under which rule it comes. */
  readonly window?: SendWindow['state'];
  readonly text: string;
  /** The newest inbound event of the conversation that this answers, for networks that thread or allow answers alone. */
  readonly answers?: { readonly id: string };
  /** Written by no person: said to the provider where it has a word for it, so that no machine answers it. */
  readonly automatic?: true;
  /** Where the message answers something public in private: the network's identifier of the comment. */
  readonly comment?: string;
  /** Of a post: what it is beside its text, and what is done with it. */
  readonly post?: PostParts;
  /** A template that the network approved, with its blanks, where its window for free words is closed. */
  readonly template?: { readonly id: string; readonly data: Readonly<Record<string, string>> };
  /** Given by an `OutboundSource` at the moment of sending, and never kept with the message. */
  readonly files?: readonly OfficialFile[];
  /** The same: where a message goes whose receiver is a system. */
  readonly endpoint?: Endpoint;
  /** The same: what a service is told that takes no words. */
  readonly notice?: AbuseNotice;
  /** The same: the bytes of the picture of a post, whose SHA-256 stands in `post`. */
  readonly pictureBytes?: Uint8Array;
}

/** What a source gives at the moment of sending. */
export const LIVE_PARTS = [
  'files',
  'endpoint',
  'notice',
  'pictureBytes',
] as const satisfies readonly (keyof OutboundMessage)[];

/**
 * What a provider said.
 * - `sent`: it took the message; `provider` is its identifier, by which deliveries are told later
 * - `again`: nothing was sent, try later (`afterMs` where it said when)
 * - `unsure`: it may have been sent (connection lost after the request, 5xx); it is asked by `lookUp` before it is tried again, and
 *   where nothing can be asked a person decides
 * - `refused`: it will never be taken as it is; a person must look, but where `gone` says that whom it goes to is there no more
 * - `expired`: the account's token is over; it is renewed once, then tried again
 */
export type SendOutcome =
  | { readonly state: 'sent'; readonly provider: string }
  | { readonly state: 'again'; readonly reason: string; readonly afterMs?: number }
  | { readonly state: 'unsure'; readonly reason: string }
  | { readonly state: 'refused'; readonly reason: string; readonly gone?: true }
  | { readonly state: 'expired'; readonly reason: string };

/** Whether words of our own may be sent now: `free`, at a price, under a tag that a person wrote it, a template alone, or not at all. */
export interface SendWindow {
  readonly state: 'free' | 'paid' | 'tagged' | 'template-only' | 'closed';
  /** Null where it does not end. */
  readonly until: Date | null;
}

/** What an account's own service says about it when it is asked. */
export interface AccountHealth {
  /** As the service names the account, so that a person sees that it is the right one. */
  readonly name: string;
  /** When the token ends; null where it does not. */
  readonly tokenEndsAt: Date | null;
}

/** What an adapter needs of the house. */
export interface Reach {
  readonly fetch: SafeFetch;
  /** The public internet alone, for addresses that no keeper of an account entered. */
  readonly outside: SafeFetch;
  /** Where connections that speak no HTTP may go: `allowedAddress` says it of a host. */
  readonly network: Network;
  readonly now: Date;
  /** Milliseconds that one request may take, its answer included. */
  readonly deadlineMs: number;
}

/** A picture of a post. Some networks take its bytes with the post, others fetch it from its address, which names its hash. */
export interface PostPicture {
  /** Of its bytes, in hex. */
  readonly sha256: string;
  readonly url: string;
  /** What it shows, for whoever cannot see it. */
  readonly alt: string;
  readonly mediaType: 'image/png';
}

/** What a post has beside its text; each network takes what it has a place for. */
export interface PostWords {
  readonly title?: string;
  /** One or two sentences, where a network shows a post closed. */
  readonly summary?: string;
  /** Who speaks, as the network names an author. */
  readonly author?: string;
  readonly link?: string;
  readonly picture?: PostPicture;
}

/** What is done on an account of ours that everybody reads: `hide` with what somebody else wrote there, the others with a post of ours. */
export interface PostParts extends PostWords {
  readonly act: 'publish' | 'correct' | 'withdraw' | 'hide';
  /** The network's identifier of what is corrected, withdrawn or hidden. */
  readonly subject?: string;
}

/** Something for everybody to read on an account of ours. */
export interface PublicPost extends PostWords {
  /** The same however often it is tried. */
  readonly key: string;
  readonly text: string;
  readonly pictureBytes?: Uint8Array;
  /** When it was first handed to the network, for a look-up of what became of it. */
  readonly triedAt?: Date;
}

/** A post exactly as it leaves, but for the keys of the account: what people see and approve. */
export interface PostRequest {
  readonly method: 'POST';
  /** Behind the address of the service. */
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  /** It leaves as a form (multipart/form-data) with this file in it; as JSON where absent. */
  readonly file?: { readonly field: string; readonly mediaType: string; readonly sha256: string };
}

/** What an account can say to everybody: UTF-16 code units; null where the network has no such place. */
export interface PostLimits {
  /** With the link that stands under it. */
  readonly textMost: number;
  /** The same where a picture goes with it. */
  readonly textMostWithPicture: number;
  readonly titleMost: number | null;
  readonly summaryMost: number | null;
  readonly needsPicture: boolean;
}

/** What a network counts of a post; null where it does not tell. Nobody is named. */
export interface PostCounts {
  readonly views: number | null;
  readonly reactions: number | null;
  readonly comments: number | null;
  readonly shares: number | null;
}

/** What the keeper of an account agrees to on the network's own page, for networks that give tokens no other way. */
export interface Consent<Settings, Secrets> {
  /** The secrets that the network gives, and nobody enters. */
  readonly gives: readonly string[];
  /** Pure but for chance. `verifier` is kept, as secret as a token, until the keeper comes back with the same `state`. */
  begin(
    settings: Settings,
    asked: { readonly redirect: string; readonly state: string },
  ): {
    readonly url: string;
    readonly verifier: string;
  };
  /** @param query of the address that the network sent the keeper back to */
  finish(
    account: OpenAccount<Settings, Secrets>,
    answer: { readonly query: URLSearchParams; readonly verifier: string },
    reach: Reach,
  ): Promise<Result<Renewed<Secrets>>>;
}

/** The secrets of an account with the token that was just given, whole: they replace the former ones. */
export interface Renewed<Secrets> {
  readonly secrets: Secrets;
  readonly endsAt: Date;
}

/** What a connection that stays open tells, of an account that is listened to. */
export interface Listening {
  /** How far the account was read, as the adapter wrote it at its last `hear`; null where nothing was. */
  readonly cursor: string | null;
  /**
   * Stored before the provider is told that it arrived; a refusal means that it was not, and is to be brought again.
   * @param cursor kept in the same transaction; at most 300 characters
   */
  hear(events: readonly InboundEvent[], cursor?: string): Promise<Result<void>>;
  /** A sign of life of the provider: any line, any keep-alive. Without one for the adapter's `silentMs` the account shows as silent. */
  alive(): void;
  readonly signal: AbortSignal;
}

/** How a provider is spoken to. One value a network, in a folder of its own; whatever differs between networks is here alone. */
export interface ChannelAdapter<Settings = unknown, Secrets = unknown> {
  readonly code: ChannelCode;
  /** The house makes the account itself: nobody connects one. */
  readonly ofTheHouse?: true;
  /** A service of an organisation that takes notices: nobody writes to us by it, and no test goes to it. */
  readonly toService?: true;
  /** What an administrator enters and everybody who keeps accounts may read; each field has words in the desk's messages. */
  readonly settings: z.ZodType<Settings>;
  /** What an administrator enters or the provider gives, and nobody reads again. */
  readonly secrets: z.ZodType<Secrets>;
  readonly limits: {
    /** UTF-16 code units of one message; a longer text is cut into several at the ends of sentences. 0: it carries no words at all. */
    readonly textMost: number;
    readonly perSecond: number;
    readonly perSecondToOne: number;
  };
  /** The most that the provider ever tells of a message: that it took it, that it arrived, that it was read. */
  readonly proof: 'sent' | 'delivered' | 'read';
  /** Whether a message may begin a conversation, or only answer one. */
  readonly begins: boolean;
  /** Pure: a call of the network, verified and in neutral words. Absent where nothing calls us. A GET is a call where there is no handshake. */
  receive?(
    request: InboundRequest,
    account: OpenAccount<Settings, Secrets>,
    now: Date,
  ): Result<readonly InboundEvent[]>;
  /** Pure: the network's question when a webhook is registered. */
  handshake?(query: URLSearchParams, account: OpenAccount<Settings, Secrets>): Result<string>;
  /** What the network waits for as the answer to a call; `ok` in plain text where absent. */
  answer?(events: readonly InboundEvent[]): Response;
  /** Keeps a connection open until the signal; returns or throws when it is lost, and is begun again with growing pauses. */
  listen?(account: OpenAccount<Settings, Secrets>, listening: Listening, reach: Reach): Promise<void>;
  readonly silentMs?: number;
  /** Pure. @param lastFromThem when the person last wrote; null where it never did */
  window(lastFromThem: Date | null, now: Date): SendWindow;
  /** There are times at which the network takes nothing but a template that it approved. */
  readonly needsTemplates?: true;
  /** Pure: which of many services behind the account an address is at, where each takes and throttles on its own. */
  serviceOf?(to: string): string | undefined;
  send(account: OpenAccount<Settings, Secrets>, message: OutboundMessage, reach: Reach): Promise<SendOutcome>;
  /**
   * Asks how far a notice has come, some while after it was sent and never in the same run; says there what became of it here, where the
   * service wants to hear that.
   * @param sent the provider's identifier, and how the house sees it by now
   */
  follow?(
    account: OpenAccount<Settings, Secrets>,
    sent: { readonly provider: string; readonly stands: NoticeStands },
    reach: Reach,
  ): Promise<Followed>;
  /** Asks what became of a message of which nobody is sure, by our key or the provider's identifier. */
  lookUp?(account: OpenAccount<Settings, Secrets>, message: OutboundMessage, reach: Reach): Promise<SendOutcome>;
  /** Exchanges the token for the next; runs under a lock of the account that outlives `reach.deadlineMs`. */
  renew?(account: OpenAccount<Settings, Secrets>, reach: Reach): Promise<Result<Renewed<Secrets>>>;
  /** How long before its end a token is renewed, milliseconds. */
  readonly renewBeforeMs?: number;
  check(account: OpenAccount<Settings, Secrets>, reach: Reach): Promise<Result<AccountHealth>>;
  readonly consent?: Consent<Settings, Secrets>;
  /** Tells the network where to call us, for networks that are told by a request. @param address of our webhook */
  subscribe?(account: OpenAccount<Settings, Secrets>, address: string, reach: Reach): Promise<Result<void>>;
  /**
   * The bytes of what somebody sent, in memory alone: for the register's hashes, then dropped.
   * @param bytesMost more is a refusal, and is left as soon as it is known
   */
  attachment?(
    account: OpenAccount<Settings, Secrets>,
    attachment: InboundAttachment,
    reach: Reach,
    bytesMost: number,
  ): Promise<Result<Buffer>>;
  /** Hides something that the public can read on an account of ours, until a person has looked. */
  hide?(account: OpenAccount<Settings, Secrets>, subject: string, reach: Reach): Promise<SendOutcome>;
  /** Pure: undefined where this account speaks to nobody in public, as a bot without a channel. */
  postLimits?(settings: Settings): PostLimits | undefined;
  /** Pure: what `publish` will send of a post that keeps the limits. */
  postRequest?(settings: Settings, post: Omit<PublicPost, 'key'>): PostRequest;
  publish?(account: OpenAccount<Settings, Secrets>, post: PublicPost, reach: Reach): Promise<SendOutcome>;
  /** Puts these words in the place of those of a post; its picture stays. The same again does nothing. */
  correct?(
    account: OpenAccount<Settings, Secrets>,
    post: PublicPost & { readonly provider: string },
    reach: Reach,
  ): Promise<SendOutcome>;
  /** Takes a post away from everybody. One that is gone counts as taken away. */
  withdraw?(account: OpenAccount<Settings, Secrets>, provider: string, reach: Reach): Promise<SendOutcome>;
  /** What the network counts of a post by now. Absent where it tells nothing. */
  counts?(
    account: OpenAccount<Settings, Secrets>,
    provider: string,
    reach: Reach,
  ): Promise<{ readonly state: 'counted'; readonly counts: PostCounts } | Exclude<SendOutcome, { state: 'sent' }>>;
  /**
   * Whether a post can be read: by the provider's identifier, or by its text where none is known. The identifier in the answer is the one
   * that holds from now on.
   */
  readBack?(
    account: OpenAccount<Settings, Secrets>,
    post: PublicPost & { readonly provider?: string },
    reach: Reach,
  ): Promise<SendOutcome>;
}
