import { z } from '@hono/zod-openapi';
import { type Ctx, extensionPoint, type Kernel, type Tx } from '../kernel/index.ts';
import type { AgencyFunctionCode } from '../vocabulary/index.ts';
import { namesOfObjects } from '../work/index.ts';

/** What the sweep or a change of law did to the clock of an object. */
export interface ClockOfObject {
  readonly object: string;
  readonly rule: string;
  readonly dueAt: Date;
}

/** What a module says of the objects that its clocks run for. One value for each kind of object. */
export interface ClockKind {
  /** As in `case`; stands with each clock. */
  readonly kind: string;
  readonly words: { readonly vi: string; readonly en: string };
  /** Whose agencies are the levels above: those with this function for the province, and for the nation. */
  readonly supervisedBy: AgencyFunctionCode;
  /** The roles that are told, at the owner's agency and at the levels above. */
  readonly told: {
    readonly dueSoon: readonly string[];
    readonly breached: readonly string[];
    readonly PROVINCE: readonly string[];
    readonly CENTRAL: readonly string[];
  };
  /** The path of the object's page at the desk. */
  page(object: string): string;
  /** After a change of law moved clocks, in its transaction and as the platform: the module's own columns. */
  moved?(tx: Tx, clocks: readonly ClockOfObject[]): Promise<void>;
  /** After clocks ran out, in the transaction of the sweep and as the platform. */
  breached?(tx: Tx, clocks: readonly ClockOfObject[]): Promise<void>;
}

/** The kinds of object whose clocks the engine runs. */
export const clockKinds = extensionPoint<ClockKind>('clocks.kind', ({ kind }) => kind);

/** A thing of a day that is no clock, as a visit of a plan; or a clock that is confined to its module, which shows it itself. */
export interface CalendarEntry {
  readonly day: string;
  /** `clock` for a clock, whose rule is the code; else as its source names it. */
  readonly kind: string;
  readonly code: string;
  readonly object: string;
  readonly reference: string | null;
  /** Its page at the desk, where it has one of its own. */
  readonly page?: string;
  /** When it begins, where it has an hour; of a clock, when it ends. */
  readonly at?: Date;
  /** Of a clock, what it runs for, since when, and that it does not leave the platform with the days. */
  readonly about?: string;
  readonly startedAt?: Date;
  readonly confined?: true;
}

/** Brings things of a day into the calendar beside the clocks, each under its own policy. */
export interface CalendarSource {
  readonly name: string;
  /** @param to the day after the last */
  entries(ctx: Ctx, tx: Tx, from: string, to: string): Promise<readonly CalendarEntry[]>;
}

export const calendarSources = extensionPoint<CalendarSource>('clocks.calendar-source', ({ name }) => name);

/** @throws for a kind that no module of this process registered: its clocks could be told to nobody */
export function clockKind(kernel: Kernel, kind: string): ClockKind {
  const found = kernel.offered.of(clockKinds).find((one) => one.kind === kind);
  if (!found) throw new Error(`no module registered the clock kind ${kind}`);
  return found;
}

/** The object of a clock as a page shows it: what it is, where it stands, and its name where the reader may know of it. */
export const clockSubjectSchema = z.object({
  kind: z.string(),
  id: z.uuid(),
  reference: z.string().nullable(),
  page: z.string().nullable(),
});
export type ClockSubject = Readonly<z.output<typeof clockSubjectSchema>>;

/** Names the objects of clocks for the reader. @returns the subject of each, in the order given */
export async function subjectsOf(
  ctx: Ctx,
  tx: Tx,
  objects: readonly { readonly kind: string; readonly id: string }[],
): Promise<ClockSubject[]> {
  const names = await namesOfObjects(ctx, tx, objects);
  return objects.map(({ kind, id }) => {
    const reference = names.get(id) ?? null;
    return { kind, id, reference, page: reference === null ? null : clockKind(ctx.kernel, kind).page(id) };
  });
}
