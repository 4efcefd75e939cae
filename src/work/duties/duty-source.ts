import { type Ctx, extensionPoint, type Result } from '../../kernel/index.ts';
import type { Duty } from './duty.ts';

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
