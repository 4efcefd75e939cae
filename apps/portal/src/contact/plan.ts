import type { Cookies } from '@sveltejs/kit';
import type { PlanTexts } from '../../../../src/counselling/index.ts';
import type { PortalBand } from '../../../../src/vocabulary/index.ts';
import { m } from '../paraglide/messages.js';
import type { Visitor } from '../report/flow.ts';
import { receiptSession } from '../report/receipt-cookie.ts';
import { voiceOfKept } from '../report/teller.ts';
import { addressOf } from '../report/voice.ts';
import { planParts } from './plan-parts.ts';

export interface OwnPlan {
  readonly texts: PlanTexts;
  readonly band: PortalBand | null;
}

/** The reader's own safety plan; null without a session, without a plan, or while the page is blank. */
export async function ownPlan({ app, ctx }: Visitor, cookies: Cookies): Promise<OwnPlan | null> {
  const session = receiptSession(app, cookies);
  if (session === undefined) return null;
  const { counselling } = app.modules;
  const plan = await counselling.ownSafetyPlan(ctx, { session });
  const { texts } = plan.ok ? plan.value : { texts: null };
  if (texts === null) return null;
  const seen = await counselling.viewAsChild(ctx, { session }, { after: 0 });
  return { texts, band: seen.ok ? seen.value.portalBand : null };
}

export function planAsText({ texts, band }: OwnPlan): string {
  const address = addressOf(voiceOfKept({ portalBand: band, informantType: 'CHILD' }), 'you');
  const parts = planParts(texts, address).map(({ title, text }) => `${title}\n${text}\n`);
  return `\uFEFF${[...parts, `${m.plan_numbers()}\n`].join('\n')}`.replaceAll('\n', '\r\n');
}
