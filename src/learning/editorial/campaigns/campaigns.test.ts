import { describe, expect, test } from 'vitest';
import { fileFixture } from '../../../../tools/test/file-fixture.ts';
import { code, must } from '../../../../tools/test/test-result.ts';
import { anonymous } from '../../../kernel/index.ts';
import { aCard, openLearningHome } from '../../learning.testing.ts';
import { approveItem } from '../approve-item.ts';
import { publishedItems } from '../published-items.ts';
import { sendForReview } from '../send-for-review.ts';
import type { CampaignInput } from './campaign.ts';
import { campaignDetail } from './campaign-detail.ts';
import { changeCampaign } from './change-campaign.ts';
import { listCampaigns } from './list-campaigns.ts';
import { placeItem } from './place-item.ts';
import { scheduleCampaign } from './schedule-campaign.ts';
import { startCampaign } from './start-campaign.ts';

const home = fileFixture(() => openLearningHome('2026-12-01T02:00:00Z'));
const writer = () => home.as(home.people.writer);
const input: CampaignInput = {
  titleVi: 'Tuần không bắt nạt (mẫu)',
  bands: ['B9_12'],
  theme: 'CONDUCT.AGG',
  startsOn: '2026-12-07',
  endsOn: '2026-12-13',
};
const start = async (more: Partial<CampaignInput> = {}) =>
  must(await startCampaign(writer(), { ...input, ...more })).id;

describe('a campaign', () => {
  test('publishes its approved items each on its day, and says which are not ready', async () => {
    const campaign = await start();
    const [ready, waits] = [await home.start(aCard({ id: 'the-dot-1' })), await home.start(aCard({ id: 'the-dot-2' }))];
    must(await sendForReview(writer(), { item: ready }));
    const hash = await home.hash(ready);
    must(await approveItem(home.as(home.people.second), { item: ready, hash }));
    must(await approveItem(home.as(home.people.third), { item: ready, hash }));
    must(await placeItem(writer(), { campaign, item: 'the-dot-1', day: '2026-12-08' }));
    must(await placeItem(writer(), { campaign, item: waits, day: '2026-12-09' }));
    const states = async () =>
      must(await campaignDetail(writer(), campaign)).items.map(({ slug, state }) => `${slug} ${state}`);
    expect(await states()).toEqual(['the-dot-1 ready', 'the-dot-2 not-ready']);
    expect(must(await scheduleCampaign(writer(), campaign))).toEqual({ scheduled: 1, notReady: 1, already: 0 });
    expect(await states()).toEqual(['the-dot-1 scheduled', 'the-dot-2 not-ready']);
    expect(must(await scheduleCampaign(writer(), campaign))).toEqual({ scheduled: 0, notReady: 1, already: 1 });
    const shown = async () => must(await publishedItems(home.context(anonymous))).map(({ id }) => id);
    expect(await shown()).not.toContain('the-dot-1');
    const began = home.clock.now();
    home.clock.set(new Date('2026-12-08T17:00:00Z'));
    expect(await shown()).toContain('the-dot-1');
    expect(await states()).toEqual(['the-dot-1 shown', 'the-dot-2 late']);
    expect(must(await listCampaigns(writer())).find(({ id }) => id === campaign)).toMatchObject({ items: 2, out: 1 });
    home.clock.set(began);
  });

  test('has its items within its days, each once', async () => {
    const campaign = await start();
    await home.start(aCard({ id: 'the-dot-3' }));
    const place = (day: string | null, item = 'the-dot-3') => placeItem(writer(), { campaign, item, day });
    expect(code(await place('2026-12-14'))).toBe('learning-campaign.day-outside');
    expect(code(await place('2026-12-08', 'khong-co'))).toBe('learning-item.not-found');
    must(await place('2026-12-08'));
    must(await place('2026-12-12'));
    expect(must(await campaignDetail(writer(), campaign)).items.map(({ day }) => day)).toEqual(['2026-12-12']);
    expect(code(await changeCampaign(writer(), { ...input, campaign, endsOn: '2026-12-10' }))).toBe(
      'learning-campaign.day-outside',
    );
    must(await place(null));
    must(await changeCampaign(writer(), { ...input, campaign, endsOn: '2026-12-10', aim: 'Cho lớp 5.' }));
    expect(must(await campaignDetail(writer(), campaign))).toMatchObject({ endsOn: '2026-12-10', items: [] });
  });

  test('is planned by editors alone, with a title, readers and days that fit', async () => {
    const begin = (more: Partial<CampaignInput>, ctx = writer()) => startCampaign(ctx, { ...input, ...more });
    expect(code(await begin({ titleVi: ' ' }))).toBe('text.empty');
    expect(code(await begin({ bands: ['B99'] }))).toBe('learning-campaign.unusable');
    expect(code(await begin({ theme: 'x' }))).toBe('learning-campaign.unusable');
    expect(code(await begin({ endsOn: '2026-12-01' }))).toBe('learning-campaign.unusable');
    const campaign = await start();
    const other = home.as(home.people.former);
    expect(code(await begin({}, other))).toBe('access.not-permitted');
    expect(code(await listCampaigns(other))).toBe('access.not-permitted');
    expect(code(await campaignDetail(other, campaign))).toBe('learning-campaign.not-found');
    expect(code(await placeItem(other, { campaign, item: 'x', day: null }))).toBe('learning-campaign.not-found');
  });
});
