import type { TableFormat } from '../../../../src/documents/index.ts';
import { type ClockLook, lookOf } from '../../../../src/kernel/clock-look.pure.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import { type CaseStatus, caseStatus } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { unitName } from '../agency/admin-units.server.ts';
import { actName, caseStatusOf, nextName, stepName } from '../case/case-words.server.ts';
import { type LawClock, lawClock } from '../clock/law-clock.server.ts';
import { m } from '../paraglide/messages.js';
import { namesOf, type Tone } from '../report/report-view.server.ts';
import { personOf, valueOrError } from '../server/answer.server.ts';
import { ageName, words } from '../server/codes.server.ts';

/** A case as the commune's page shows it: codes, times and a colleague's name; nothing of the child but an age band. */
export interface CommuneRow {
  readonly id: string;
  readonly reference: string;
  readonly status: { readonly tone: Tone; readonly text: string; readonly code: string };
  readonly step: string;
  readonly urgency: 'U1' | 'U2' | 'U3' | 'U4';
  readonly sensitivity: string;
  readonly age: string;
  readonly place: string;
  readonly officer: string | null;
  readonly officerId: string | null;
  readonly mine: boolean;
  readonly clock: LawClock | null;
  readonly look: ClockLook | 'none';
  /** How many of its duties are overdue, as the list of work counts. */
  readonly overdue: number;
  readonly next: string;
  readonly opened: string;
  readonly last: { readonly what: string; readonly at: string };
}

const ended = new Set<string>(['CLOSED_STABLE', 'TRANSFERRED', 'MERGED', 'ENDED']);
const MINUTE = 60_000;
const looks: readonly string[] = ['breached', 'due-now', 'due-soon', 'resting', 'none'];

/** The cases that the page shows under the filters of its address, in its order; and all of them, for the figures beside. */
export async function communeRows(
  app: App,
  ctx: Ctx,
  params: URLSearchParams,
  takenAway?: TableFormat,
): Promise<{ rows: CommuneRow[]; all: CommuneRow[]; more: boolean }> {
  const person = personOf(ctx).person;
  const one = (name: string) => params.get(name) ?? '';
  const overview = valueOrError(
    ctx,
    await app.modules.cases.communeOverview(ctx, {
      ...(one('mo') === 'tat-ca' ? {} : { open: true }),
      ...(takenAway ? { takenAway } : {}),
    }),
  );
  const names = await namesOf(
    app,
    ctx,
    overview.cases.flatMap((row) => row.assignedTo ?? []),
  );
  const all = overview.cases.map((row): CommuneRow => {
    const clock = row.clock && lawClock(row.clock);
    return {
      id: row.id,
      reference: row.reference,
      status: caseStatusOf(row.status),
      step: stepName(row.step),
      urgency: row.urgency as CommuneRow['urgency'],
      sensitivity: words('sensitivity', row.sensitivity),
      age: ageName(row.ageBand),
      place: unitName(row.commune),
      officer: row.assignedTo === null ? null : (names.get(row.assignedTo) ?? m.person_elsewhere()),
      officerId: row.assignedTo,
      mine: row.assignedTo === person,
      clock,
      look: clock
        ? lookOf(Date.parse(clock.due) - ctx.now.getTime(), clock.soonMinutes * MINUTE, clock.nowMinutes * MINUTE)
        : 'none',
      overdue: row.overdue,
      next: row.next ? nextName(app, row.next) : '',
      opened: row.openedAt.toISOString(),
      last: { what: actName(app, row.last.act), at: row.last.at.toISOString() },
    };
  });
  const who = one('ai');
  const rows = all.filter(
    (row) =>
      (one('trang-thai') === '' || row.status.code === one('trang-thai')) &&
      (one('khan') === '' || row.urgency === one('khan')) &&
      hasDue(row, one('han')) &&
      (who === '' || (who === 'toi' ? row.mine : who === 'chua-ai' ? row.officerId === null : row.officerId === who)),
  );
  return { rows: ordered(rows, one('xep')), all, more: overview.more };
}

/** What the filter of clocks leaves: cases with something overdue, or whose clock is due soon. */
function hasDue(row: CommuneRow, asked: string): boolean {
  if (asked === 'breached') return row.overdue > 0;
  return asked === '' || row.look === asked || (asked === 'due-soon' && row.look === 'due-now');
}

/** By the order of the address: `han` (default), `mo`, `cuoi`, `khan`, each falling with a minus. */
function ordered(rows: readonly CommuneRow[], order: string): CommuneRow[] {
  const key = order.replace(/^-/, '');
  const by = (row: CommuneRow): string => {
    if (key === 'mo') return row.opened;
    if (key === 'cuoi') return row.last.at;
    if (key === 'khan') return row.urgency;
    return ended.has(row.status.code) || row.clock === null ? '~' : row.clock.due;
  };
  // Instants and codes compare by their letters; what has no clock comes last.
  const sorted = rows.toSorted((a, b) => {
    const [first, second] = [by(a), by(b)];
    return first === second ? looks.indexOf(a.look) - looks.indexOf(b.look) : first < second ? -1 : 1;
  });
  return order.startsWith('-') ? sorted.reverse() : sorted;
}

/** How many open cases each colleague has, and how many of them are late; nobody's come first. */
export function loadOf(rows: readonly CommuneRow[]): { id: string; name: string; open: number; late: number }[] {
  const load = new Map<string, { id: string; name: string; open: number; late: number }>();
  for (const row of rows) {
    if (ended.has(row.status.code)) continue;
    const id = row.officerId ?? 'chua-ai';
    const entry = load.get(id) ?? { id, name: row.officer ?? m.commune_nobody(), open: 0, late: 0 };
    entry.open += 1;
    if (row.overdue > 0) entry.late += 1;
    load.set(id, entry);
  }
  return [...load.values()].sort(
    (a, b) =>
      Number(b.id === 'chua-ai') - Number(a.id === 'chua-ai') || b.open - a.open || a.name.localeCompare(b.name, 'vi'),
  );
}

export function statesOf(rows: readonly CommuneRow[]): { code: string; name: string; count: number }[] {
  return caseStatus.codes
    .map((code: CaseStatus) => ({
      code,
      name: caseStatusOf(code).text,
      count: rows.filter((row) => row.status.code === code).length,
    }))
    .filter((state) => state.count > 0);
}
