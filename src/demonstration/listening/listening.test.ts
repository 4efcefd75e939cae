import { beforeAll, expect, test } from 'vitest';
import { fileFixture } from '../../../tools/test/file-fixture.ts';
import { dashboard, listAlerts, listRules, listSources, openTask, retentionStatus } from '../../listening/index.ts';
import { openListeningHome } from '../../listening/listening.testing.ts';
import { readCast } from '../cast.ts';
import { enterPeople } from '../enter-people.ts';
import { must } from '../must.ts';
import { playListening } from './play-listening.ts';

const home = fileFixture(() => openListeningHome('2026-11-26T06:00:00Z'));
beforeAll(async () => {
  must(await enterPeople(home.system()));
});
const play = async () => must(await playListening(home.system(), must(await readCast(home.system()))));

test('a week is played: a rising topic, a campaign as one alert, prevention without any, decisions, reports, a purge', async () => {
  const posts = await play();
  expect(posts).toBeGreaterThan(1_500);
  expect(await play()).toBe(0);
  const supervisor = home.as(home.people.supervisor);
  const view = must(await dashboard(supervisor));
  expect(view.posts).toBeGreaterThan(1_400);
  expect(view.rising.map(({ key }) => key)).toEqual(expect.arrayContaining(['le hoi', 'scam.child_targeted']));
  // Where it rises is told by province; fewer than ten posts are not told anywhere.
  expect(view.byProvince.find(({ province }) => province === '48')).toMatchObject({
    n: expect.any(Number),
    rising: [{ label: 'scam.child_targeted', z: expect.any(Number) }],
  });
  expect(view.byProvince.find(({ province }) => province === '40')?.rising).toEqual([]);
  const [inProvince, elsewhere] = [
    must(await listAlerts(supervisor, { province: '48' })),
    must(await listAlerts(supervisor, { province: '96' })),
  ];
  expect(inProvince.rows.map(({ label }) => label)).toEqual(['scam.child_targeted']);
  expect(elsewhere.rows).toEqual([]);
  expect(view.campaigns.some(({ label, posts: size }) => label === 'scam.child_targeted' && size >= 60)).toBe(true);
  expect(view.byLabel.some(({ prevalence }) => prevalence !== null)).toBe(true);
  const alerts = must(await listAlerts(supervisor));
  expect(alerts.rows.every(({ demonstration }) => demonstration)).toBe(true);
  expect(alerts.rows.filter(({ label }) => label === 'scam.child_targeted').length).toBeLessThanOrEqual(3);
  expect(new Set(alerts.rows.map(({ state }) => state))).toEqual(new Set(['RAISED', 'CONFIRMED', 'DISMISSED']));
  expect(
    await home.count("select count(*) from intake.report where channel = 'LISTENING' and is_demonstration"),
  ).toBeGreaterThanOrEqual(3);
  // Prevention was seen and raised nothing.
  expect(
    await home.count(
      "select count(*) from listening.signal join listening.alert on alert.observation_id = signal.observation_id where signal.label = 'is_report_or_awareness'",
    ),
  ).toBe(0);
  expect(
    await home.count("select count(*) from listening.signal where label = 'is_report_or_awareness'"),
  ).toBeGreaterThan(0);
  expect(new Set(must(await listSources(supervisor)).map(({ state }) => state))).toEqual(
    new Set(['RUNNING', 'PAUSED', 'DRIFTED']),
  );
  expect(must(await listRules(supervisor)).some(({ versions }) => versions[0]?.trial !== null)).toBe(true);
  expect(must(await openTask(supervisor)).kappa).not.toBeNull();
  const { reports } = must(await retentionStatus(supervisor));
  expect(reports.some(({ purged }) => purged > 0)).toBe(true);
  expect(reports.every(({ left }) => left === 0)).toBe(true);
}, 120_000);
