import type { LinkRow } from './graph-tables.ts';

/** Kinds of origin of links that follow an assertion of a file: a person of interest, and that two of them are one. */
export const PERSON_OF_INTEREST = 'person-of-interest';
export const SAME_PERSON_CLAIM = 'same-person-claim';

/** It stands and falls with an assertion, and is taken back where that was said. */
export const isSaid = ({ origin_kind }: Pick<LinkRow, 'origin_kind'>): boolean =>
  origin_kind === PERSON_OF_INTEREST || origin_kind === SAME_PERSON_CLAIM;
