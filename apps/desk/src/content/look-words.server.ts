import type { ItemLooks } from '../../../../src/takedown/index.ts';
import { m } from '../paraglide/messages.js';
import { getLocale } from '../paraglide/runtime.js';
import { formatNumber } from '../parts/format.ts';
import { words } from '../server/codes.server.ts';

const TONES = {
  PRESENT: 'new',
  GONE: 'done',
  RESTRICTED: 'waiting',
  SOFT_404: 'waiting',
  CHANGED: 'waiting',
  UNREACHABLE: 'stopped',
  REFERRER_ONLY: 'new',
} as const;

const KILO = 1_024;
const size = (bytes: number): string =>
  bytes < KILO
    ? `${formatNumber(bytes, getLocale())} B`
    : `${formatNumber(Math.round(bytes / KILO), getLocale(), 0)} KB`;

type Look = ItemLooks['looks'][number];

/** Everything by which a look can be judged again, in words; nothing of what was there. */
function evidence(look: Look): string[] {
  return [
    look.status === null ? m.look_no_answer() : m.look_status({ status: String(look.status) }),
    ...(look.bytes > 0 ? [m.look_bytes({ size: size(look.bytes) })] : []),
    ...(look.media ? [m.look_media()] : []),
    ...(look.digest === null ? [] : [m.look_digest({ digest: look.digest })]),
    ...(look.replayed > 0 ? [m.look_replayed({ count: look.replayed })] : []),
    ...(look.probe === null || look.probeSays === null
      ? []
      : [m.look_probe({ probe: look.probe, says: words('look_probe_says', look.probeSays) })]),
  ];
}

/** The looks at an item as its page shows them: codes in words. */
export function looksWords(found: ItemLooks, agency: (code: string) => string) {
  const names = new Map<string, string>();
  let others = 0;
  for (const place of found.places) {
    if (!place.own) others += 1;
    names.set(place.id, place.own ? m.look_place_own() : m.look_place_other({ number: String(others) }));
  }
  return {
    needed: found.needed,
    returns: found.returns,
    earlier: found.earlier,
    many: found.places.length > 1,
    mayLook: found.mayLook,
    moved: found.mayDecide.includes('SAME_HOST'),
    check: found.mayDecide.includes('OTHER_PAGE'),
    bare: found.bare,
    mayEnd: found.mayEnd,
    seenGone: found.seenGone && {
      seen: words('look_seen', found.seenGone.seen),
      means: words('look_means', found.seenGone.means),
      agency: agency(found.seenGone.agency),
      at: found.seenGone.at.toISOString(),
    },
    decisions: found.mayDecide.map((value) => ({ value, label: words('look_decide', value) })),
    places: found.places.map((one) => ({
      id: one.id,
      name: names.get(one.id) ?? '',
      mask: one.mask,
      misses: Math.min(one.misses, found.needed),
      network: one.network,
      nextAt: one.nextAt?.toISOString() ?? null,
    })),
    looks: found.looks.map((one) => ({
      id: one.id,
      place: names.get(one.place) ?? '',
      at: one.at.toISOString(),
      from: words('look_vantage', one.vantage),
      occasion: words('look_occasion', one.occasion),
      outcome: { text: words('look_outcome', one.outcome), tone: TONES[one.outcome] },
      reason: words('look_reason', one.reason),
      evidence: evidence(one),
      counted: one.counted,
    })),
  };
}
export type LooksInWords = ReturnType<typeof looksWords>;
