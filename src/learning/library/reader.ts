import { type PortalBand, portalBand } from '../../vocabulary/index.ts';
import { addressed } from '../content/content.ts';

/** Who reads: a band of age and, among adults, parents or teachers. Chosen by the reader and kept in the address alone. */
export interface Reader {
  readonly band: PortalBand;
  readonly audience?: 'PARENT' | 'TEACHER';
}

/** By the segment of the address, the youngest first; the same words as where somebody tells. */
const readers = {
  '6-8': { band: 'B6_8' },
  '9-12': { band: 'B9_12' },
  '13-15': { band: 'B13_15' },
  '16-17': { band: 'B16_17' },
  'ba-me': { band: 'ADULT', audience: 'PARENT' },
  'thay-co': { band: 'ADULT', audience: 'TEACHER' },
} as const satisfies Record<string, Reader>;

export type ReaderName = keyof typeof readers;

export const readerNames = Object.keys(readers) as readonly ReaderName[];

export function readerOf(name: ReaderName): Reader {
  return readers[name];
}

/** The segment under which a band is read; of adults the parents'. */
export function readerNameOf(band: PortalBand): ReaderName {
  return readerNames.find((name) => readers[name].band === band) ?? 'ba-me';
}

/** A text of both languages as one reader reads it. */
export type Say = (text: { readonly vi: string; readonly en: string }) => string;

export function speakTo(band: PortalBand, language: 'vi' | 'en'): Say {
  return language === 'en' ? ({ vi, en }) => (en === '' ? vi : en) : ({ vi }) => addressed(vi, band);
}

/** The youngest of some bands. @throws where there is none */
export function youngest(bands: readonly PortalBand[]): PortalBand {
  const found = portalBand.codes.find((band) => bands.includes(band));
  if (found === undefined) throw new Error('no band');
  return found;
}
