import { z } from '@hono/zod-openapi';
import { instant, listSchema, type Tx } from '../../kernel/index.ts';
import { riskKinds } from '../risk/risk-script.ts';
import { callStates, ringOutcomes, rungs, stepOutcomes } from './ladder.pure.ts';
import { officersNamed, stepsOf } from './officer-store.ts';
import type { OfficerCallRow } from './officer-tables.ts';

export const callSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    drill: z.boolean(),
    kind: z.enum(riskKinds),
    agency: z.string(),
    commune: z.string().nullable(),
    rung: z.enum(rungs),
    /** When the next is asked, where nobody answers. */
    nextAt: instant.nullable(),
    state: z.enum(callStates),
    missed: z.boolean(),
    openedAt: instant,
    acknowledgedAt: instant.nullable(),
    /** Whether it was taken on the telephone and not on a page. */
    byPhone: z.boolean(),
    lookedAt: instant.nullable(),
    /** Who is to be rung now; null where nobody is. */
    ring: z.object({ name: z.string(), phone: z.string() }).nullable(),
    steps: listSchema(
      z.object({
        number: z.number().int(),
        rung: z.enum(rungs),
        outcome: z.enum(stepOutcomes),
        at: instant,
        agency: z.string(),
        officer: z.string().nullable(),
      }),
    ),
    version: z.number().int(),
  })
  .openapi('OfficerCall', {
    description: 'A call for a child in danger, without a word of what was said and of who the child is.',
  });
export type OfficerCall = z.output<typeof callSchema>;

const rang: readonly string[] = ringOutcomes;

/** A call with its ledger, as far as the actor sees officers. */
export async function callView(tx: Tx, call: OfficerCallRow): Promise<OfficerCall> {
  const steps = await stepsOf(tx, call.id);
  const officers = await officersNamed(tx, [...new Set(steps.flatMap(({ officer }) => officer ?? []))]);
  const toRing = call.state === 'OPEN' ? steps.findLast(({ outcome }) => outcome === 'TO_RING') : undefined;
  const told = toRing && steps.some(({ number, outcome }) => number > toRing.number && rang.includes(outcome));
  const officer = toRing && !told && toRing.rung === call.rung ? officers.get(toRing.officer ?? '') : undefined;
  return {
    id: call.id,
    reference: call.reference,
    drill: call.drill,
    kind: call.kind,
    agency: call.agency,
    commune: call.commune_code,
    rung: call.rung,
    nextAt: call.next_at,
    state: call.state,
    missed: call.missed,
    openedAt: call.opened_at,
    acknowledgedAt: call.acknowledged_at,
    byPhone: call.state === 'ACKNOWLEDGED' && call.acknowledged_by === null,
    lookedAt: call.looked_at,
    ring: officer ? { name: officer.name, phone: officer.phone } : null,
    steps: steps.map((step) => ({
      number: step.number,
      rung: step.rung,
      outcome: step.outcome,
      at: step.at,
      agency: step.agency,
      officer: officers.get(step.officer ?? '')?.name ?? null,
    })),
    version: call.version,
  };
}
