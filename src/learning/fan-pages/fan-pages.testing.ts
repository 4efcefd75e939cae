import type { TestKernel } from '../../../tools/test/test-kernel.ts';
import { must } from '../../../tools/test/test-result.ts';
import { plantAccount } from '../../channels/accounts/account.testing.ts';
import { useAccount } from '../../channels/accounts/open-account.ts';
import { type FacebookFake, openFacebookFake } from '../../channels/facebook/facebook.fake.ts';
import type { Reach } from '../../channels/index.ts';
import { accountsToServe, sendByAccount } from '../../channels/outbox/send-messages.ts';
import { openTelegramFake, type TelegramFake } from '../../channels/telegram/telegram.fake.ts';
import { openZaloFake, type ZaloFake } from '../../channels/zalo/zalo.fake.ts';
import { INTAKE } from '../../intake/index.ts';
import { createDeskKey, MINUTE, newId, systemActor } from '../../kernel/index.ts';
import { testFetch, thisMachine } from '../../kernel/outgoing/local-server.testing.ts';
import { aCard, type LearningHome, openLearningHome } from '../learning.testing.ts';
import { type AnnouncementDetail, announcementDetail } from './announcement-detail.ts';
import { approveAnnouncement } from './approve-announcement.ts';
import { commentReceiver } from './comment-receiver.ts';
import { lookAfterPosts } from './look-after-posts.ts';
import { postAnnouncement } from './post-announcement.ts';
import { sendAnnouncement } from './send-announcement.ts';
import { startAnnouncement } from './start-announcement.ts';

/** Accounts of an agency at three networks that stand on this machine and speak the networks' own shapes. All of it is invented. */
export interface PlayedNetworks {
  readonly facebook: FacebookFake;
  readonly zalo: ZaloFake;
  readonly telegram: TelegramFake;
  readonly accounts: Readonly<Record<'FACEBOOK' | 'ZALO' | 'TELEGRAM', string>>;
  /** What every process does with what is due now. */
  serve(): Promise<void>;
  /** Looks after the posts, as the job does. */
  look(): Promise<number>;
  forward(ms: number): void;
  comment(more: {
    readonly subject: string;
    readonly text: string;
    readonly change?: 'added' | 'edited' | 'removed';
    readonly attached?: boolean;
  }): Promise<void>;
  /** Ends the networks. */
  end(): Promise<void>;
}

/** Editors with such accounts. */
export interface FanPagesHome extends LearningHome, PlayedNetworks {
  /** A card is written, approved, published, and told of: the draft. */
  tell(slug: string): Promise<{ readonly item: string; readonly announcement: string }>;
  detail(announcement: string): Promise<AnnouncementDetail>;
  /** Sends to approval and approves twice. */
  approve(announcement: string): Promise<void>;
  /** The same, and posts. */
  post(announcement: string, from?: Date): Promise<void>;
}

const AGENCY = 'MOH-MCD';

export async function playNetworks(
  home: Pick<TestKernel, 'kernel' | 'context' | 'clock' | 'owner'>,
): Promise<PlayedNetworks> {
  // What tells of something that happened is sealed to the 111 desk.
  await createDeskKey(home.owner, home.kernel.vault, INTAKE.desk, home.clock.now());
  const [facebook, zalo, telegram] = await Promise.all([openFacebookFake(), openZaloFake(), openTelegramFake()]);
  const plant = (adapter: 'facebook-page' | 'zalo-oa' | 'telegram', name: string, entered: FacebookFake['entered']) =>
    plantAccount(home, {
      adapter,
      agency: AGENCY,
      name,
      address: `${name} mẫu`,
      settings: entered.settings as Record<string, unknown>,
      secrets: entered.secrets as object,
    });
  const accounts = {
    FACEBOOK: await plant('facebook-page', 'Trang mẫu', facebook.entered),
    ZALO: await plant('zalo-oa', 'OA mẫu', zalo.entered),
    TELEGRAM: await plant('telegram', 'Kênh mẫu', telegram.entered),
  };
  const platform = () => home.context(systemActor('test'));
  const reach = (): Omit<Reach, 'now'> => ({
    fetch: testFetch(),
    outside: testFetch(),
    network: thisMachine,
    deadlineMs: 5_000,
  });
  const forward = (ms: number) => home.clock.set(new Date(home.clock.now().getTime() + ms));
  return {
    facebook,
    zalo,
    telegram,
    accounts,
    forward,
    serve: async () => {
      for (let round = 0; round < 30; round += 1) {
        let taken = 0;
        for (const one of await accountsToServe(platform()))
          taken += await sendByAccount(platform(), one, {
            reach: () => ({ ...reach(), now: home.clock.now() }),
            renew: async () => undefined,
          });
        if (taken === 0) return;
        // The gates of the accounts open.
        forward(2_000);
      }
    },
    look: async () => {
      forward(3 * MINUTE);
      return lookAfterPosts(platform(), reach());
    },
    comment: async ({ subject, text, change = 'added', attached = false }) => {
      const ctx = platform();
      const account = await useAccount(ctx, accounts.FACEBOOK);
      if (!account) throw new Error('no account');
      must(
        await ctx.transaction((tx) =>
          commentReceiver.take(ctx, tx, {
            id: newId<'event'>(),
            account: account.row,
            event: {
              kind: 'public-contribution',
              channel: 'facebook-page',
              id: newId<'event'>(),
              at: home.clock.now(),
              change,
              subject,
              author: 'PSID',
              text,
              attachments: attached ? [{ kind: 'image', url: 'https://cdn.example/1.jpg' }] : [],
              parent: '100200300_1',
              url: null,
            },
            conversation: null,
            receivedAt: home.clock.now(),
          }),
        ),
      );
    },
    end: async () => void (await Promise.all([facebook.close(), zalo.close(), telegram.close()])),
  };
}

export async function openFanPagesHome(now = '2026-12-01T02:00:00Z'): Promise<FanPagesHome> {
  const home = await openLearningHome(now);
  const networks = await playNetworks(home);
  const writer = () => home.as(home.people.writer);
  const approve = async (announcement: string) => {
    must(await sendAnnouncement(writer(), { announcement }));
    const { hash } = must(await announcementDetail(writer(), announcement));
    must(await approveAnnouncement(home.as(home.people.second), { announcement, hash }));
    must(await approveAnnouncement(home.as(home.people.third), { announcement, hash }));
  };
  return {
    ...home,
    ...networks,
    get platform() {
      return home.context(systemActor('test'));
    },
    approve,
    tell: async (slug) => {
      const item = await home.start(aCard({ id: slug }));
      await home.publish(item);
      const { id } = must(await startAnnouncement(writer(), { item }));
      return { item, announcement: id };
    },
    detail: async (announcement) => must(await announcementDetail(writer(), announcement)),
    post: async (announcement, from) => {
      await approve(announcement);
      must(await postAnnouncement(writer(), { announcement, from }));
    },
    close: async () => {
      await networks.end();
      await home.close();
    },
  };
}
