import type { ItemInList } from '../../../../src/takedown/index.ts';
import {
  contentAgeGroup,
  contentClass,
  contentItemStatus,
  depiction,
  industryClass,
  inhopeItemResult,
  onlinePlace,
} from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { label, options, words } from '../server/codes.server.ts';

type Tone = 'new' | 'open' | 'waiting' | 'done' | 'stopped';
const TONES: Readonly<Record<string, Tone>> = {
  RECEIVED: 'new',
  TRIAGED: 'open',
  GRADED_ONCE: 'open',
  DISPUTED: 'waiting',
  VERIFIED: 'waiting',
  ORDERED: 'waiting',
  RETURNED: 'new',
  GONE: 'done',
  NOT_ILLEGAL: 'stopped',
  SET_ASIDE: 'stopped',
};

export const itemStatus = (code: string) => ({
  code,
  text: label(contentItemStatus, code),
  tone: TONES[code] ?? ('open' as Tone),
});

export const className = (code: string) => `${code} · ${label(contentClass, code)}`;
export const placeName = (code: string | null) =>
  code === null ? m.content_place_unknown() : label(onlinePlace, code);

/** The factors that made a score, in words with their points. */
export const factorWords = (factors: ItemInList['factors']) =>
  factors.map(({ code, points }) => ({
    code,
    text: words('content_factor', code),
    points: points > 0 ? `+${points}` : String(points),
  }));

/** An item as a list and a page show it: codes in words, its address masked. */
export function itemWords(item: ItemInList, agency: (code: string) => string) {
  return {
    id: item.id,
    reference: item.reference,
    kind: words('content_kind', item.kind),
    place: placeName(item.platform),
    mask: item.mask,
    status: itemStatus(item.state),
    version: item.version,
    agency: agency(item.agency),
    source: words('content_source', item.source),
    reports: item.reports,
    incidents: item.incidents,
    danger: item.danger === true,
    score: item.score,
    tier: { code: item.tier, text: words('content_tier', item.tier) },
    factors: factorWords(item.factors),
    class: item.nationalClass === null ? null : className(item.nationalClass),
    firstAt: item.firstAt.toISOString(),
    lastAt: item.lastAt.toISOString(),
  };
}

export const choices = (family: string, codes: readonly string[]) =>
  codes.map((value) => ({ value, label: words(family, value) }));

export const reachChoices = (app: App) =>
  app.modules.takedown.reaches.map((value) => ({ value, label: words('content_reach', value) }));

/** What a grader chooses from, in the order of the keys. */
export const gradeChoices = (app: App) => ({
  national: ['N1', 'N2', 'N3', 'N4', 'N0'].map((code, at) => ({
    code,
    label: label(contentClass, code),
    key: String(at + 1),
  })),
  inhope: inhopeItemResult.codes.map((value) => ({ value, label: label(inhopeItemResult, value) })),
  industry: [{ value: '', label: m.content_grade_industry_none() }, ...options(industryClass)],
  depiction: options(depiction),
  age: options(contentAgeGroup),
  reasons: [
    { value: '', label: m.content_unknown() },
    ...app.modules.takedown.notIllegalReason.terms.map((one) => ({ value: one.code, label: one[getLocale()] })),
  ],
});
export const gradeLabel = {
  inhope: (code: string) => label(inhopeItemResult, code),
  industry: (code: string) => `${code} · ${label(industryClass, code)}`,
  depiction: (code: string) => label(depiction, code),
  age: (code: string) => label(contentAgeGroup, code),
};
