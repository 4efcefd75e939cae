import {
  type NoticeStands,
  type OfficialFile,
  type OutboundSource,
  openWebhookAccount,
  type Written,
} from '../../channels/index.ts';
import { type OfficialDocument, renderPdf, writtenTime } from '../../documents/index.ts';
import {
  type Config,
  type Ctx,
  ok,
  parseId,
  portalAddress,
  type Result,
  systemActor,
  type Tx,
} from '../../kernel/index.ts';
import { agencyDetail } from '../../members/index.ts';
import { isService } from '../addressees/addressee.ts';
import { findContact, openContacts } from '../addressees/addressee-store.ts';
import { type ContactSecrets, endpointOf, openSecrets } from '../addressees/contact-secrets.ts';
import { statementOfOrder } from '../appeals/item-appeal-store.ts';
import { deliveryMoved } from '../deliveries/delivery-moved.ts';
import type { GradeRow } from '../grades/grade.ts';
import { gradesOf } from '../grades/grade-store.ts';
import { findItem, hostFactsOf } from '../items/item-store.ts';
import { defang } from '../locators/canonical-url.ts';
import { openJson } from '../sealed-json.ts';
import type { HostFactRow } from '../tables.ts';
import { hearService } from './hear-service.ts';
import { openAddress } from './open-address.ts';
import type { OrderState } from './order.ts';
import { orderKind } from './order-lists.ts';
import { findDocument, findOrder } from './order-store.ts';
import type { ContactRow, OrderRow } from './order-tables.ts';
import { TELLINGS, type Telling } from './send-order.ts';
import { FEEDBACK_REPORT, xarfOf } from './xarf.ts';

const EXIT = systemActor('takedown.order-exit');
/** Addresses that a letter lists; all of them stand in the document that goes with it. */
const LISTED_MOST = 20;

/** While an order is in one of these, it is still asked of the addressee. */
const ASKED: readonly OrderState[] = ['SENT', 'ACKNOWLEDGED', 'SUSPENDED'];
const holds: Readonly<Record<Telling, (order: OrderRow) => boolean>> = {
  'takedown-order': ({ state }) => ASKED.includes(state),
  'takedown-order-clarified': ({ state }) => ASKED.includes(state),
  'takedown-order-withdrawn': ({ state }) => state === 'CANCELLED',
  'takedown-order-appealed': ({ state }) => state !== 'CANCELLED',
  'takedown-order-still-there': ({ state }) => ASKED.includes(state),
};

/** Before an order leaves: the account by which systems of others are called is there. Outside of any transaction. */
export async function readyToSend(ctx: Ctx, agency: string): Promise<Result<void>> {
  const opened = await openWebhookAccount(ctx, agency);
  return opened.ok ? ok() : opened;
}

interface Leaving {
  readonly order: OrderRow;
  readonly contact: ContactRow;
  readonly secrets: ContactSecrets;
  readonly document: { readonly words: OfficialDocument; readonly issuedAt: Date; readonly digest: string };
  readonly places: readonly string[];
  readonly location: string | null;
  /** Public code by which whoever is affected reads why, and appeals. */
  readonly statement: string | undefined;
  readonly platform: string | null;
  readonly selfMade: boolean | null;
  readonly host: HostFactRow | undefined;
  readonly grade: GradeRow | undefined;
}

/** What is told of an order, written when it leaves: nothing leaves of an order that holds no more, nor to a contact that was ended. */
export const orderSources: readonly OutboundSource[] = (Object.keys(TELLINGS) as Telling[]).map((telling) => ({
  objectKind: telling,
  async write(ctx, message) {
    const system = ctx.as(EXIT);
    const read = await system.transaction((tx) => leaving(system, tx, telling, message));
    if (!read.ok) throw new Error(read.refusal.code);
    if (read.value === undefined) return undefined;
    const agency = await agencyDetail(system, { code: read.value.order.ordering_agency ?? '' });
    const name = agency.ok ? agency.value.agency.nameVi : (read.value.order.ordering_agency ?? '');
    if (isService(read.value.contact.channel))
      return notice(ctx.kernel.config, read.value, { name, from: message.from });
    return read.value.contact.channel === 'WEBHOOK'
      ? webhook(ctx.kernel.config, telling, read.value, name, ctx.now)
      : letter(ctx.kernel.config, telling, read.value, { name, from: message.from });
  },
  settled: deliveryMoved,
  ...(telling === 'takedown-order' ? { stands, heard: hearService } : {}),
}));

/** How an order stands, for services that want to hear what became of what they were told. */
async function stands(ctx: Ctx, id: string): Promise<NoticeStands> {
  const found = await ctx.as(EXIT).transaction(async (tx) => {
    const order = await findOrder(tx, id);
    return ok({ order, item: order && (await findItem(tx, order.item_id)) });
  });
  if (!found.ok) throw new Error(found.refusal.code);
  const { order, item } = found.value;
  if (item?.state === 'NOT_ILLEGAL') return 'lawful';
  if (order?.state === 'CANCELLED') return 'withdrawn';
  return order?.state === 'GONE' || item?.state === 'GONE' ? 'gone' : 'asked';
}

async function leaving(
  ctx: Ctx,
  tx: Tx,
  telling: Telling,
  { id, to }: { readonly id: string; readonly to: string },
): Promise<Result<Leaving | undefined>> {
  const order = await findOrder(tx, id);
  if (!order || !holds[telling](order)) return ok(undefined);
  const receiver = await receiverOf(ctx, tx, order, to);
  const document = await findDocument(tx, order.id, TELLINGS[telling]);
  const item = await findItem(tx, order.item_id);
  if (!receiver || !document || !item) return ok(undefined);
  const address = await openAddress(ctx, tx, item, order.id);
  const grades = await gradesOf(tx, item.id);
  tx.audit({
    ...(order.ordering_agency === null ? {} : { organisation: order.ordering_agency }),
    action: 'takedown-order.send',
    object: { kind: 'takedown-order', id: order.id },
    codes: { channel: receiver.contact.channel, document: TELLINGS[telling], item: order.item_id },
  });
  return ok({
    order,
    ...receiver,
    document: {
      words: await openJson<OfficialDocument>(ctx.kernel, 'order_document', document),
      issuedAt: document.issued_at,
      digest: document.digest.toString('hex'),
    },
    places: [address.display, ...address.siblings],
    location: address.location,
    statement: (await statementOfOrder(tx, order.id))?.code,
    platform: item.platform,
    selfMade: item.self_made,
    host: (await hostFactsOf(tx, item.id)).find(
      (one) => one.part === 'HOST' && one.address !== null && one.ended_at === null,
    ),
    // A grade with a class of the industry says more than one without.
    grade: grades.find((one) => one.industry !== null) ?? grades[0],
  });
}

/** The contact to which it was queued, while it is approved: by its id, or by its address for mail. */
async function receiverOf(
  { kernel }: Ctx,
  tx: Tx,
  order: OrderRow,
  to: string,
): Promise<{ contact: ContactRow; secrets: ContactSecrets } | undefined> {
  const id = parseId<'addressee-contact'>(to);
  const found = id === undefined ? undefined : await findContact(tx, id);
  const asked = found
    ? [found]
    : (await openContacts(tx, [order.addressee_id])).filter(({ channel }) => channel === 'EMAIL');
  for (const contact of asked) {
    if (contact.state !== 'APPROVED' || contact.addressee_id !== order.addressee_id) continue;
    const secrets = await openSecrets(kernel, contact);
    if (secrets && (found || secrets.address === to)) return { contact, secrets };
  }
  return undefined;
}

/** Tellings by which an order is asked, anew or still. */
const ASKS_AGAIN: readonly Telling[] = ['takedown-order', 'takedown-order-clarified', 'takedown-order-still-there'];

const TYPES: Readonly<Record<Telling, string>> = {
  'takedown-order': 'order.issued',
  'takedown-order-clarified': 'order.clarified',
  'takedown-order-withdrawn': 'order.withdrawn',
  'takedown-order-appealed': 'order.appeal_dismissed',
  'takedown-order-still-there': 'order.still_there',
};

/** Where whoever is affected reads why, and appeals. */
export const statementPage = (config: Config, code?: string) =>
  portalAddress(config, `/ly-do${code === undefined ? '' : `?ma=${code}`}`);

/** Where the addressee's system answers, under its own key. */
const answerAddress = (config: Config, contact: string) => portalAddress(config, `/api/v1/takedown/answers/${contact}`);

/** A call of a system: what it needs to act, in the shape of Standard Webhooks. No field holds a picture or a word about a child. */
function webhook(config: Config, telling: Telling, leaving: Leaving, agencyName: string, now: Date): Written {
  const { order, contact, secrets, document, places, location } = leaving;
  const { statement } = leaving;
  const asks = ASKS_AGAIN.includes(telling);
  const body = {
    type: TYPES[telling],
    timestamp: document.issuedAt.toISOString(),
    data: {
      order: order.id,
      reference: order.reference,
      ordered_by: { code: order.ordering_agency, name: agencyName },
      legal_basis: [order.rule_source, order.function_basis].filter((one) => one !== null),
      document_sha256: document.digest,
      answer_url: answerAddress(config, contact.id),
      test: order.is_demonstration,
      ...(statement !== undefined && {
        statement,
        statement_url: statementPage(config, statement),
      }),
      ...(telling === 'takedown-order-withdrawn' && { reason: order.end_reason }),
      ...(asks && {
        kind: order.kind,
        urgent: order.urgent,
        reasons: order.reasons,
        urls: places,
        location,
        due_at: order.next_due_at?.toISOString() ?? null,
        preserve_until: order.preserve_until,
      }),
    },
  };
  return { text: JSON.stringify(body), endpoint: endpointOf(secrets, now) };
}

/**
 * A letter. A member reads the address on its own page; whoever has none gets it here and in the document, written so that nothing opens by
 * a slip.
 */
async function letter(
  config: Config,
  telling: Telling,
  leaving: Leaving,
  { name: agencyName, from }: { readonly name: string; readonly from: string },
): Promise<Written> {
  const { order, document, places } = leaving;
  const member = order.addressee_agency !== null;
  const files: OfficialFile[] = member
    ? []
    : [
        {
          name: `${document.words.name}.pdf`,
          mediaType: 'application/pdf',
          bytes: await renderPdf(document.words, { madeAt: document.issuedAt }),
        },
        ...(telling === 'takedown-order' ? report(config, leaving, agencyName, from) : []),
      ];
  const text = [
    agencyName,
    `Yêu cầu số · Order no. ${order.reference}: ${orderKind.label(order.kind, 'vi')} · ${orderKind.label(order.kind, 'en')}`,
    ...said[telling](order),
    member
      ? '\nĐịa chỉ và văn bản đầy đủ nằm trên trang thành viên. The address and the whole document are on your member’s page.'
      : '\nVăn bản kèm theo thư này. The document is attached.',
    ...(member || !ASKS_AGAIN.includes(telling) ? [] : listed(places)),
    '\nTrả lời thư này với số yêu cầu. Answer with the number of the order.',
  ].join('\n');
  return { text, files };
}

/** An order for a service that takes notices. */
function notice(
  config: Config,
  leaving: Leaving,
  { name: org, from }: { readonly name: string; readonly from: string },
): Written {
  const { order, places, host, grade } = leaving;
  const xarf = xarfFor(config, leaving, org, from);
  return {
    notice: {
      reference: order.reference,
      about: xarf === undefined ? 'other' : xarf.type === 'csam' ? 'csam' : 'exploitation',
      urls: places,
      xarf,
      reporter: { org, contact: from },
      receivedAt: order.proposed_at,
      inhope: grade?.inhope ?? '',
      ageGroup: grade?.age_group ?? 'UNKNOWN',
      selfMade: leaving.selfMade,
      host: {
        address: host?.address ?? null,
        country: host?.country ?? null,
        name: host?.name ?? null,
        asn: host?.asn ?? null,
      },
      test: order.is_demonstration,
    },
  };
}

/** The same order for the program of an abuse desk, where XARF has a word for it. */
function report(config: Config, leaving: Leaving, org: string, from: string): OfficialFile[] {
  const xarf = xarfFor(config, leaving, org, from);
  if (xarf === undefined) return [];
  return [
    { name: 'feedback-report.txt', mediaType: 'message/feedback-report', bytes: Buffer.from(FEEDBACK_REPORT) },
    { name: 'xarf.json', mediaType: 'application/json', bytes: Buffer.from(JSON.stringify(xarf)) },
  ];
}

function xarfFor(config: Config, leaving: Leaving, org: string, from: string) {
  const { order, contact, document, places } = leaving;
  const own = config.portalHosts[0] ?? 'localhost';
  return xarfOf({
    order: order.id,
    contact: contact.id,
    reference: order.reference,
    reasons: order.reasons,
    urgent: order.urgent,
    test: order.is_demonstration,
    at: document.issuedAt,
    url: places[0] ?? '',
    platform: leaving.platform,
    hostAddress: leaving.host?.address ?? null,
    industry: leaving.grade?.industry ?? null,
    reporter: { org, contact: from, domain: from.split('@')[1] ?? own.replace(/:\d+$/, '') },
  });
}

const said: Readonly<Record<Telling, (order: OrderRow) => readonly string[]>> = {
  'takedown-order': (order) => [
    ...due(order),
    '\nGiữ lại nội dung và dữ liệu liên quan trước khi gỡ. Keep the content and what belongs to it before removing it.',
  ],
  'takedown-order-clarified': (order) => [
    '\nCơ quan ra yêu cầu đã trả lời điều bên nhận hỏi. Thời hạn tính lại. What you asked is answered; your time begins anew.',
    ...due(order),
  ],
  'takedown-order-appealed': () => [
    '\nNgười bị ảnh hưởng đã khiếu nại; một người chưa tham gia đã xem xét và giữ nguyên yêu cầu. An appeal was made and dismissed by somebody who had no part in it; the order stands.',
  ],
  'takedown-order-still-there': (order) => [
    '\nBên nhận đã báo thực hiện, nhưng khi kiểm tra thì nội dung vẫn còn. Thời hạn của yêu cầu tiếp tục tính từ lúc gửi.',
    'It was said to be done, and a look found it still there. The time of the order runs on from when it was sent.',
    ...due(order),
  ],
  'takedown-order-withdrawn': () => [
    '\nYêu cầu này đã thu hồi, bên nhận không phải thực hiện nữa. This order is withdrawn; nothing is asked of you any more.',
  ],
};

const due = ({ next_due_at }: OrderRow) =>
  next_due_at === null ? [] : [`Thời hạn · Due: ${writtenTime(next_due_at)}`];

function listed(places: readonly string[]): string[] {
  const more = places.length - LISTED_MOST;
  return [
    '\nĐịa chỉ (đã vô hiệu hóa) · Address (defanged):',
    ...places.slice(0, LISTED_MOST).map(defang),
    ...(more > 0 ? [`(+${more}: trong văn bản kèm theo · in the attached document)`] : []),
  ];
}
