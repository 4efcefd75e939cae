import type { App } from '../../apps/server/app.ts';
import { INTAKE } from '../../src/intake/index.ts';
import { anonymous, createDeskKey, type PersonActor } from '../../src/kernel/index.ts';
import { openTestKernel, type TestKernel } from '../../tools/test/test-kernel.ts';
import { testPerson } from '../../tools/test/test-person.ts';
import { servePages } from './serve-pages.ts';

/** The built portal, so that a test can turn the clock and act as the desk. */
export interface PortalServer extends TestKernel {
  readonly url: string;
  readonly app: App;
  /** A counsellor of the desk that every report reaches first. */
  readonly counsellor: PersonActor;
}

export async function startPortal(): Promise<PortalServer> {
  const home = await openTestKernel();
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.clock.now());
  return {
    ...(await servePages('portal', home, async () => anonymous, true)),
    counsellor: testPerson('111_counsellor', INTAKE.agency, { desk: INTAKE.desk, purpose: 'counselling' }),
  };
}
