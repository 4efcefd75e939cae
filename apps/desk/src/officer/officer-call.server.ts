import type { OfficerCall } from '../../../../src/counselling/index.ts';
import type { Ctx } from '../../../../src/kernel/index.ts';
import type { App } from '../../../server/app.ts';
import { unitName } from '../agency/admin-units.server.ts';
import { agencyNames } from '../agency/agencies.server.ts';
import { words } from '../server/codes.server.ts';

/** A call for a child in danger, in words. */
export interface CallInWords {
  readonly id: string;
  readonly reference: string;
  readonly drill: boolean;
  readonly kindName: string;
  readonly place: string;
  readonly agencyName: string;
  readonly rungName: string;
  readonly state: OfficerCall['state'];
  readonly stateName: string;
  readonly nextAt: string | null;
  readonly openedAt: string;
  readonly missed: boolean;
  readonly lookedAt: string | null;
  readonly ring: OfficerCall['ring'];
  readonly steps: readonly { readonly number: number; readonly at: string; readonly text: string }[];
  readonly version: number;
}

export async function callsInWords(app: App, ctx: Ctx, calls: readonly OfficerCall[]): Promise<CallInWords[]> {
  const agencies = await agencyNames(
    app,
    ctx,
    calls.flatMap(({ agency, steps }) => [agency, ...steps.map((step) => step.agency)]),
  );
  const nameOf = (code: string) => agencies.get(code) ?? code;
  return calls.map((call) => ({
    id: call.id,
    reference: call.reference,
    drill: call.drill,
    kindName: app.modules.counselling.riskKindName(call.kind, ctx.language),
    place: call.commune === null ? '' : unitName(call.commune),
    agencyName: nameOf(call.agency),
    rungName: words('officer_rung', call.rung),
    state: call.state,
    stateName: words('officer_state', call.state),
    nextAt: call.nextAt?.toISOString() ?? null,
    openedAt: call.openedAt.toISOString(),
    missed: call.missed,
    lookedAt: call.lookedAt?.toISOString() ?? null,
    ring: call.ring,
    steps: call.steps.map(({ number, at, outcome, officer, agency }) => ({
      number,
      at: at.toISOString(),
      text: `${words('officer_step', outcome)}: ${officer === null ? nameOf(agency) : `${officer}, ${nameOf(agency)}`}`,
    })),
    version: call.version,
  }));
}
