import { type Ctx, extensionPoint, ok, type Result } from '../../kernel/index.ts';
import { type Duty, type DutyInput, dutyOf } from './duty.ts';

export interface DutiesFound {
  readonly duties: readonly Duty[];
  /** Whether there are more than the source gives. */
  readonly more: boolean;
}

/** What a module brings to the list of everything that waits: duties of one kind. */
export interface DutySource {
  /** As in `case-step`; of one source alone. */
  readonly kind: string;
  /** Beginnings of the topics of live events after which the list may differ. */
  readonly topics: readonly string[];
  /** What waits for the acting person and their agency, under the module's own policies; none for whom it does not concern. */
  list(ctx: Ctx): Promise<Result<DutiesFound>>;
}

/** Where modules offer what waits. */
export const dutySources = extensionPoint<DutySource>('work.duty-source', ({ kind }) => kind);

/** How many duties a source gives at most: what a person could look through, and what a page can be sorted from. */
export const DUTIES_MOST = 200;

export const noDuties: DutiesFound = { duties: [], more: false };

/** A source whose duties are the rows of one list of its module. */
export function listedDuties<Row>(source: {
  readonly kind: string;
  readonly topics: readonly string[];
  /** Whether the reader could have any; they are asked for nobody else. */
  may(ctx: Ctx): boolean;
  rows(ctx: Ctx): Promise<Result<readonly Row[]>>;
  duty(row: Row, ctx: Ctx): DutyInput;
  /** How many rows the list gives at most; absent where it gives all. */
  readonly most?: number;
}): DutySource {
  return {
    kind: source.kind,
    topics: source.topics,
    async list(ctx) {
      if (!source.may(ctx)) return ok(noDuties);
      const rows = await source.rows(ctx);
      if (!rows.ok) return rows;
      return ok({
        duties: rows.value.map((row) => dutyOf(source.duty(row, ctx))),
        more: source.most !== undefined && rows.value.length >= source.most,
      });
    },
  };
}
