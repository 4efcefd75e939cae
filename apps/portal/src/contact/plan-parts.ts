import type { PlanPart, PlanTexts } from '../../../../src/counselling/index.ts';
import { m } from '../paraglide/messages.js';
import type { Address } from '../report/voice.ts';

const titles: Readonly<Record<PlanPart, (address: Address) => string>> = {
  signs: m.plan_signs,
  own: m.plan_own,
  places: m.plan_places,
  people: m.plan_people,
  around: m.plan_around,
  reasons: m.plan_reasons,
};

/** The parts in which something is written, in their order. */
export function planParts(texts: PlanTexts, address: Address): { readonly title: string; readonly text: string }[] {
  return (Object.keys(titles) as PlanPart[]).flatMap((part) =>
    texts[part] === '' ? [] : [{ title: titles[part](address), text: texts[part] }],
  );
}
