/** A worker as a process of its own, so that it can be killed. Writes down what it begins and ends; a job told to wait does so until a file is there. */

import { appendFileSync, existsSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { modules } from '../../apps/server/modules.ts';
import { openKernel, openPool, readConfig, startJobs } from '../../src/kernel/index.ts';

const [ownerUrl = '', name = '', job = '', notes = '', until = ''] = process.argv.slice(2);
const kernel = await openKernel(readConfig(process.env), ownerUrl, { modules });
const owner = openPool(ownerUrl, kernel.log, 4);
let ended: () => void = () => undefined;
const done = new Promise<void>((resolve) => {
  ended = resolve;
});
const jobs = await startJobs(kernel, owner, [
  {
    name: job,
    run: async () => {
      appendFileSync(notes, `${name} begins ${job}\n`);
      console.log('ready');
      while (until !== '' && !existsSync(until)) await setTimeout(50);
      appendFileSync(notes, `${name} ends ${job}\n`);
      ended();
    },
  },
]);
await done;
await jobs.stop();
await owner.end();
await kernel.close();
