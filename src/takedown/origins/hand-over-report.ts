import { openReport, type PlacesOfReport } from '../../intake/index.ts';
import { type Ctx, ok, type Result, refuseRequest, systemActor } from '../../kernel/index.ts';
import { bundleArrivals } from '../items/bundle.ts';
import { readLocator } from '../items/read-locator.ts';
import { type Arrival, receiveArrivals } from '../items/receive.ts';
import { takedownCapabilities } from '../policies.ts';
import { refuse } from '../refusals.ts';

/**
 * Hands the addresses of a report to those who verify content; the person may read the report, whose own policy says so. Done
 * twice, each address counts once. The reporter's timeline says that it has arrived.
 * @returns how many addresses were new. Refusals: `access.not-permitted`, `content-item.no-address`, those of opening a report
 */
export async function handOverReport(ctx: Ctx, input: { readonly report: string }): Promise<Result<{ taken: number }>> {
  if (!takedownCapabilities.can(ctx.actor, 'content-item.hand-over', ctx.now)) {
    await ctx.auditRefused({ action: 'content-item.hand-over' });
    return refuseRequest('access.not-permitted');
  }
  const opened = await openReport(ctx, { report: input.report, read: ['narrative'] });
  if (!opened.ok) return opened;
  const { triage, narrative } = opened.value;
  const arrivals = arrivalsOfReport({
    report: triage.id,
    reference: triage.reference,
    urgency: triage.urgency,
    demonstration: triage.demonstration,
    places: narrative?.places ?? [],
  });
  if (arrivals.length === 0) return refuse('content-item.no-address');
  // Whoever hands a report over has not judged it: the platform writes it, and they may not be shut out of grading by it.
  const platform = ctx.as(systemActor('takedown.hand-over-report'));
  const received = await receiveArrivals(
    platform,
    arrivals.map((one) => ({ ...one, agency: ctx.actor.kind === 'person' ? ctx.actor.agency : undefined })),
    { tells: [{ report: triage.id, code: 'content-taken' }] },
  );
  if (!received.ok) return received;
  const folded = await bundleArrivals(platform);
  if (!folded.ok) return folded;
  await ctx.transaction(async (tx) => {
    tx.audit({
      action: 'content-item.hand-over',
      object: { kind: 'report', id: triage.id },
      codes: { taken: received.value.taken },
    });
    return ok();
  });
  return ok({ taken: received.value.taken });
}

/** The addresses of a report as they arrive, by keys that make the same place of the same report one, whoever hands it over. */
export function arrivalsOfReport(from: PlacesOfReport): Arrival[] {
  const { report, reference, urgency, demonstration, places } = from;
  return places.flatMap((place, at): Arrival[] => {
    const written = place.link ?? place.account;
    const kind = place.link === undefined ? 'account' : 'url';
    if (written === undefined || !readLocator(kind, written, place.kind).ok) return [];
    return [
      {
        source: 'REPORT',
        key: `${report}|${at}`,
        kind,
        locator: written,
        platform: place.kind,
        object: { kind: 'report', id: report, reference },
        danger: urgency === 'U1' ? true : undefined,
        demonstration,
      },
    ];
  });
}
