import { verifyEvidence } from '../../src/kernel/index.ts';
import { asPlatform } from './installation.ts';

/** Exit code 1 where a kept file is missing or changed; each is named, to be brought back from the backup. */
export async function evidenceVerify(): Promise<void> {
  await asPlatform('cli.evidence-verify', async (ctx) => {
    const { looked, faults } = await verifyEvidence(ctx);
    for (const { id, fault } of faults) console.log(`${id}: ${fault}`);
    console.log(`${looked} files looked at, ${faults.length} damaged`);
    if (faults.length > 0) throw new Error('bring the named files back from the backup, then run this again');
  });
}
