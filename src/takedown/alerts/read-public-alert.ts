import { type Ctx, ok, type Result, readCode, systemActor } from '../../kernel/index.ts';
import { listAgencies } from '../../members/index.ts';
import { refuse } from '../refusals.ts';
import { type AlertPublicRecallReason, alertRecallReason } from './alert-lists.ts';
import { alertsByReference, partsOf } from './alert-store.ts';
import { type LeavingAlert, leavingAlert } from './leaving-alert.ts';
import { EVERYBODY } from './marking.ts';

/** What anybody may know of an alert that is or was public, by its code. */
export type PublicAlert = (Standing & { readonly agencyVi: string; readonly agencyEn: string }) | Over;

interface Standing {
  readonly standing: 'STANDS';
  readonly reference: string;
  readonly alert: LeavingAlert;
}

type Over =
  /** Nothing of what it said is told any more, only that it was taken back. */
  | {
      readonly standing: 'RECALLED';
      readonly reference: string;
      readonly at: Date;
      readonly reason: AlertPublicRecallReason;
    }
  | { readonly standing: 'ENDED'; readonly reference: string; readonly at: Date };

/**
 * One public alert as it stands now, by the code that all its versions have. One that was never public is as one that there is not.
 * Refusals: `network-alert.not-found`
 */
export async function readPublicAlert(ctx: Ctx, code: string): Promise<Result<PublicAlert>> {
  const read = readCode(code.replace(/^\s*cb[\s-]+/i, ''));
  if (read === undefined) return refuse('network-alert.not-found');
  const reference = `CB-${read}`;
  const platform = ctx.as(systemActor('takedown.public-alerts'));
  const found = await platform.transaction(
    async (tx): Promise<Result<Standing | Over>> => {
      const chain = await alertsByReference(tx, reference);
      const issued = chain.filter((row) => row.issued_at !== null);
      const last = issued.findLast(
        (row) => row.message !== 'CANCEL' && row.audiences.includes('PUBLIC') && row.effective_at <= tx.now,
      );
      if (!last) return refuse('network-alert.not-found');
      const cancel = issued.find(({ message }) => message === 'CANCEL');
      if (cancel)
        return ok({
          standing: 'RECALLED',
          reference,
          at: cancel.issued_at ?? cancel.written_at,
          reason: cancel.recall_reason === null ? 'OTHER' : alertRecallReason.get(cancel.recall_reason).public,
        });
      const alert = await leavingAlert(
        ctx.kernel,
        last,
        await partsOf(tx, last.id),
        chain,
        EVERYBODY,
        'PUBLIC',
        tx.now,
      );
      if (alert) return ok({ standing: 'STANDS', reference, alert });
      // Its time is over, or a version for others took its place.
      const next = issued.find(({ number }) => number > last.number)?.issued_at ?? last.expires_at;
      return ok({ standing: 'ENDED', reference, at: new Date(Math.min(next.getTime(), last.expires_at.getTime())) });
    },
    { keep: true },
  );
  if (!found.ok) return found;
  if (found.value.standing !== 'STANDS') return ok(found.value);
  const agencies = await listAgencies(platform, { codes: [found.value.alert.sender] });
  const agency = agencies.ok ? agencies.value[0] : undefined;
  return ok({
    ...found.value,
    agencyVi: agency?.nameVi ?? found.value.alert.sender,
    agencyEn: agency?.nameEn ?? agency?.nameVi ?? found.value.alert.sender,
  });
}
