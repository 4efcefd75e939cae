import { ok } from '../../kernel/index.ts';
import { type DutySource, dutyOf, noDuties } from '../../work/index.ts';
import { fileReferences } from '../files/file-store.ts';
import { pointerPolicy } from './deconfliction-policies.ts';
import { waitingPointers } from './deconfliction-store.ts';
import { POINTER } from './tell-holders.ts';

const MOST = 200;

/**
 * Two units on one identifier, until it is closed: who coordinates ends it, and each unit calls the other before it acts. The pointer names
 * the other unit and nothing of its file.
 */
export const deconflictionDuties: DutySource = {
  kind: POINTER,
  topics: ['offences.'],
  async list(ctx) {
    const { actor } = ctx;
    if (actor.kind !== 'person' || !pointerPolicy.couldEver(actor, 'deconfliction.list', ctx.now)) return ok(noDuties);
    const coordinates = pointerPolicy.couldEver(actor, 'deconfliction.close', ctx.now);
    return ctx.transaction(async (tx) => {
      const found = await waitingPointers(tx, actor.agency, coordinates, MOST);
      const references = await fileReferences(tx, [...new Set(found.map((row) => row.file_id))]);
      return ok({
        duties: found.map((row) => {
          const closes = coordinates && pointerPolicy.can(actor, 'deconfliction.close', row, tx.now);
          return dutyOf({
            object: { kind: POINTER, id: row.id },
            reference: references.get(row.file_id) ?? null,
            act: closes ? 'close-deconfliction' : 'call-unit',
            facts: { agency: row.other_agency },
            turn: { roles: ['police_investigator'] },
            since: row.told_at,
          });
        }),
        more: found.length >= MOST,
      });
    });
  },
};
