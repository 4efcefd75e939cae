import { defineParams } from '@sveltejs/kit/params';
import { readReader } from './learning/readers.ts';
import { problemOfPage } from './problem/pages.ts';
import { readTeller } from './report/teller.ts';

const bands = ['6-8', '9-12', '13-15', '16-17'] as const;

export const params = defineParams({
  /** The age bands that have a page of their own; chosen by the reader and kept in the address alone. */
  band: (value: string) => bands.find((band) => band === value),
  /** Who tells, as the page that leads to the report has it in its link. */
  teller: readTeller,
  /** Who reads what is to learn, as a page has it in its link. */
  reader: readReader,
  /** The page of a problem, by its number: what stands in the history of a telephone says nothing. */
  problem: (value: string) => problemOfPage(value),
});
