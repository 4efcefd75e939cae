import { fileFromPlatform } from '../../intake/index.ts';
import { type Ctx, ok, type Result, systemActor, type Tx } from '../../kernel/index.ts';
import { receiveListeningAlert } from '../../offences/index.ts';
import { receiveArrivals } from '../../takedown/index.ts';
import { type ReadPost, readPost } from '../posts/read-post.ts';
import { type LabelCode, label } from '../review/label.ts';
import { meetAlertClock } from './alert-clocks.ts';
import { type AlertRecord, alertRecord, type DeliveryRow, markMet, nextDelivery, saveDelivery } from './alert-store.ts';

/** After so many tries a delivery counts as failed, and somebody must look. */
const ATTEMPTS = 10;
/** Characters of a post that go to the desk. */
const TEXT_MOST = 5_000;
const SYSTEM = systemActor('listening.deliver');

/** What a recipient did with an alert. */
type Delivered =
  | { readonly state: 'DELIVERED'; readonly receipt: string }
  | { readonly state: 'NO_RECEIVER'; readonly reason: string }
  | { readonly state: 'AGAIN'; readonly reason: string };

/**
 * Makes the deliveries that are due, one after the other. A delivery may be made twice (the process may end between the
 * receiver's commit and ours): the receiver knows its key, and the second finds the first.
 * @returns how many were made
 */
export async function deliverAlerts(ctx: Ctx): Promise<Result<number>> {
  const system = ctx.as(SYSTEM);
  for (let made = 0; ; made += 1) {
    const one = await system.transaction(async (tx) => {
      const delivery = await nextDelivery(tx);
      if (!delivery) return ok(false);
      const alert = await alertRecord(tx, delivery.alert);
      if (!alert) throw new Error('the alert of a delivery is gone');
      const post = await readPost(system, tx, alert.observation);
      await note(tx, delivery, alert, await deliver(system, delivery, alert, post));
      return ok(true);
    });
    if (!one.ok) return one;
    if (!one.value) return ok(made);
  }
}

async function deliver(
  ctx: Ctx,
  delivery: DeliveryRow,
  alert: AlertRecord,
  post: ReadPost | undefined,
): Promise<Delivered> {
  switch (delivery.recipient) {
    case 'DESK_111':
      return fileAtDesk(ctx, delivery, alert, post);
    case 'NETWORK':
      return handToNetwork(ctx, delivery, alert, post);
    case 'OFFENCES':
      return handToOffences(ctx, alert, post);
  }
}

/** A report of what was seen, at the 111 desk, sealed to it; imminent danger where the severity says so. */
async function fileAtDesk(
  ctx: Ctx,
  delivery: DeliveryRow,
  alert: AlertRecord,
  post: ReadPost | undefined,
): Promise<Delivered> {
  const filed = await fileFromPlatform(ctx, {
    channel: 'LISTENING',
    idempotencyKey: `listening.${delivery.key.toString('hex')}`,
    demonstration: alert.demonstration,
    report: {
      reporter: { kind: 'other' },
      narrative: narrativeOf(alert, post),
      danger: { now: alert.severity === 4 ? 'yes' : 'unknown' },
      ...(alert.provinceCode === null ? {} : { province: alert.provinceCode }),
      ...(post?.details.url ? { places: [{ kind: placeOf(alert.sourceKind), link: post.details.url }] } : {}),
      language: 'vi',
    },
  });
  if (filed.ok) return { state: 'DELIVERED', receipt: filed.value.reference };
  ctx.kernel.log.error(
    { code: filed.refusal.code, field: filed.refusal.field },
    'listening: the 111 desk took no report',
  );
  return { state: 'AGAIN', reason: filed.refusal.code };
}

/** The address of the post to those who verify content; without one there is nothing to look for. */
async function handToNetwork(
  ctx: Ctx,
  delivery: DeliveryRow,
  alert: AlertRecord,
  post: ReadPost | undefined,
): Promise<Delivered> {
  const url = post?.details.url;
  if (!url) return { state: 'NO_RECEIVER', reason: 'no-address' };
  const received = await receiveArrivals(ctx, [
    {
      source: 'LISTENING',
      key: delivery.key.toString('hex'),
      kind: 'url',
      locator: url,
      platform: placeOf(alert.sourceKind),
      agency: alert.agency,
      object: { kind: 'listening-alert', id: alert.id, reference: alert.reference },
      ...(alert.severity === 4 ? { danger: true } : {}),
      demonstration: alert.demonstration,
    },
  ]);
  return received.ok
    ? { state: 'DELIVERED', receipt: alert.reference }
    : { state: 'NO_RECEIVER', reason: 'no-address' };
}

/** Where the post stands, to those who investigate; without an address there is nothing that could tie it to a file. */
async function handToOffences(ctx: Ctx, alert: AlertRecord, post: ReadPost | undefined): Promise<Delivered> {
  const details = post?.details;
  const received = await receiveListeningAlert(ctx, {
    alert: alert.id,
    links: [details?.url, ...(details?.links ?? [])].flatMap((one) => one ?? []),
    at: alert.raisedAt,
    demonstration: alert.demonstration,
  });
  if (!received.ok) return { state: 'AGAIN', reason: received.refusal.code };
  return received.value === 0
    ? { state: 'NO_RECEIVER', reason: 'no-address' }
    : { state: 'DELIVERED', receipt: alert.reference };
}

const PLACES = [
  [/^(facebook|fanpage)/, 'FACEBOOK'],
  [/^youtube/, 'YOUTUBE'],
  [/^zalo/, 'ZALO'],
  [/^telegram/, 'TELEGRAM'],
] as const;

function placeOf(kind: string): string {
  return PLACES.find(([pattern]) => pattern.test(kind))?.[1] ?? 'WEBSITE';
}

/** In words, for whoever screens it: what it is, how it was found, how often; and the post, if it is still kept. */
function narrativeOf(alert: AlertRecord, post: ReadPost | undefined): string {
  const { vi, en } = label.get(alert.label as LabelCode);
  const lines = [
    `Cảnh báo lắng nghe ${alert.reference} · Social listening alert ${alert.reference}`,
    `Loại: ${vi}. Mức độ: S${alert.severity}. Nguồn: ${alert.sourceName}.`,
    `Kind: ${en}. Severity: S${alert.severity}. Source: ${alert.sourceName}.`,
    `Số bài giống nhau đến lúc này: ${Math.max(1, alert.posts)}. · Posts that say the same so far: ${Math.max(1, alert.posts)}.`,
    'Máy phát hiện, chưa có người xác minh. · Found by a machine, not verified by a person.',
    '',
    ...(post
      ? ['Nội dung bài đăng công khai · Text of the public post:', readable(post.raw)]
      : ['Nội dung đã hết hạn lưu. · The text is past its timer.']),
  ];
  return lines.join('\n');
}

/** What a report may hold: no control characters, no picture written as text. */
function readable(raw: string): string {
  return raw
    .slice(0, TEXT_MOST)
    .toWellFormed()
    .replaceAll(/data:(image|video|audio)\/\S*/gi, '[…]')
    .replaceAll(/[^\P{C}\n\t\u200c\u200d]/gu, ' ');
}

async function note(tx: Tx, delivery: DeliveryRow, alert: AlertRecord, outcome: Delivered): Promise<void> {
  const attempts = delivery.attempts + 1;
  const again = outcome.state === 'AGAIN';
  const state = again ? (attempts >= ATTEMPTS ? 'FAILED' : 'WAITING') : outcome.state;
  await saveDelivery(tx, delivery.id, {
    state,
    attempts,
    runAt: new Date(tx.now.getTime() + (again ? 2 ** Math.min(attempts, 8) * 15_000 : 0)),
    reason: outcome.state === 'DELIVERED' ? null : outcome.reason,
    receipt: outcome.state === 'DELIVERED' ? outcome.receipt : null,
  });
  if (delivery.recipient === 'DESK_111' && state === 'DELIVERED') {
    await markMet(tx, alert.id);
    await meetAlertClock(tx, alert.id);
  }
  tx.audit({
    organisation: alert.agency,
    action: 'listening-alert.deliver',
    object: { kind: 'listening-alert', id: alert.id },
    codes: { recipient: delivery.recipient, state, attempts },
  });
  tx.notify({ topic: 'listening-alert', id: alert.id, agency: alert.agency });
}
