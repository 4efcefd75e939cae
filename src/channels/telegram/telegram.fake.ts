import { localServer, sendJson } from '../../kernel/outgoing/local-server.testing.ts';
import type { Behaviour, ProviderFake } from '../adapter.contract.ts';
import { bytesOf, formOf } from '../fake-body.testing.ts';

export const FAKE_BOT_TOKEN = '123456:FAKE-bot_token-of-a-test';
export const FAKE_SECRET_TOKEN = 'a-secret_token-of-a-test';

export const FAKE_CHANNEL = '@la_chan_test';
/** As Telegram numbers the channel of that name. */
const CHANNEL_NUMBER = -1_001_234_567_890;

export interface ChannelPost {
  readonly id: number;
  words: string;
  readonly photo: Buffer | null;
}

export interface TelegramFake extends ProviderFake {
  /** What stands in the channel. */
  readonly posts: ChannelPost[];
  /** What was registered as webhook. */
  readonly webhook: () => unknown;
  /** Files by their identifier. */
  readonly files: Map<string, Buffer>;
  readonly paths: readonly string[];
}

/** Bot API on this machine: getMe, setWebhook, sendMessage, getFile and files; in a channel also photos, editing and deleting. */
export async function openTelegramFake(): Promise<TelegramFake> {
  const taken: { to: string; text: string }[] = [];
  const paths: string[] = [];
  const files = new Map<string, Buffer>();
  const posts: ChannelPost[] = [];
  let numbered = 0;
  let how: Behaviour = 'takes';
  let webhook: unknown;
  const server = await localServer(async (request, response) => {
    const bytes = await bytesOf(request);
    const form = await formOf(request, bytes);
    const path = request.url ?? '';
    paths.push(path);
    const fail = (code: number, description: string, more: object = {}) =>
      sendJson(response, { ok: false, error_code: code, description, ...more }, code);
    const [, start, method = ''] = /^\/((?:file\/)?bot[^/]+)\/(.+)$/.exec(path) ?? [];
    if (start === `file/bot${FAKE_BOT_TOKEN}`) {
      const file = files.get(method.replace(/^photos\//, ''));
      return file ? void response.end(file) : fail(404, 'Not Found');
    }
    if (start !== `bot${FAKE_BOT_TOKEN}` || how === 'token-over') return fail(401, 'Unauthorized');
    const input = form?.fields ?? JSON.parse(bytes.toString('utf8') || '{}');
    const answer = (result: unknown) => sendJson(response, { ok: true, result });
    if (method === 'getMe') return answer({ id: 123456, is_bot: true, first_name: '111', username: 'tongdai111_bot' });
    if (method === 'setWebhook') {
      webhook = input;
      return answer(true);
    }
    if (method === 'getFile') {
      const file = files.get(input.file_id);
      if (!file) return fail(400, 'Bad Request: invalid file_id');
      return answer({ file_id: input.file_id, file_size: file.length, file_path: `photos/${input.file_id}` });
    }
    const inChannel = input.chat_id === FAKE_CHANNEL || Number(input.chat_id) === CHANNEL_NUMBER;
    if (inChannel && method === 'sendPhoto' && form?.file?.field !== 'photo')
      return fail(400, 'Bad Request: there is no photo in the request');
    if (inChannel && (method === 'sendPhoto' || method === 'sendMessage')) {
      if (how === 'throttles') return fail(429, 'Too Many Requests: retry after 7', { parameters: { retry_after: 7 } });
      numbered += 1;
      posts.push({ id: numbered, words: input.caption ?? input.text, photo: form?.file?.bytes ?? null });
      if (how === 'breaks-off') return void request.socket.destroy();
      return answer({ message_id: numbered, date: 1_764_000_000, chat: { id: CHANNEL_NUMBER, type: 'channel' } });
    }
    const at = posts.findIndex(({ id }) => id === input.message_id);
    const post = posts[at];
    if (method === 'deleteMessage') {
      if (post === undefined) return fail(400, 'Bad Request: message to delete not found');
      posts.splice(at, 1);
      return answer(true);
    }
    if (method === 'editMessageText' || method === 'editMessageCaption') {
      if (post === undefined) return fail(400, 'Bad Request: message to edit not found');
      if ((method === 'editMessageCaption') !== (post.photo !== null))
        return fail(400, 'Bad Request: there is no text in the message to edit');
      const words = input.caption ?? input.text;
      if (words === post.words)
        return fail(
          400,
          'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
        );
      post.words = words;
      return answer({ message_id: post.id, date: 1_764_000_000, chat: { id: CHANNEL_NUMBER, type: 'channel' } });
    }
    if (method !== 'sendMessage') return fail(404, 'Not Found: method not found');
    if (how === 'throttles') return fail(429, 'Too Many Requests: retry after 7', { parameters: { retry_after: 7 } });
    if (how === 'refuses') return fail(403, 'Forbidden: bot was blocked by the user');
    taken.push({ to: String(input.chat_id), text: input.text });
    if (how === 'hangs') return;
    if (how === 'breaks-off') return void request.socket.destroy();
    if (how === 'fails-after') return fail(500, 'Internal Server Error');
    if (how === 'nonsense') return void response.end('<html>502</html>');
    return answer({ message_id: taken.length, date: 1_764_000_000, chat: { id: Number(input.chat_id) } });
  });
  return {
    entered: {
      settings: { server: server.url, channel: FAKE_CHANNEL },
      secrets: { botToken: FAKE_BOT_TOKEN, secretToken: FAKE_SECRET_TOKEN },
    },
    taken,
    posts,
    files,
    paths,
    webhook: () => webhook,
    async behave(next) {
      how = next;
      if (next === 'away') await server.close();
    },
    close: () => server.close(),
  };
}
