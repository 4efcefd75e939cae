import { createDeskKeys, type Module, ok } from '../kernel/index.ts';
import { approvalKinds, dutySources } from '../work/index.ts';
import { listKeyHolders } from './agencies/list-key-holders.ts';
import { syncAgencies } from './agencies/sync-agencies.ts';
import { appointmentApproval } from './appointments/appointment-approval.ts';
import { breakGlassDuties } from './break-glass/review-duties.ts';
import { membersJobs } from './jobs.ts';
import { networkRoutes } from './network/network-routes.ts';
import { membersCapabilities, membersPolicies } from './policies.ts';
import { membersSealed } from './sealed.ts';

export const membersModule: Module = {
  name: 'members',
  schema: {
    name: 'members',
    migrations: new URL('./migrations/', import.meta.url),
    policies: membersPolicies,
    sealed: membersSealed,
  },
  capabilities: membersCapabilities,
  routes: () => networkRoutes,
  jobs: () => membersJobs,
  offers: [dutySources.offer(breakGlassDuties), approvalKinds.offer(appointmentApproval)],
  /** The agencies, and the first keys of those and of the desks that have none. */
  sync: async (ctx, { owner, say }) => {
    const synced = await syncAgencies(ctx);
    if (!synced.ok) return synced;
    const holders = await listKeyHolders(ctx);
    if (!holders.ok) return holders;
    const made = await createDeskKeys(owner, ctx.kernel.vault, holders.value, ctx.now);
    if (made > 0) say(`Đã tạo khóa cho ${made} cơ quan và bàn · Made the first keys of ${made} agencies and desks`);
    return ok();
  },
};
