import { z } from '@hono/zod-openapi';
import { ok, RECEIPT_WORDS, type Receipt, type Route, route, textInput } from '../../kernel/index.ts';
import { spellReceiptWord } from '../../vocabulary/index.ts';
import { MESSAGE } from '../reports/message.ts';
import { receiptViewSchema } from '../reports/report-view.ts';
import { burnReceipt } from './burn-receipt.ts';
import { changeReceipt } from './change-receipt.ts';
import { WRITTEN_LIMIT } from './receipt.ts';
import { receiptView } from './receipt-view.ts';
import { replyAsReporter } from './reply-as-reporter.ts';

export const receiptSchema = z
  .object({ locator: z.string(), words: z.array(z.string()).length(RECEIPT_WORDS) })
  .openapi('Receipt', {
    description: 'A locator and six words. Whoever has both can read the answers; nobody can find them again.',
  });

/** As people see it: words with their diacritics. */
export const shownReceipt = ({ locator, words }: Receipt) => ({ locator, words: words.map(spellReceiptWord) });

/** Locator and words as they were kept: any case, accents or none, the words as a list or as one text. */
export const receiptProof = {
  locator: z.string().max(100),
  words: z.union([z.array(z.string().max(100)).max(24), z.string().max(WRITTEN_LIMIT)]),
};
const proofRefusals = [
  'receipt.unreadable',
  'receipt.word-unknown',
  'receipt.wrong',
  'receipt.wait',
  'receipt.removal-only',
  'receipt.contact-only',
  'receipt.session-ended',
  'receipt.must-change',
  'receipt.not-for-staff',
  'service.unavailable',
];

export const receiptRoutes: readonly Route[] = [
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/receipts/open',
    summary: 'Opens a receipt: timeline and thread, not what was first told',
    may: 'public',
    body: z.strictObject(receiptProof),
    answer: { status: 200, schema: receiptViewSchema, description: 'What became of the report.' },
    refusals: proofRefusals,
    handle: (ctx, { body }) => receiptView(ctx, body),
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/receipts/messages',
    summary: 'Writes on the thread of a receipt',
    may: 'public',
    body: z.strictObject({
      ...receiptProof,
      text: textInput(MESSAGE),
      messageId: z.uuid().optional(),
    }),
    answer: {
      status: 201,
      schema: z.object({ messageId: z.uuid() }),
      description: 'The message’s id; the same id sent twice is one message.',
    },
    refusals: [...proofRefusals, 'message.empty', 'message.too-long', 'message.unreadable', 'message.id-taken'],
    handle: async (ctx, { body: { text, messageId, ...receipt } }) => {
      const sent = await replyAsReporter(ctx, receipt, { text, ...(messageId === undefined ? {} : { messageId }) });
      // What the words may be about is for the desk and for the portal's next page, and no answer to whoever asks here.
      return sent.ok ? ok({ messageId: sent.value.messageId }) : sent;
    },
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/receipts/change',
    summary: 'Gives six new words; the old ones open nothing any more',
    may: 'public',
    body: z.strictObject(receiptProof),
    answer: { status: 200, schema: z.object({ receipt: receiptSchema }), description: 'The new words, shown once.' },
    refusals: proofRefusals,
    handle: async (ctx, { body }) => {
      const changed = await changeReceipt(ctx, body);
      return changed.ok ? ok({ receipt: shownReceipt(changed.value) }) : changed;
    },
  }),
  route({
    surface: 'portal',
    method: 'post',
    path: '/api/v1/receipts/burn',
    summary: 'Destroys a receipt; the report stays with the desk',
    may: 'public',
    body: z.strictObject(receiptProof),
    answer: { status: 204, schema: z.undefined(), description: 'Destroyed.' },
    refusals: proofRefusals,
    handle: async (ctx, { body }) => {
      const burnt = await burnReceipt(ctx, body);
      return burnt.ok ? ok(undefined) : burnt;
    },
  }),
];
