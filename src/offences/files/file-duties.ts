import { ok, vietnamDate } from '../../kernel/index.ts';
import { lawOf } from '../../vocabulary/index.ts';
import { type DutySource, dutyOf, noDuties, ownClock, ruledClock } from '../../work/index.ts';
import { filePolicy, registerPolicy } from '../policies.ts';
import { filesToMove, stuckFiles } from './file-store.ts';
import { clockOf } from './file-view.ts';
import { stageRulesAt } from './stage-rule.ts';

const MOST = 200;

/**
 * What waits in a unit: every file that stands in a stage which does not end there, by the clock of the law or by the days of its stage.
 * To the bodies that coordinate the country: what is stuck, and where, as the turn of the unit that leads it.
 */
export const fileDuties: DutySource = {
  kind: 'offence-file',
  topics: ['offences.'],
  async list(ctx) {
    const { actor } = ctx;
    if (actor.kind !== 'person') return ok(noDuties);
    const owns = filePolicy.couldEver(actor, 'offence-file.transfer', ctx.now);
    const oversees = registerPolicy.couldEver(actor, 'offence-register.oversee', ctx.now);
    if (!owns && !oversees) return ok(noDuties);
    const rules = new Map(
      stageRulesAt(vietnamDate(ctx.now)).flatMap((rule) =>
        rule.stuckAfterDays === undefined ? [] : [[rule.stage as string, rule]],
      ),
    );
    const limits = Object.fromEntries([...rules].map(([stage, rule]) => [stage, rule.stuckAfterDays as number]));
    const law = lawOf(ctx.kernel);
    return ctx.transaction(async (tx) => {
      const own = owns ? await filesToMove(tx, limits, MOST) : [];
      const stuck = oversees ? await stuckFiles(tx, limits, MOST) : [];
      const decides = (row: (typeof own)[number]) => filePolicy.can(actor, 'offence-file.move', row, tx.now);
      return ok({
        duties: [
          ...own.map((row) =>
            dutyOf({
              object: { kind: 'offence-file', id: row.id },
              reference: row.reference,
              act: `stage-${row.stage.toLowerCase().replaceAll('_', '-')}`,
              facts: { stage: row.stage },
              urgency: row.urgent ? 'U1' : null,
              clock: ruledClock(law, clockOf(row)) ?? ownClock(row.stage_since, row.stuck_at),
              basis: rules.get(row.stage)?.basis ?? null,
              turn: { roles: ['police_investigator'] },
              mine: decides(row) || row.stage === 'TIP',
              since: row.stage_since,
            }),
          ),
          ...stuck
            .filter((row) => row.lead_agency !== actor.agency)
            .map((row) =>
              dutyOf({
                object: { kind: 'offence-file', id: row.id },
                part: 'stuck',
                reference: row.reference,
                act: 'stuck',
                facts: { stage: row.stage },
                urgency: row.urgent ? 'U1' : null,
                clock: ruledClock(law, clockOf(row)) ?? ownClock(row.stage_since, row.stuck_at),
                basis: rules.get(row.stage)?.basis ?? null,
                turn: { agency: row.lead_agency },
                mine: false,
                since: row.stage_since,
              }),
            ),
        ],
        more: own.length >= MOST || stuck.length >= MOST,
      });
    });
  },
};
