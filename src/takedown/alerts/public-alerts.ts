import { type Ctx, DAY, ok, parseId, type Result, systemActor } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { alertsOfChain, findAlert, partsOf, publicRecalls, publicRows } from './alert-store.ts';
import { atomForm } from './atom-form.ts';
import { capForm } from './cap-form.ts';
import { type LeavingAlert, leavingAlert } from './leaving-alert.ts';
import { EVERYBODY } from './marking.ts';
import { plainForm } from './plain-form.ts';

const MOST = 100;
/** For so long a reader of the feed is told that something was taken back. */
const TOLD_FOR = 30 * DAY;

/** What is public: the alerts that stand, and what was taken back of late, the newest first. */
export async function publicAlerts(
  ctx: Ctx,
): Promise<Result<{ readonly alerts: LeavingAlert[]; readonly recalled: LeavingAlert[] }>> {
  const platform = ctx.as(systemActor('takedown.public-alerts'));
  return platform.transaction(
    async (tx) => {
      const open = async (rows: Awaited<ReturnType<typeof publicRows>>) => {
        const found: LeavingAlert[] = [];
        for (const row of rows) {
          const [parts, chain] = [await partsOf(tx, row.id), await alertsOfChain(tx, row.chain)];
          const alert = await leavingAlert(ctx.kernel, row, parts, chain, EVERYBODY, 'PUBLIC', tx.now);
          if (alert) found.push(alert);
        }
        return found;
      };
      return ok({
        alerts: await open(await publicRows(tx, MOST)),
        recalled: await open(await publicRecalls(tx, new Date(tx.now.getTime() - TOLD_FOR), MOST)),
      });
    },
    { keep: true },
  );
}

/** The same as plain JSON. */
export async function listPublicAlerts(ctx: Ctx) {
  const found = await publicAlerts(ctx);
  return found.ok
    ? ok({ alerts: found.value.alerts.map(plainForm), recalled: found.value.recalled.map(plainForm) })
    : found;
}

/** One public alert, or its recall, as XML of CAP 1.2. Refusals: `network-alert.not-found` */
export async function publicCap(ctx: Ctx, id: string): Promise<Result<string>> {
  const parsed = parseId<'network-alert'>(id);
  if (parsed === undefined) return refuse('network-alert.not-found');
  const platform = ctx.as(systemActor('takedown.public-alerts'));
  return platform.transaction(
    async (tx): Promise<Result<string>> => {
      const row = await findAlert(tx, parsed);
      const alert =
        row &&
        (await leavingAlert(
          ...([ctx.kernel, row, await partsOf(tx, row.id), await alertsOfChain(tx, row.chain)] as const),
          ...([EVERYBODY, 'PUBLIC', tx.now] as const),
        ));
      return alert ? ok(capForm(alert)) : refuse('network-alert.not-found');
    },
    { keep: true },
  );
}

/** The feed of public alerts and recalls. @param base the address of the portal */
export async function publicFeed(ctx: Ctx, base: string): Promise<Result<string>> {
  const found = await publicAlerts(ctx);
  if (!found.ok) return found;
  const entries = [...found.value.alerts, ...found.value.recalled].sort(
    (a, b) => b.sentAt.getTime() - a.sentAt.getTime(),
  );
  return ok(
    atomForm(entries, {
      base,
      updated: entries[0]?.sentAt ?? ctx.now,
      title: 'Cảnh báo của Mạng lưới ứng cứu, bảo vệ trẻ em trên môi trường mạng',
      recalled: 'Thu hồi cảnh báo',
    }),
  );
}
