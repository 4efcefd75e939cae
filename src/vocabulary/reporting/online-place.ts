import { ours } from '../source.ts';
import { type CodeOf, listOf } from '../term.ts';

/** Where online it happened. Names of services are data: add or close a row, never rename a code. */
export const onlinePlace = listOf<{
  readonly kind: 'social' | 'chat' | 'video' | 'game' | 'web' | 'phone' | 'other';
}>()({
  name: 'online_place',
  title: { vi: 'Nơi xảy ra trên mạng', en: 'Place online' },
  source: ours,
  verified: false,
  terms: {
    FACEBOOK: { vi: 'Facebook', en: 'Facebook', kind: 'social' },
    MESSENGER: { vi: 'Messenger', en: 'Messenger', kind: 'chat' },
    ZALO: { vi: 'Zalo', en: 'Zalo', kind: 'chat' },
    TIKTOK: { vi: 'TikTok', en: 'TikTok', kind: 'video' },
    YOUTUBE: { vi: 'YouTube', en: 'YouTube', kind: 'video' },
    INSTAGRAM: { vi: 'Instagram', en: 'Instagram', kind: 'social' },
    TELEGRAM: { vi: 'Telegram', en: 'Telegram', kind: 'chat' },
    DISCORD: { vi: 'Discord', en: 'Discord', kind: 'chat' },
    ROBLOX: { vi: 'Roblox', en: 'Roblox', kind: 'game' },
    FREE_FIRE: { vi: 'Free Fire', en: 'Free Fire', kind: 'game' },
    LIEN_QUAN: { vi: 'Liên Quân Mobile', en: 'Liên Quân Mobile (Arena of Valor)', kind: 'game' },
    GAME_OTHER: { vi: 'Trò chơi khác', en: 'Another game', kind: 'game' },
    WEBSITE: { vi: 'Trang web', en: 'A website', kind: 'web' },
    PHONE_SMS: { vi: 'Điện thoại, tin nhắn SMS', en: 'Phone or text message', kind: 'phone' },
    OTHER: { vi: 'Nơi khác', en: 'Somewhere else', kind: 'other' },
    UNKNOWN: { vi: 'Không nhớ, không chắc', en: 'Not sure', kind: 'other' },
  },
});
export type OnlinePlace = CodeOf<typeof onlinePlace>;
