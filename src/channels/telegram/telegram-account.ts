import { z } from 'zod';

export const telegramSettings = z.object({
  server: z
    .url({ protocol: /^https?$/ })
    .max(500)
    .default('https://api.telegram.org'),
  /** Where posts for everybody go: the public name or the number of a channel in which the bot may write, edit and delete. */
  channel: z
    .string()
    .regex(/^(?:@[A-Za-z]\w{3,31}|-100\d{1,20})$/)
    .optional(),
});
export type TelegramSettings = z.infer<typeof telegramSettings>;

export const telegramBotSecrets = z.object({
  /** As @BotFather gives it. */
  botToken: z.string().regex(/^\d{1,20}:[\w-]{10,100}$/),
  /** Ours, shown by Telegram with every call. */
  secretToken: z.string().regex(/^[\w-]{16,256}$/),
});
export type TelegramBotSecrets = z.infer<typeof telegramBotSecrets>;
