import { auditJobs } from './audit-seal/audit-jobs.ts';
import { evidenceJobs, evidencePolicy } from './evidence/evidence.ts';
import { longJobPolicy } from './long-job/long-job.ts';
import { longJobJobs } from './long-job/run-long-job.ts';
import type { Module } from './module.ts';
import { objectLocks } from './policy/object-lock.ts';
import { VAULT_CHECK } from './sealing/open-vault.ts';
import { deskContext } from './sealing/sealing.ts';
import { sealingJobs } from './sealing/sealing-jobs.ts';

export const kernelModule: Module = {
  name: 'kernel',
  schema: {
    name: 'kernel',
    migrations: new URL('./migrations/', import.meta.url),
    policies: [longJobPolicy, evidencePolicy],
    locks: objectLocks,
    sealed: [
      {
        table: 'kernel.desk_key',
        key: ['desk', 'version'],
        column: 'sealed_private_key',
        // A key that is lost waits for the custodians' shares, which bring it back under the root key of then.
        except: "state = 'lost'",
        context: (row) => deskContext(String(row.desk), Number(row.version)),
      },
      { table: 'kernel.vault_check', key: ['only_row'], column: 'sealed', context: () => VAULT_CHECK },
    ],
  },
  jobs: () => [...longJobJobs, ...evidenceJobs, ...auditJobs, ...sealingJobs],
};
