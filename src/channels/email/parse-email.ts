import { type AttachmentStream, type Headers as MailHeaders, MailParser, type MessageText } from 'mailparser';
import type { InboundAttachment } from '../inbound-event.ts';
import { EMAIL_LIMITS } from './email-account.ts';

/** A letter in its parts. Attachments are counted by kind; not one byte of them is kept, and `attachmentAt` reads one. */
export interface ParsedEmail {
  readonly headers: MailHeaders;
  readonly text: string;
  readonly attachments: readonly InboundAttachment[];
  /** The `message/delivery-status` part and what the report gives back of the letter, where there are any. */
  readonly status: string | undefined;
  readonly returned: string | undefined;
  /** Something could not be read within the limits. */
  readonly broken: boolean;
}

/** Of so many attachments the kind is told; a letter with more has as many. */
const ATTACHMENTS_MOST = 50;

/**
 * A letter within the limits. One that breaks them (a thousand parts in parts, headers without end, HTML that cannot be read) is
 * not lost: its headers and whatever was read before are there.
 */
export async function parseEmail(raw: Buffer): Promise<ParsedEmail> {
  const whole = await parse(raw);
  if (whole.headers.size > 0 || !whole.broken) return whole;
  return { ...(await parse(headOf(raw))), broken: true };
}

function headOf(raw: Buffer): Buffer {
  const head = raw.subarray(0, EMAIL_LIMITS.headers - 1_024);
  const end = head.indexOf('\r\n\r\n');
  const lines = end < 0 ? head.subarray(0, Math.max(head.lastIndexOf('\n'), 0)) : head.subarray(0, end);
  return Buffer.concat([lines, Buffer.from('\r\n\r\n')]);
}

/**
 * The bytes of one attachment, as `parseEmail` counts them. What comes before a letter breaks the limits is had, as there.
 * @param place of the attachment, from 0
 * @returns undefined where there is none, or where it is larger than is taken, or breaks off
 */
export function attachmentAt(raw: Buffer, place: number, bytesMost: number): Promise<Buffer | undefined> {
  const parser = limitedParser();
  return new Promise((resolve) => {
    let [counted, whole]: [number, Buffer | undefined] = [0, undefined];
    parser.on('data', (part: AttachmentStream | MessageText) => {
      if (part.type === 'text') return;
      const wanted = reportField(part) === undefined && counted++ === place && place < ATTACHMENTS_MOST;
      const pieces: Buffer[] = [];
      let bytes = 0;
      part.content.on('data', (piece: Buffer) => {
        bytes += piece.length;
        if (wanted && bytes <= bytesMost) pieces.push(piece);
        else piece.fill(0);
      });
      part.content.once('end', () => {
        if (wanted && bytes <= bytesMost) whole = Buffer.concat(pieces);
        part.release?.();
      });
    });
    parser.once('end', () => resolve(whole));
    parser.on('error', () => resolve(whole));
    parser.end(raw);
  });
}

const limitedParser = () =>
  new MailParser({
    skipTextToHtml: true,
    skipImageLinks: true,
    ignoreEmbedded: true,
    keepDeliveryStatus: true,
    checksumAlgo: false,
    maxHtmlLengthToParse: EMAIL_LIMITS.html,
    maxHeadSize: EMAIL_LIMITS.headers,
    maxChildNodes: EMAIL_LIMITS.parts,
  });

function parse(raw: Buffer): Promise<ParsedEmail> {
  const parser = limitedParser();
  return new Promise((resolve) => {
    let headers: MailHeaders = new Map();
    let words: MessageText | undefined;
    const attachments: InboundAttachment[] = [];
    const kept: { status?: string; returned?: string } = {};
    const done = (broken: boolean) =>
      resolve({
        headers,
        text: words?.text ?? '',
        attachments,
        status: kept.status,
        returned: kept.returned,
        broken: broken || words?.textConversionError !== undefined,
      });
    parser.on('headers', (found) => {
      headers = found;
    });
    parser.on('data', (part: AttachmentStream | MessageText) => {
      if (part.type === 'text') words = part;
      else takeAttachment(part, kept, attachments);
    });
    parser.once('end', () => done(false));
    parser.on('error', () => done(true));
    parser.end(raw);
  });
}

function takeAttachment(
  part: AttachmentStream,
  kept: { status?: string; returned?: string },
  attachments: InboundAttachment[],
): void {
  const field = reportField(part);
  if (field === undefined && attachments.length < ATTACHMENTS_MOST)
    attachments.push(attachmentOf(part.contentType.toLowerCase()));
  const pieces: Buffer[] = [];
  let bytes = 0;
  part.content.on('data', (piece: Buffer) => {
    if (field !== undefined && bytes < EMAIL_LIMITS.report) pieces.push(piece);
    else piece.fill(0);
    bytes += piece.length;
  });
  part.content.once('end', () => {
    if (field !== undefined) kept[field] ??= Buffer.concat(pieces).subarray(0, EMAIL_LIMITS.report).toString('latin1');
    part.release?.();
  });
}

/** What a part is to a delivery report; undefined for an attachment. */
function reportField({ contentType }: AttachmentStream): 'status' | 'returned' | undefined {
  const type = contentType.toLowerCase();
  if (type === 'message/delivery-status') return 'status';
  return type === 'message/rfc822' || type === 'text/rfc822-headers' ? 'returned' : undefined;
}

/** Parts that programs write for programs; of any other the type is nobody's business. */
const FOR_PROGRAMS = ['application/json', 'application/xarf+json', 'message/feedback-report'];

const attachmentOf = (type: string): InboundAttachment => {
  const attachment: InboundAttachment = { kind: kindOf(type), url: null };
  return FOR_PROGRAMS.includes(type) ? { ...attachment, mediaType: type } : attachment;
};

function kindOf(type: string): InboundAttachment['kind'] {
  const [family] = type.split('/', 1);
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'file';
}
