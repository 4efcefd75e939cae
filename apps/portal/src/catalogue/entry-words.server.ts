import type { Refusal } from '../../../../src/kernel/index.ts';
import type { CatalogueEntry, CatalogueLine } from '../../../../src/learning/index.ts';
import { showWritten } from '../../../shared/written-date.ts';
import { getLocale } from '../paraglide/runtime.js';

/** Texts of the catalogue in the language that is read, and days as they are written. */
type Both = { readonly vi: string; readonly en: string };
export const said = (text: Both): string => (getLocale() === 'vi' ? text.vi : text.en);
export const dayOf = (day: string | null): string | null => (day === null ? null : showWritten(day));

/** Why something was not taken, and what to do, in one line. */
export const faultOf = ({ text }: Refusal): string => {
  const { title, next } = text[getLocale()];
  return `${title} ${next}`;
};

/** How a verdict looks: a shape, a colour of the four, and always its words. */
const LOOKS = { GOOD: 'good', CAREFUL: 'tip', WARNING: 'care', UNFINISHED: 'note', LAPSED: 'note' } as const;

/** One line of the list. */
export function lineWords(line: CatalogueLine) {
  return {
    id: line.id,
    name: line.name,
    maker: line.maker,
    kind: said(line.kind),
    about: said(line.about),
    platforms: line.platforms.map(said),
    label: line.label === null ? null : `${said(line.label)}, ${said(line.label.basis)}`,
    verdict: { look: LOOKS[line.verdict.code], short: said(line.verdict.short), long: said(line.verdict) },
    flags: line.flags.map(({ code, red, short }) => ({ code, red, short: said(short) })),
    good: line.goodAlternative,
    invented: line.invented,
  };
}

/** A page of one product: what was found, each with its reason, its date and its list. */
export function entryWords(entry: CatalogueEntry) {
  const ground = (one: CatalogueEntry['findings'][number]['grounds'][number]) => ({
    reason: one.reason,
    where: [said(one.reader), one.consent === null ? '' : said(one.consent)].filter(Boolean).join(', '),
    seen: `${said(one.platform)} ${one.version}, ${dayOf(one.on)}`,
    list: one.listVersion,
  });
  return {
    ...lineWords(entry),
    bands: entry.bands,
    until: dayOf(entry.until),
    storeAge: entry.storeAge === null ? null : said(entry.storeAge),
    labelWhy: entry.label?.descriptors.map(said).join(', ') || null,
    labelPapers: entry.label?.papers ?? null,
    policyUrl: entry.policyUrl,
    addresses: entry.places.flatMap(({ platform, storeId }) => (platform === 'WEB' ? [storeId] : [])),
    reasons: entry.flags.map((flag) => ({
      code: flag.code,
      red: flag.red,
      words: said(flag),
      grounds: (entry.reasons.find((one) => one.flag === flag.code)?.grounds ?? []).map(ground),
    })),
    layers: entry.layers.map((layer) => ({
      code: layer.code,
      name: said(layer),
      what: said(layer.what),
      missing: layer.missing === null ? null : said(layer.missing),
      on: dayOf(layer.madeOn),
      until: dayOf(layer.until),
      platforms: layer.platforms.map(said).join(', '),
      list: layer.listVersion,
      agree: layer.kappa,
      findings: entry.findings
        .filter((finding) => finding.layer === layer.code)
        .map((finding) => ({
          id: finding.id,
          question: said(finding.question),
          outcome: finding.outcome,
          grounds: finding.grounds.map(ground),
        })),
    })),
    answers: entry.answers.map(({ text, on }) => ({ text, on: dayOf(on) })),
    reviews: entry.reviews.map(({ text, likes, band, on }) => ({ text, likes: said(likes), band, on: dayOf(on) })),
    alternatives: entry.alternatives,
  };
}
