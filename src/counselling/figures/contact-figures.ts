import { type Ctx, DAY, ok, type Result, refuseRequest, type Tx } from '../../kernel/index.ts';
import { type Cell, hideSmall } from '../../vocabulary/index.ts';
import { HELPLINE } from '../counselling-desk.ts';
import { callType } from '../records/record-list.ts';
import { recordTallyPolicy } from './figure-policies.ts';
import { arrivals, type Days, type TallyKey, tallies } from './figure-store.ts';

/** A line of figures: what it is of, its parts in the order of the table, and their sum. A number is null where it is too small to be told, or would tell such a number. */
export interface FigureLine {
  /** A code, a month `yyyy-mm`, or empty where it is not known. */
  readonly key: string;
  readonly parts: readonly Cell[];
  readonly all: Cell;
}

export interface FigureTable {
  readonly lines: readonly FigureLine[];
  /** Sums of the parts over all lines. */
  readonly whole: readonly Cell[];
}

/** Parts of what was written down: counselling, intervention, anything else. */
export const recordedParts = ['counselling', 'intervention', 'other'] as const;
/** Parts of what came: somebody had it, the child left before, anything else. */
export const arrivedParts = ['talked', 'abandoned', 'other'] as const;

export interface ContactFigures {
  readonly from: string;
  readonly to: string;
  readonly arrived: { readonly month: FigureTable; readonly channel: FigureTable };
  readonly recorded: Readonly<Record<TallyKey, FigureTable>>;
}

const MONTH = /^20\d\d-(0[1-9]|1[0-2])$/;
/** So many months are counted at once. */
const MONTHS_MOST = 60;

/**
 * The figures of 111 over whole months: who came by which channel, what became counselling or an intervention, by month, channel,
 * reason, province and by who made contact. Every table goes through the one rule of small numbers, on the page as in a file: those
 * who read them may not read the contacts.
 * @param input.from first month, `yyyy-mm` in Viet Nam
 * @param input.to last month
 */
export async function contactFigures(
  ctx: Ctx,
  input: { readonly from: string; readonly to: string },
): Promise<Result<ContactFigures>> {
  const { actor } = ctx;
  if (actor.kind !== 'person' || !recordTallyPolicy.couldEver(actor, 'contact-figures.see', ctx.now)) {
    await ctx.auditRefused({ action: 'contact-figures.see' });
    return refuseRequest('access.not-permitted');
  }
  const { from, to } = input;
  if (!MONTH.test(from) || !MONTH.test(to) || to < from || monthsBetween(from, to) > MONTHS_MOST)
    return refuseRequest('request.invalid', { field: MONTH.test(from) ? 'to' : 'from' });
  const days: Days = { desk: HELPLINE.desk, from: `${from}-01`, to: lastDayOf(to) };
  return ctx.transaction(async (tx) => {
    tx.audit({ action: 'contact-figures.see', codes: { from, to } });
    const recorded = (by: TallyKey) => recordedTable(tx, days, by);
    return ok({
      from,
      to,
      arrived: { month: await arrivedTable(tx, days, 'month'), channel: await arrivedTable(tx, days, 'channel') },
      recorded: {
        month: await recorded('month'),
        channel: await recorded('channel'),
        reason: await recorded('reason'),
        province: await recorded('province'),
        informant: await recorded('informant'),
      },
    });
  });
}

async function arrivedTable(tx: Tx, days: Days, by: 'month' | 'channel'): Promise<FigureTable> {
  const rows = await arrivals(tx, days, by);
  return tableOf(
    rows.map(({ key, came, talked, abandoned }) => [
      key,
      [talked, abandoned, Math.max(0, came - talked - abandoned)] as const,
    ]),
    arrivedParts.length,
  );
}

async function recordedTable(tx: Tx, days: Days, by: TallyKey): Promise<FigureTable> {
  const counted = new Map<string, number[]>();
  for (const { key, type, contacts } of await tallies(tx, days, by)) {
    const parts = counted.get(key) ?? recordedParts.map(() => 0);
    const part = recordedParts.indexOf(callType.has(type) ? callType.get(type).counts : 'other');
    parts[part] = (parts[part] ?? 0) + contacts;
    counted.set(key, parts);
  }
  return tableOf([...counted], recordedParts.length);
}

function tableOf(rows: readonly (readonly [string, readonly number[]])[], parts: number): FigureTable {
  const { cells, ofRows, ofColumns } = hideSmall(rows.map(([, counts]) => counts));
  return {
    lines: rows.map(([key], at) => ({ key, parts: cells[at] ?? [], all: ofRows[at] ?? null })),
    whole: rows.length === 0 ? Array.from({ length: parts }, () => 0) : ofColumns,
  };
}

const numbered = (month: string) => Number(month.slice(0, 4)) * 12 + Number(month.slice(5));
const monthsBetween = (from: string, to: string) => numbered(to) - numbered(from) + 1;

function lastDayOf(month: string): string {
  const next = new Date(`${month}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return new Date(next.getTime() - DAY).toISOString().slice(0, 10);
}
