import type { ReaderName } from '../../../../src/learning/index.ts';
import { m } from '../paraglide/messages.js';
import { tellerFacts } from '../report/teller.ts';
import { type Address, addressOf } from '../report/voice.ts';

/** Who reads, as it stands in an address; the same words as where somebody tells. */
export const readers = ['6-8', '9-12', '13-15', '16-17', 'ba-me', 'thay-co'] as const satisfies readonly ReaderName[];

export function readReader(value: unknown): ReaderName | undefined {
  return readers.find((reader) => reader === value);
}

/** How a page speaks to its reader; whoever has not chosen is likeliest a child. */
export function readerAddress(reader: ReaderName | undefined): Address {
  const { voice, called } = tellerFacts(reader ?? '9-12');
  return addressOf(voice, 'you', called);
}

const names: Readonly<Record<ReaderName, () => string>> = {
  '6-8': m.band_6_8,
  '9-12': m.band_9_12,
  '13-15': m.band_13_15,
  '16-17': m.band_16_17,
  'ba-me': m.band_adult,
  'thay-co': m.band_teacher,
};

export const readerTitle = (reader: ReaderName): string => names[reader]();

export const isGrownUp = (reader: ReaderName): boolean => reader === 'ba-me' || reader === 'thay-co';
