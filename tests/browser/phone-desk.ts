import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { plantAccount } from '../../src/channels/accounts/account.testing.ts';
import { workAllLanes } from '../../src/channels/inbound/inbound.testing.ts';
import { receiveCall } from '../../src/channels/inbound/receive-call.ts';
import { signedHeaders } from '../../src/channels/standard-webhook.ts';
import { telephoneSettings } from '../../src/channels/telephone/telephone-settings.ts';
import { offerContacts } from '../../src/counselling/contacts/offer-contacts.ts';
import { INTAKE } from '../../src/intake/index.ts';
import { anonymous, createDeskKey, newId } from '../../src/kernel/index.ts';
import { must } from '../../tools/test/test-result.ts';
import { type DeskServer, deskOf, startDesk } from './desk-server.ts';
import { beginShift, type Desk, ready } from './desk-visit.ts';
import type { BrowserTest } from './use-server.ts';

const SECRET = `whsec_${Buffer.from('thirty-two bytes of a test key..').toString('base64')}`;

/** A microphone that hums and is allowed, and addresses of this machine in the open: a test has no network. */
export const VOICE = [
  '--use-fake-device-for-media-stream',
  '--use-fake-ui-for-media-stream',
  '--disable-features=WebRtcHideLocalIpsWithMdns',
  '--allow-loopback-in-peer-connection',
];

/** Tells the house a step of a call, signed. */
export type Tell = (type: string, call: string, more?: Readonly<Record<string, unknown>>) => Promise<void>;

/** What the desk has to know of an exchange. */
export interface Reached {
  /** Where its commands go; empty: it rings the desk by itself. */
  readonly commands: string;
  readonly address: string;
  readonly domain: string;
  close(): Promise<void>;
}

/** A TURN server, whose keys end by the time of this machine. */
export interface Relay {
  readonly address: string;
  readonly secret: string;
}

/**
 * The desk with an exchange that browsers reach, which tells its steps as one of another make does, one after the other.
 * @param relay the clock of the house is then that of this machine
 */
export async function startPhoneDesk<Exchange extends Reached>(
  start: (tell: Tell) => Promise<Exchange>,
  relay?: Relay,
): Promise<DeskServer & { readonly exchange: Exchange }> {
  const desk = await startDesk({ CHANNEL_NETWORKS: '127.0.0.0/8' });
  const { kernel, owner, clock, context } = desk;
  if (relay) clock.set(new Date());
  await createDeskKey(owner, kernel.vault, INTAKE.desk, clock.now());
  let account = '';
  let told: Promise<void> = Promise.resolve();
  const hear: Tell = async (type, call, more) => {
    clock.advance(1_000);
    const text = JSON.stringify({ type: `call.${type}`, call, at: clock.now().toISOString(), ...more });
    const headers = new Headers(signedHeaders(SECRET, newId<'message'>(), text, clock.now()));
    must(await receiveCall(context(anonymous), { account, request: { body: Buffer.from(text), headers } }));
    await workAllLanes(desk);
    // As the ticker does when it hears of it.
    await offerContacts(context(anonymous));
  };
  const exchange = await start((...step) => {
    told = told.then(() => hear(...step));
    return told;
  });
  const settings = telephoneSettings.parse({
    exchange: 'webhook',
    number: '111',
    address: exchange.commands,
    softphoneAddress: exchange.address,
    softphoneDomain: exchange.domain,
    softphoneIce: relay?.address,
  });
  account = await plantAccount(desk, {
    adapter: 'telephone',
    agency: INTAKE.agency,
    name: 'Tổng đài thử',
    address: '111',
    settings,
    secrets: { secret: SECRET, turn: relay?.secret ?? '' },
  });
  return {
    ...desk,
    exchange,
    close: async () => {
      await exchange.close();
      await told;
      await desk.close();
    },
  };
}

export const status = (page: Page, said: string) =>
  page.getByRole('region', { name: 'Điện thoại trong trình duyệt' }).getByText(said).waitFor();

/** How much of a voice has come in by a page's newest line. */
const heardBy = (page: Page) => (): Promise<number> =>
  page.evaluate(async () => {
    const { lines } = globalThis as unknown as { lines: RTCPeerConnection[] };
    const stats = (await lines.at(-1)?.getStats()) ?? new Map();
    const voice = [...stats.values()].find(({ type }) => type === 'inbound-rtp');
    return (voice?.packetsReceived as number | undefined) ?? 0;
  });
export async function hears(page: Page): Promise<void> {
  const heard = heardBy(page);
  const before = await heard();
  await expect.poll(heard).toBeGreaterThan(before + 10);
}

/** Keeps the lines that a page opens. */
export const watchLines = (page: Page) =>
  page.addInitScript(() => {
    const lines: RTCPeerConnection[] = [];
    const Real = RTCPeerConnection;
    class Watched extends Real {
      constructor(...given: ConstructorParameters<typeof Real>) {
        super(...given);
        lines.push(this);
      }
    }
    Object.assign(globalThis, { lines, RTCPeerConnection: Watched });
  });

/** Somebody of the desk at a browser of their own, which takes the exchange's certificate. */
export async function helper(house: BrowserTest<DeskServer>, role: string): Promise<Desk> {
  const person = await house.server.person(INTAKE.agency, [{ role, desk: INTAKE.desk }]);
  const desk = await deskOf(house, person, { ignoreHTTPSErrors: true });
  await watchLines(desk.page);
  return desk;
}

export async function chooseBrowser({ page }: Desk, extension: string, password: string): Promise<void> {
  await page.goto('/truc/goi-lai');
  await ready(page);
  await page.getByLabel('Máy lẻ cho trình duyệt').fill(extension);
  await page.getByLabel('Mật khẩu máy lẻ').fill(password);
  await page.getByRole('button', { name: 'Dùng trình duyệt này' }).click();
  await page.getByText('Trình duyệt này đang là điện thoại của anh chị.').waitFor();
  await ready(page);
}

export async function openShift({ page }: Desk): Promise<void> {
  await page.goto('/truc');
  await beginShift(page);
}
