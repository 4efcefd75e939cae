import type { TextRule } from '../../kernel/index.ts';

/** What the supervisor of a shift leaves to the next one. */
export interface HandoverRow {
  id: string;
  desk_code: string;
  organisation: string;
  author: string;
  written_at: Date;
  sealed: Buffer;
  confirmed_by: string | null;
  confirmed_at: Date | null;
  version: number;
}

/** Longest note of a shift, in code points. */
export const HANDOVER_NOTE: TextRule = { most: 4_000, lines: true };

export interface HandoverView {
  readonly id: string;
  readonly author: string;
  readonly writtenAt: string;
  readonly text: string;
  /** Who read it and said so; nobody yet where null. */
  readonly confirmedBy: string | null;
  readonly confirmedAt: string | null;
  readonly version: number;
}
