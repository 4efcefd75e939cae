import { z } from '@hono/zod-openapi';
import { bilingual, instant, listSchema } from '../kernel/index.ts';
import { ballotWays, consultationKinds, strata } from './ballots/ballot.ts';
import { ideaStates, statementOrigins, wayMarks } from './ideas/idea.ts';
import { ideaRefusal } from './voice-lists.ts';

/** What goes out of `voice` over the API; the views are inferred from it. */

const stratum = z.enum(strata);
const number = z.number().int();
const shown = number.nullable();

const line = {
  code: z.string(),
  kind: z.enum(consultationKinds),
  state: z.enum(['OPEN', 'CLOSED', 'RESPONDED']),
  title: bilingual,
  bands: listSchema(z.string()),
  closesAt: instant,
  answerBy: z.string(),
  overdue: number,
  invented: z.boolean(),
};
export const consultationLineSchema = z.object(line);

const themeSchema = z.object({
  title: bilingual,
  overdue: z.enum(['ANSWER', 'FOLLOW_UP']).nullable(),
  answer: z
    .object({
      outcome: z.string(),
      heard: z.string(),
      decided: z.string(),
      whyNot: z.string().nullable(),
      answeredBy: z.string(),
      childWords: z.string(),
      answeredAt: instant,
      followUpOn: z.string(),
      followedUp: z.string().nullable(),
      followedUpAt: instant.nullable(),
    })
    .nullable(),
});

export const consultationSchema = z.object({
  ...line,
  movedFrom: instant.nullable(),
  question: bilingual,
  space: bilingual,
  means: listSchema(stratum),
  decisionMaker: bilingual,
  most: number.nullable(),
  budget: number.nullable(),
  options: listSchema(z.object({ number, text: bilingual, cost: number.nullable() })),
  statements: listSchema(z.object({ number, origin: z.enum(statementOrigins), text: bilingual })),
  themes: listSchema(themeSchema),
  issuer: z.string().nullable(),
});

export const boxSchema = z.object({
  code: z.string(),
  kind: z.enum(consultationKinds),
  numbers: listSchema(number),
  opensAt: instant,
  closesAt: instant,
  closedAt: instant.nullable(),
  issuer: z.string(),
  strata: listSchema(
    z.object({
      stratum,
      issued: z.partialRecord(z.enum(ballotWays), shown),
      used: shown,
      refused: z.object({ LATE: shown, USED: shown, FALSE: shown }),
      receipts: listSchema(z.string()).nullable(),
      ballots: listSchema(z.string()).nullable(),
      hash: z.string().nullable(),
    }),
  ),
  hash: z.string().nullable(),
});

const groupOpinion = z.object({ number, agree: z.number(), disagree: z.number(), answered: number });
const tally = z.union([
  z.object({
    stratum,
    ballots: number,
    empty: number,
    straight: number,
    counted: listSchema(z.object({ number, yes: number, no: number, pass: number })),
  }),
  z.object({ stratum, ballots: z.null() }),
]);

export const resultsSchema = z.object({
  kind: z.enum(consultationKinds),
  strata: listSchema(
    z.object({
      stratum,
      tally,
      groups: z
        .object({
          people: number,
          unites: listSchema(z.object({ number, agree: z.boolean(), least: z.number() })),
          groups: listSchema(
            z.object({ people: number, apart: listSchema(groupOpinion), split: listSchema(groupOpinion) }),
          ),
        })
        .nullable(),
      shares: z
        .object({
          chosen: listSchema(z.object({ number, by: z.enum(['SHARES', 'VOTES']) })),
          cost: number,
          endowment: number,
          raised: number,
          increment: number,
        })
        .nullable(),
    }),
  ),
});

const receipt = z.object({ locator: z.string(), words: listSchema(z.string()) });
export const ideaTakenSchema = z.union([
  z.object({ taken: z.literal('WAITS'), receipt }),
  z.object({ taken: z.literal('TOLD'), receipt }),
]);

export const ideaWaySchema = z.object({
  consultation: z.object({ code: z.string(), titleVi: z.string(), titleEn: z.string().nullable() }),
  state: z.enum(ideaStates),
  steps: listSchema(
    z.object({
      mark: z.enum(wayMarks),
      state: z.enum(['DONE', 'WAITS', 'LATE', 'NOT_FOR_IT']),
      at: instant.nullable(),
    }),
  ),
  reason: ideaRefusal.zod.nullable(),
  statement: z.object({ number, text: z.string() }).nullable(),
  withdrawn: z.boolean(),
  theme: z.object({ titleVi: z.string(), titleEn: z.string() }).nullable(),
  votes: listSchema(z.object({ stratum, agree: shown, disagree: shown })),
  answer: z
    .object({
      outcome: z.string(),
      childWords: z.string(),
      decided: z.string(),
      whyNot: z.string().nullable(),
      answeredBy: z.string(),
      followUpOn: z.string(),
      followedUp: z.string().nullable(),
    })
    .nullable(),
});
