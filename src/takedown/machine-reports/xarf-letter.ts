import { type Inbound, type InboundAttachment, type InboundReceiver, inboundFile } from '../../channels/index.ts';
import { actAs, type Ctx, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { memberRoles, postNotice } from '../../members/index.ts';
import { maskMail } from '../addressees/addressee.ts';
import { openSecrets } from '../addressees/contact-secrets.ts';
import { type MemberContact, mailboxesMasked } from '../deliveries/delivery-store.ts';
import { refusals, refuse } from '../refusals.ts';
import { askFold } from './finish-report.ts';
import { takeXarf } from './receive-xarf.ts';
import { missingOf, xarfReport } from './xarf-report.ts';

/** Reads the report that came with a letter. */
export const READ_XARF_LETTER = 'takedown.read-xarf-letter';
const SYSTEM = systemActor(READ_XARF_LETTER);

const REPORT_TYPES = ['application/json', 'application/xarf+json'];
/** RFC 5965: what makes a letter one that a program wrote for a program. */
const FEEDBACK = 'message/feedback-report';
/** As much as a call may bring; a report has a few lines. Octets. */
const BYTES_MOST = 262_144;
/** Reports in one letter; those behind are not read, and the member is told. */
const REPORTS_MOST = 10;

/** What the job is given: where the report is, and whose mailbox it came from. */
export interface XarfLetter {
  readonly account: string;
  readonly reference: string;
  readonly agency: string;
  readonly contact: string;
}

/**
 * Letters with a report of XARF in them, from a mailbox of a member that a second person approved and whose domain vouches for the letter.
 * Any other letter stays what it is: a message that somebody reads. A letter of a program to a program (RFC 5965) is nobody else's.
 */
export const xarfLetters: InboundReceiver = {
  name: 'takedown.xarf-letters',
  kinds: ['private-message'],
  takes: ({ adapter }) => adapter === 'email',
  alone: async (ctx, tx, inbound) =>
    (await senderOf(ctx, tx, inbound)) !== undefined && partsOf(inbound, [FEEDBACK]).length > 0,
  async take(ctx, tx, inbound) {
    const sender = await senderOf(ctx, tx, inbound);
    if (!sender) return ok();
    const parts = partsOf(inbound, REPORT_TYPES);
    for (const [at, { reference = '' }] of parts.slice(0, REPORTS_MOST).entries())
      await tx.enqueue(
        READ_XARF_LETTER,
        { account: inbound.account.id, reference, agency: sender.agency, contact: sender.id },
        { key: `${READ_XARF_LETTER}:${inbound.id}:${at}` },
      );
    // A person's letter without a report is no report; a program's is one that it could not write.
    const none = parts.length === 0 && partsOf(inbound, [FEEDBACK]).length > 0;
    const unread =
      parts.length > REPORTS_MOST ? refuse('xarf-letter.too-many') : none ? refuse('xarf-letter.no-report') : undefined;
    if (unread && !unread.ok) await tellRefused(tx, { agency: sender.agency, contact: sender.id }, unread.refusal.code);
    return ok();
  },
};

const partsOf = ({ event }: Inbound, types: readonly string[]): readonly InboundAttachment[] =>
  event.kind === 'private-message'
    ? event.attachments.filter((one) => one.mediaType !== undefined && types.includes(one.mediaType))
    : [];

/** The approved mailbox of a member that wrote a letter; undefined where its domain does not vouch for it, or nobody approved it. */
async function senderOf(ctx: Ctx, tx: Tx, inbound: Inbound): Promise<MemberContact | undefined> {
  const { event } = inbound;
  if (event.kind !== 'private-message' || event.sender !== 'proven') return undefined;
  if (partsOf(inbound, [...REPORT_TYPES, FEEDBACK]).length === 0) return undefined;
  const author = event.author.toLowerCase();
  return actAs(tx, SYSTEM, async (system) => {
    for (const contact of await mailboxesMasked(system, maskMail(author)))
      if ((await openSecrets(ctx.kernel, contact))?.address.toLowerCase() === author) return contact;
    return undefined;
  });
}

/**
 * Reads one report out of the mailbox, in memory alone, and takes it in as a call of the member would. What is refused is told to the
 * member's people in their notices, since no machine of ours answers a letter. @throws where the mailbox is not reached now: it is tried again
 */
export async function readXarfLetter(ctx: Ctx, letter: XarfLetter): Promise<void> {
  const platform = ctx.as(SYSTEM);
  const file = await inboundFile(
    platform,
    letter.account,
    { kind: 'file', url: null, reference: letter.reference },
    BYTES_MOST,
  );
  if (!file.ok && file.refusal.code !== 'channel-attachment.unavailable')
    throw new Error(`refused: ${file.refusal.code}`);
  const taken = file.ok ? await takeReport(platform, letter.agency, file.value) : refuse('xarf-letter.unreadable');
  if (file.ok) file.value.fill(0);
  if (taken.ok) return askFold(platform);
  const told = await platform.transaction(async (tx) => {
    await tellRefused(tx, letter, taken.refusal.code);
    return ok();
  });
  if (!told.ok) throw new Error(`refused: ${told.refusal.code}`);
}

async function takeReport(ctx: Ctx, agency: string, bytes: Buffer): Promise<Result<unknown>> {
  let written: unknown;
  try {
    written = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('xarf-letter.unreadable');
  }
  const read = xarfReport.safeParse(written);
  if (!read.success || missingOf(read.data) !== undefined) return refuse('xarf-letter.unreadable');
  return takeXarf(ctx, agency, read.data, 'letter');
}

/** Why a report that came by letter was not taken, for the member's people; empty where it is a reason of a call alone. */
export const whyNotTaken = (refusal: string, language: 'vi' | 'en'): string => {
  const text = refusal in refusals ? refusals[refusal as keyof typeof refusals][language] : undefined;
  return text === undefined ? '' : `${text.title} ${text.next}`;
};

/** That a report which came by letter was not taken, and why: in the audit, and for the member's people. */
async function tellRefused(tx: Tx, { agency, contact }: Pick<XarfLetter, 'agency' | 'contact'>, refusal: string) {
  tx.audit({
    organisation: agency,
    action: 'machine-report.file',
    object: { kind: 'addressee-contact', id: contact },
    codes: { act: 'xarf', by: 'letter', refusal },
  });
  await postNotice(
    tx,
    { roles: memberRoles, agency },
    { kind: 'xarf-letter.refused', object: { kind: 'addressee-contact', id: contact }, facts: { refusal } },
  );
}
