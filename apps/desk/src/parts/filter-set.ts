import { withParams } from './query-params.ts';

/** The filters of a list: chips that are one press away, and longer lists. `label` says what they filter. */
export interface FilterSet {
  label?: string;
  chips?: { name: string; value: string; label: string }[];
  /** Other names of the address that choose the rows. */
  others?: readonly string[];
  fields?: { name: string; label: string; options: { value: string; label: string }[] }[];
}

/** An address, as a page or a test has it. */
interface Address {
  readonly pathname: string;
  readonly search: string;
}

const namesOf = ({ chips = [], fields = [], others = [] }: FilterSet) => [
  ...[...chips, ...fields].map(({ name }) => name),
  ...others,
];

/** Whether the address sets one of them. */
export function isFiltered(url: Address, set: FilterSet): boolean {
  const params = new URLSearchParams(url.search);
  return namesOf(set).some((name) => (params.get(name) ?? '') !== '');
}

/** The address of the list's first page without any of them; its columns and its order stay. */
export function clearedAddress(url: Address, set: FilterSet): string {
  return withParams(url, { ...Object.fromEntries(namesOf(set).map((name) => [name, ''])), sau: '' });
}
