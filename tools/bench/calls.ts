import { channelsModule, exchangesOf } from '../../src/channels/index.ts';
import { beginShift, counsellingModule, signOfLife } from '../../src/counselling/index.ts';
import { INTAKE } from '../../src/intake/index.ts';
import { createDeskKey, openServices, servicesOf, startJobs, systemActor } from '../../src/kernel/index.ts';
import { syncAgencies } from '../../src/members/index.ts';
import type { BenchRow } from '../bench.ts';
import { testPerson } from '../test/test-person.ts';
import { type BenchKernel, openBenchKernel } from './support/bench-kernel.ts';
import { atMost, exactly } from './support/bench-target.ts';
import { plantAsterisk, plantCallingExchange } from './support/exchanges.testing.ts';
import { quantile } from './support/quantile.ts';

const CALLS = 200;
const LOOK_EVERY = 3_000;

/**
 * `npm run bench -- calls`: from the signed call of an exchange at the door to the offer at one helper's page, through storing, the
 * job that works on it, the contact and the round of offers; and how long an exchange that is dead and looks open still looks well to a
 * page that looks every three seconds.
 */
export default async function calls(): Promise<readonly BenchRow[]> {
  const home = await openBenchKernel({ settings: { CHANNEL_NETWORKS: '127.0.0.0/8' }, owners: 8 });
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, new Date());
  await syncAgencies(home.context(systemActor('bench')));
  const services = await openServices(home.kernel, [channelsModule, counsellingModule]);
  const runner = await startJobs(home.kernel, home.owner, channelsModule.jobs?.(servicesOf(home.kernel)) ?? []);
  try {
    return [...(await screenPops(home)), ...(await deadExchange(home))];
  } finally {
    await runner.stop();
    await services.close();
    await home.close();
  }
}

/** Calls one after the other, each gone again once it has rung: a helper is offered one at a time. */
async function screenPops(home: BenchKernel): Promise<BenchRow[]> {
  const helper = testPerson('111_agent', INTAKE.agency, {
    desk: INTAKE.desk,
    name: 'Người thử nghiệm',
    purpose: 'counselling',
  });
  const shift = { tier: 'front', channels: ['PHONE'], heardRing: true, notifies: true } as const;
  const begun = await beginShift(home.context(helper), shift);
  if (!begun.ok) throw new Error(`no shift: ${begun.refusal.code}`);
  const bring = await plantCallingExchange(home);
  const signs = setInterval(() => void signOfLife(home.context(helper)), 5_000);
  const times: number[] = [];
  for (let n = 0; n < CALLS; n += 1) {
    const call = `bench-${n}`;
    const rings = heard(home, ({ topic, person }) => topic === 'contact.offered' && person === helper.person);
    const began = performance.now();
    await bring({ type: 'call.incoming', call, from: `09${10_000_000 + n}` });
    const { id } = await rings;
    times.push(performance.now() - began);
    const over = heard(home, (event) => event.topic === 'contact.changed' && event.id === id);
    await bring({ type: 'call.ended', call, cause: 16 });
    await over;
  }
  clearInterval(signs);
  const { rows } = await home.owner.query<{ n: number }>(
    `select count(*)::integer as n from counselling.contact where channel = 'PHONE'`,
  );
  return [
    {
      what: 'call of the exchange to the offer at the page, p50, ms',
      measured: Math.round(quantile(times, 0.5)),
      n: CALLS,
    },
    atMost('call of the exchange to screen pop, p95, ms', quantile(times, 0.95), 300),
    exactly('contacts of as many calls', rows[0]?.n ?? 0, CALLS),
  ];
}

type Live = Parameters<Parameters<BenchKernel['kernel']['live']['listen']>[0]>[0];

/** The next live event that is meant. */
function heard({ kernel }: BenchKernel, meant: (event: Live) => boolean): Promise<Live> {
  return new Promise((resolve) => {
    const stop = kernel.live.listen((event) => {
      if (!meant(event)) return;
      stop();
      resolve(event);
    });
  });
}

async function deadExchange(home: BenchKernel): Promise<BenchRow[]> {
  const pbx = await plantAsterisk(home, 'pbx');
  const look = async (wanted: boolean, every: number) => {
    for (;;) {
      const ctx = home.context(systemActor('bench'));
      const states = await exchangesOf(ctx).states(ctx, INTAKE.agency);
      if (states.find(({ name }) => name === 'pbx')?.silent === wanted) return;
      await new Promise((resolve) => setTimeout(resolve, every));
    }
  };
  await look(false, 100);
  pbx.freeze();
  const began = performance.now();
  await look(true, LOOK_EVERY);
  const shown = (performance.now() - began) / 1_000;
  await pbx.close();
  return [atMost('a dead exchange shown as gone, seconds', shown, 10)];
}
