import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { softphoneLine } from '../../src/channels/telephone/softphone-line.ts';
import { telephoneSecrets, telephoneSettings } from '../../src/channels/telephone/telephone-settings.ts';
import { sipServersMissing } from '../../tools/test/sip-servers.ts';
import { sipTelephone } from '../../tools/test/sip-telephone.ts';
import { turnServer, turnServerMissing } from '../../tools/test/turn-server.ts';
import { exchangeBehindProxy } from './exchange-behind-proxy.ts';
import { chooseBrowser, hears, helper, openShift, startPhoneDesk, status, VOICE } from './phone-desk.ts';
import { useServer } from './use-server.ts';

const PASSWORD = 'mat-khau-may-le-1001';
const HOUR = 3_600_000;

const house = useServer(
  async () => {
    const turn = await turnServer();
    // A firewall that lets no UDP through: what the helpers' browsers can do is a connection to the relay.
    const address = `turn:127.0.0.1:${turn.port}?transport=tcp`;
    const desk = await startPhoneDesk((tell) => exchangeBehindProxy({ '1001': PASSWORD }, tell), {
      address,
      secret: turn.secret,
    });
    const close = async () => {
      await desk.close();
      await turn.stop();
    };
    return { ...desk, turn, address, close };
  },
  180_000,
  VOICE,
  sipServersMissing() ?? turnServerMissing() ?? null,
);
const { missing } = house;

/** As behind a firewall: no way of the voice but the relay. */
const onlyByRelay = (page: Page) =>
  page.addInitScript(() => {
    const Real = RTCPeerConnection;
    class ByRelay extends Real {
      constructor(given?: RTCConfiguration) {
        super({ ...given, iceTransportPolicy: 'relay' });
      }
    }
    Object.assign(globalThis, { RTCPeerConnection: ByRelay });
  });

/** The ways of the voice that a browser gets with those servers, and what it is refused with. */
const waysBy = (page: Page, iceServers: RTCIceServer[]) =>
  page.evaluate(async (servers) => {
    const line = new RTCPeerConnection({ iceServers: servers });
    const [types, refused] = [new Set<string>(), new Set<number>()];
    line.addEventListener('icecandidate', ({ candidate }) => candidate?.type && types.add(candidate.type));
    line.addEventListener('icecandidateerror', ({ errorCode }) => refused.add(errorCode));
    line.addTransceiver('audio');
    await line.setLocalDescription();
    while (line.iceGatheringState !== 'complete')
      await new Promise((changed) => line.addEventListener('icegatheringstatechange', changed, { once: true }));
    line.close();
    return { types: [...types], refused: [...refused] };
  }, iceServers);

/** The kinds of the way that the voice of a page's newest line takes now, on its own side. */
const wayOfVoice = (page: Page) =>
  page.evaluate(async () => {
    const { lines } = globalThis as unknown as { lines: RTCPeerConnection[] };
    const stats = [...((await lines.at(-1)?.getStats()) ?? new Map()).values()];
    const taken = stats.find(
      ({ type, nominated, state }) => type === 'candidate-pair' && nominated && state === 'succeeded',
    );
    const own = stats.find(({ id }) => id === taken?.localCandidateId);
    return { type: own?.candidateType, by: own?.relayProtocol };
  });

if (missing !== null) console.warn(`SKIPPED: a telephone in the browser behind a TURN server (${missing})`);
describe.skipIf(missing !== null)('a telephone in the browser behind coturn', { timeout: 240_000 }, () => {
  test('the voice goes by the relay alone, with a key that the page was given for its shift', async () => {
    const { exchange, address, turn } = house.server;
    const first = await helper(house, '111_agent');
    const { page } = first;
    await onlyByRelay(page);
    await chooseBrowser(first, '1001', PASSWORD);
    const own = async () => (await page.request.get('/api/v1/softphone/own')).json();
    expect(await own()).toBeNull();
    await openShift(first);
    await status(page, 'Điện thoại sẵn sàng, máy lẻ 1001.');
    const { iceServers } = await own();
    expect(iceServers).toEqual([{ urls: address, username: expect.any(String), credential: expect.any(String) }]);
    const child = await sipTelephone(exchange.servers, '0912345678');
    try {
      child.dial('111');
      await page.getByRole('heading', { name: 'Có cuộc trò chuyện cho anh chị' }).waitFor();
      await page.keyboard.press('Alt+a');
      await status(page, 'Có cuộc gọi đang đổ chuông.');
      await page.getByRole('button', { name: 'Nghe máy' }).click();
      await status(page, 'Đang nói chuyện.');
      await hears(page);
      await expect.poll(() => child.heard()).toBeGreaterThan(800);
      expect(await wayOfVoice(page)).toEqual({ type: 'relay', by: 'tcp' });
      child.hangUp();
      await status(page, 'Điện thoại sẵn sàng, máy lẻ 1001.');
    } finally {
      await child.stop();
    }
    expect(turn.log()).toMatch(/user <\d+:[\w-]{12}>/);
    expect(first.complaints).toEqual([]);
    await first.context.close();
  });

  test('a key that has ended, or was made of another secret, opens nothing', async () => {
    const { address, turn, clock } = house.server;
    const { page, context } = await helper(house, '111_agent');
    await page.goto('/truc');
    const line = (secret: string, now: Date) =>
      softphoneLine(
        {
          id: '00000000-0000-7000-8000-00000000e001',
          settings: telephoneSettings.parse({
            exchange: 'webhook',
            number: '111',
            softphoneAddress: 'wss://pbx.example.vn',
            softphoneIce: address,
          }),
          secrets: telephoneSecrets.parse({ secret: 'x', turn: secret }),
        },
        now,
      );
    const ways = (secret: string, now = new Date()) => waysBy(page, [...(line(secret, now)?.iceServers ?? [])]);
    expect((await ways(turn.secret)).types).toContain('relay');
    const ended = await ways(turn.secret, new Date(Date.now() - 15 * HOUR));
    expect(ended.types).not.toContain('relay');
    expect(ended.refused).toContain(401);
    const foreign = await ways('another-secret');
    expect(foreign.types).not.toContain('relay');
    expect(foreign.refused).toContain(401);
    expect(Math.abs(clock.now().getTime() - Date.now())).toBeLessThan(HOUR);
    await context.close();
  });
});
