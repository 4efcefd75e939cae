import { type Ctx, ok, type Result, systemActor } from '../../kernel/index.ts';
import { agenciesWithFunction, functionsHeld } from '../../members/index.ts';
import { OFFENCE_FILE } from './file-clocks.ts';
import { filesOfLead, leadsOfFiles } from './file-store.ts';
import { giveLead } from './transfer-file.ts';

const BATCH = 50;

/**
 * Follows the world: where a unit is there no more, as when its province was merged into another, its files go to the police who hold
 * the power to investigate for that area today, in the stage in which they stand and with their clocks. Nothing of it is in the code:
 * agencies, functions and units are dated data. Runs every night; running twice moves nothing twice.
 * @returns how many files moved, and the units whose files nobody may take
 */
export async function followLeads(
  ctx: Ctx,
): Promise<Result<{ readonly moved: number; readonly left: readonly string[] }>> {
  const platform = ctx.as(systemActor('offences.follow-leads'));
  const leads = await platform.transaction(async (tx) => ok(await leadsOfFiles(tx)));
  if (!leads.ok) return leads;
  let moved = 0;
  const left: string[] = [];
  for (const { lead_agency: lead, province } of leads.value) {
    if (await functionsHeld(platform, { agency: lead })) continue;
    const holders = await agenciesWithFunction(platform, 'INVESTIGATE', province === null ? {} : { area: province });
    const to = holders.find(({ kind, code }) => kind === 'POLICE' && code !== lead);
    if (!to) {
      left.push(lead);
      continue;
    }
    for (;;) {
      const batch = await platform.transaction(async (tx) => {
        const files = await filesOfLead(tx, lead, province, BATCH);
        for (const file of files) {
          await giveLead(tx, file, to.code, 'lead-followed');
          tx.audit({
            organisation: to.code,
            action: 'offence-file.transfer',
            object: { kind: OFFENCE_FILE, id: file.id },
            codes: { from: lead, to: to.code },
          });
        }
        return ok(files.length);
      });
      if (!batch.ok) return batch;
      moved += batch.value;
      if (batch.value === 0) break;
    }
  }
  return ok({ moved, left });
}
