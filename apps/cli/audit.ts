import { parseArgs } from 'node:util';
import { type AuditVerdict, verifyAllAuditChains, verifyAuditChain } from '../../src/kernel/index.ts';
import { withInstallation } from './installation.ts';

/** Exit code 1 where a chain is broken; the heads are printed, to be published and compared next time. */
export async function auditVerify(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({ args: [...args], options: { organisation: { type: 'string' } } });
  await withInstallation(async ({ query }) => {
    let broken = 0;
    const say = (verdict: AuditVerdict) => {
      const { organisation, entries, head } = verdict;
      if (verdict.broken) broken += 1;
      const found = verdict.broken
        ? `BROKEN at entry ${verdict.broken.sequence} (${verdict.broken.reason}), sound up to ${entries}`
        : `${entries} entries sound, head ${head}`;
      console.log(`${organisation}: ${found}`);
    };
    if (values.organisation) say(await verifyAuditChain(query, values.organisation));
    else await verifyAllAuditChains(query, say);
    if (broken > 0)
      throw new Error(`${broken} chains are broken: keep the database as it is and tell the data protection officer`);
  });
}
