import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import {
  type AuditVerdict,
  auditKey,
  brokenSealOf,
  headsSigningKey,
  readPublished,
  verifyAllAuditChains,
  verifyAuditChain,
} from '../../src/kernel/index.ts';
import { withInstallation } from './installation.ts';

const REASONS: Readonly<Record<NonNullable<AuditVerdict['broken']>['reason'], string>> = {
  gap: 'an entry is missing',
  'previous-hash': 'it does not follow the entry before',
  hash: 'its text or its hash was changed',
  columns: 'its columns say other than its text',
  mac: 'the platform did not write it',
  seal: 'it is another than the one that was sealed or published',
  head: 'the end of the chain was cut off',
};

/** Exit code 1 where a chain is broken or misses what was sealed or published; each is named, with its organisation and entries. */
export async function auditVerify(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: { organisation: { type: 'string' }, against: { type: 'string' } },
  });
  await withInstallation(async ({ query, vault }) => {
    const key = await auditKey(vault);
    const published = values.against
      ? readPublished(readFileSync(values.against, 'utf8'), await headsSigningKey(vault))
      : undefined;
    let broken = 0;
    const say = (verdict: AuditVerdict) => {
      const { organisation, entries, head, sealed } = verdict;
      if (verdict.broken) broken += 1;
      const last = Math.max(0, ...(published?.heads.get(organisation)?.keys() ?? []));
      const missing =
        last > entries ? `; published up to ${last}, so ${last - entries} entries are missing or changed` : '';
      const found = verdict.broken
        ? `BROKEN at entry ${verdict.broken.sequence}: ${REASONS[verdict.broken.reason]}; sound up to ${entries}${missing}`
        : `${entries} entries sound, sealed up to ${sealed}, head ${head}`;
      console.log(`${organisation}: ${found}`);
    };
    if (values.organisation)
      say(await verifyAuditChain(query, values.organisation, key, published?.heads.get(values.organisation)));
    else await verifyAllAuditChains(query, key, say, published?.heads);
    const run = await brokenSealOf(query, key, Math.max(0, ...(published?.runs ?? [])));
    if (run !== undefined) {
      broken += 1;
      console.log(`SEALS: BROKEN at run ${run}: it is missing or was changed`);
    }
    for (const line of published?.strange ?? [])
      console.log(`${values.against}: line ${line} is no seal of this installation, or was changed`);
    if (broken > 0)
      throw new Error(`${broken} chains are broken: keep the database as it is and tell the data protection officer`);
  });
}
