import { randomInt } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import {
  openTestAccount,
  openTestConversation,
  outboundRows,
  plantProvider,
  playProvider,
} from '../../src/channels/outbox/outbox.testing.ts';
import { queueMessage } from '../../src/channels/outbox/queue-message.ts';
import { HOUR, ok, systemActor } from '../../src/kernel/index.ts';
import { fileFixture } from '../../tools/test/file-fixture.ts';
import { openTestKernel } from '../../tools/test/test-kernel.ts';
import { must } from '../../tools/test/test-result.ts';
import { endWorkers, runWorker } from './worker.ts';

const KILLS = 20;
const PEOPLE = 12;
/** Messages to each before each kill. */
const EACH = 10;

const home = fileFixture(() => openTestKernel(), 60_000);
afterAll(endWorkers);

test('twenty kills at any moment lose no message that leaves the house, send none twice, and keep the order of each conversation', async () => {
  const taken = join(home.kernel.config.dataDir, 'taken.txt');
  writeFileSync(taken, '');
  const platform = home.context(systemActor('test'));
  plantProvider(playProvider());
  const account = await openTestAccount(home);
  const people: string[] = [];
  for (let one = 0; one < PEOPLE; one += 1) people.push(await openTestConversation(home, account, `peer-${one}`));
  let queued = 0;
  const queue = async () => {
    must(
      await platform.transaction(async (tx) => {
        for (let place = 0; place < EACH * PEOPLE; place += 1, queued += 1) {
          const person = queued % PEOPLE;
          const to = { conversation: people[person] as string };
          must(
            await queueMessage(platform, tx, { key: `${queued}`, purpose: 'answer', to, text: `${person} ${queued}` }),
          );
        }
        return ok();
      }),
    );
  };
  let round = 0;
  // Each process comes an hour after the last, when what the last had in hand counts as given up.
  const run = (killAfter?: number) => {
    round += 1;
    const at = new Date(home.clock.now().getTime() + round * HOUR).toISOString();
    return runWorker('send-outbox.ts', home, [at, taken], killAfter);
  };
  let killed = 0;
  // A run that is faster than its killer counts for nothing and is fed again.
  while (killed < KILLS && round < 3 * KILLS) {
    await queue();
    if ((await run(randomInt(400))).code === null) killed += 1;
  }
  expect(killed).toBe(KILLS);
  expect((await run()).code).toBe(0);
  const lines = readFileSync(taken, 'utf8').trim().split('\n');
  expect(new Set(lines.map((line) => line.split(' ')[0])).size).toBe(lines.length);
  expect(lines).toHaveLength(queued);
  expect(new Set((await outboundRows(home)).map(({ state }) => state))).toEqual(new Set(['sent']));
  for (let person = 0; person < PEOPLE; person += 1) {
    const theirs = lines.map((line) => line.split(' ')).filter(([, to]) => to === `${person}`);
    const numbers = theirs.map(([, , number]) => Number(number));
    expect(numbers).toEqual([...numbers].sort((one, other) => one - other));
  }
}, 480_000);
