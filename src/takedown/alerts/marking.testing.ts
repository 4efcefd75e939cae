import { alertStates } from './alert.ts';
import { alertAbout, alertAudience, alertPart, pap, tlp } from './alert-lists.ts';
import { EVERYBODY, type MarkedAlert, type MarkedPart, type Recipient, type Way } from './marking.ts';

/** One random export: an alert, a part of it, somebody who would have it, and a way. */
export interface RandomExport {
  readonly alert: MarkedAlert;
  readonly part: MarkedPart;
  readonly to: Recipient | typeof EVERYBODY;
  readonly way: Way;
}

export const MOMENT = new Date('2026-11-24T02:00:00Z');
const ways: readonly Way[] = ['PAGE', 'MACHINE', 'MAIL', 'PUBLIC', 'DRAFT'];

/** Random exports by a seed: the same seed gives the same. Codes that no list knows and children's fields are among them. */
export function* randomExports(count: number, seed: number): Generator<RandomExport> {
  let state = seed >>> 0 || 1;
  // xorshift32: good enough to reach every combination, and quick.
  const below = (most: number) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % most;
  };
  const one = <T>(of: readonly T[]): T => of[below(of.length)] as T;
  const some = <T>(of: readonly T[]): T[] => of.filter(() => below(4) === 0);
  const coin = () => below(2) === 0;
  const types = [...alertPart.codes, 'CHILD_NAME', 'CASE'] as MarkedPart['type'][];
  const abouts = [...alertAbout.codes, 'VICTIM'] as MarkedPart['about'][];
  for (let at = 0; at < count; at++) {
    const from = MOMENT.getTime() + (below(5) - 3) * 3_600_000;
    yield {
      alert: {
        state: below(4) === 0 ? one(alertStates) : 'ISSUED',
        tlp: one(tlp.codes),
        pap: one(pap.codes),
        audiences: some(alertAudience.codes),
        effectiveAt: new Date(from),
        expiresAt: new Date(from + below(6) * 3_600_000),
      },
      part: { type: one(types), about: one(abouts), tlp: one(tlp.codes), pap: one(pap.codes) },
      to:
        below(6) === 0
          ? EVERYBODY
          : {
              member: below(5) !== 0,
              addressed: below(5) !== 0,
              named: coin(),
              audiences: some(alertAudience.codes),
              passesOn: coin(),
            },
      way: one(ways),
    };
  }
}

/**
 * What is wrong with letting an export leave, by rules written anew and apart from those that decide it; undefined where nothing is.
 * Ranks are written out here: a list that is changed is noticed.
 */
export function wrongToLeave({ alert, part, to, way }: RandomExport): string | undefined {
  const open = { CLEAR: 0, GREEN: 1, AMBER: 2, AMBER_STRICT: 3, RED: 4 };
  const sharing = Math.max(open[part.tlp], open[alert.tlp]);
  const uses = { CLEAR: 0, GREEN: 1, AMBER: 2, RED: 3 };
  if (!['TEXT', 'ADVICE', 'URL', 'DOMAIN', 'ACCOUNT', 'KEYWORD', 'HASH', 'PAYMENT'].includes(part.type))
    return 'a kind that may not leave';
  if (!['NOBODY', 'SERVICE', 'SUSPECT'].includes(part.about)) return 'a child’s field';
  if (alert.state !== 'ISSUED' || MOMENT < alert.effectiveAt || MOMENT >= alert.expiresAt) return 'does not stand';
  if (to === EVERYBODY || way === 'PUBLIC' || way === 'DRAFT') {
    if (sharing > 0) return 'public above its marking';
    return part.type === 'TEXT' || part.type === 'ADVICE' ? undefined : 'public and no text';
  }
  if (!to.member || !to.addressed) return 'nobody’s who is not addressed';
  if (sharing === 4 && (!to.named || way !== 'PAGE')) return 'red beyond named eyes';
  if (sharing === 3 && to.passesOn && !to.named) return 'strict to who passes it on';
  if (way === 'MAIL' && sharing > 1) return 'not for everybody of the network, by mail';
  return Math.max(uses[part.pap], uses[alert.pap]) === 3 && way !== 'PAGE' ? 'read alone, into a system' : undefined;
}

/** Leaves it to act upon although it may only be compared. */
export const actsTooMuch = ({ alert, part }: RandomExport): boolean =>
  [alert.pap, part.pap].some((one) => one === 'AMBER' || one === 'RED');
