import { z } from '@hono/zod-openapi';
import { byId, listSchema, noContent, ok, onRecordRefusals, type Route, route, textInput } from '../../kernel/index.ts';
import { answersForContact } from './answers-for-contact.ts';
import {
  ANSWER_SOURCE,
  ANSWER_TEXT,
  ANSWER_TITLE,
  listCannedAnswers,
  retireCannedAnswer,
  writeCannedAnswer,
} from './canned-answers.ts';

const answer = z.object({
  code: z.string(),
  version: z.number().int(),
  titleVi: z.string(),
  titleEn: z.string(),
  vi: z.string(),
  en: z.string(),
  source: z.string(),
  verified: z.boolean(),
  setAt: z.string(),
});
const byCode = z.object({ code: z.string().max(30) });

/** Sentences that the desk keeps ready. */
export const answerRoutes: readonly Route[] = [
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/canned-answers',
    summary: 'The sentences that the desk keeps ready, with their blanks',
    may: { action: 'canned-answer.use' },
    answer: { status: 200, schema: z.object({ answers: listSchema(answer) }), description: 'By code.' },
    refusals: [],
    handle: async (ctx) => {
      const listed = await listCannedAnswers(ctx);
      return listed.ok ? ok({ answers: listed.value }) : listed;
    },
  }),
  route({
    surface: 'desk',
    method: 'put',
    path: '/api/v1/canned-answers/{code}',
    summary: 'Writes a sentence, or another version of it',
    may: { action: 'canned-answer.write' },
    params: byCode,
    body: z.strictObject({
      titleVi: textInput(ANSWER_TITLE),
      titleEn: textInput(ANSWER_TITLE),
      vi: textInput(ANSWER_TEXT),
      en: textInput(ANSWER_TEXT),
      source: textInput(ANSWER_SOURCE),
    }),
    answer: { status: 200, schema: z.object({ version: z.number().int() }), description: 'Its version.' },
    refusals: [
      'canned-answer.code-unusable',
      'canned-answer.blank-unknown',
      'canned-answer.held-back',
      'line.empty',
      'line.too-long',
      'line.unreadable',
    ],
    handle: (ctx, { params, body }) => writeCannedAnswer(ctx, { ...params, ...body }),
  }),
  route({
    surface: 'desk',
    method: 'delete',
    path: '/api/v1/canned-answers/{code}',
    summary: 'Takes a sentence out of use',
    may: { action: 'canned-answer.write' },
    params: byCode,
    answer: noContent,
    refusals: ['canned-answer.not-there'],
    handle: (ctx, { params }) => retireCannedAnswer(ctx, params),
  }),
  route({
    surface: 'desk',
    method: 'get',
    path: '/api/v1/contacts/{id}/canned-answers',
    summary: 'The sentences as they would be sent in a contact, in the language of the child',
    may: { action: 'contact.reply' },
    params: byId,
    answer: {
      status: 200,
      schema: z.object({ answers: listSchema(z.object({ code: z.string(), title: z.string(), text: z.string() })) }),
      description: 'Every blank is filled.',
    },
    refusals: onRecordRefusals,
    handle: async (ctx, { params }) => {
      const ready = await answersForContact(ctx, { contact: params.id });
      return ready.ok ? ok({ answers: ready.value }) : ready;
    },
  }),
];
