/** How the points of a graph look: a shape and a colour for each family, so that nothing is told by colour alone. */

export type Family = 'file' | 'identifier' | 'person' | 'report' | 'item' | 'series';

const FAMILIES: Readonly<Record<string, Family>> = {
  FILE: 'file',
  IDENTIFIER: 'identifier',
  PERSON: 'person',
  ITEM: 'item',
  SERIES: 'series',
};
/** Reports of people and machines, and alerts. */
export const familyOf = (kind: string): Family => FAMILIES[kind] ?? 'report';

/** Drawn around the point at 0 0, about 22 wide. */
export const shapes: Readonly<Record<Family, string>> = {
  file: 'M-10-10h20v20h-20z',
  identifier: 'M-11 0a11 11 0 1 0 22 0a11 11 0 1 0-22 0z',
  person: 'M0-13 13 0 0 13-13 0z',
  report: 'M0-12 12 10h-24z',
  item: 'M0-12 12-3.500 7.500 10h-15L-12-3.500z',
  series: 'M-6-11h12L12 0 6 11h-12L-12 0z',
};
