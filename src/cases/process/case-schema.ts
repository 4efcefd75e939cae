import { z } from '@hono/zod-openapi';
import { caseStatus, decreeForm, protectionStep, referralStatus, urgency } from '../../vocabulary/index.ts';
import { sensitivities } from '../access/case-policy.ts';
import { caseActCodes } from './protection-case.ts';

/** The shapes of the cases' API: what goes out is checked against them, and the OpenAPI document is made from them. */
export const list = <T extends z.ZodType>(one: T) => z.array(one).readonly();
export const instant = z.date().openapi({ type: 'string', format: 'date-time' });
const codes = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));
const words = z.object({ vi: z.string(), en: z.string() });
const look = z.enum(['resting', 'due-soon', 'due-now', 'breached', 'ended']);
const act = z.enum(caseActCodes as [(typeof caseActCodes)[number], ...(typeof caseActCodes)[number][]]);
const sealedClass = z.enum(['narrative', 'identity', 'internal']);
export const answer = z.union([z.string(), z.number(), z.boolean(), list(z.string())]);
export const answers = z.record(z.string(), answer);

export const age = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('birth-date'), birthDate: z.iso.date() }),
  z.object({
    kind: z.literal('estimate'),
    minAge: z.number().int().min(0).max(30),
    maxAge: z.number().int().min(0).max(30),
    estimatedOn: z.iso.date(),
    confidence: z.enum(['high', 'medium', 'low']),
  }),
]);

const clock = z.object({ rule: z.string(), dueAt: instant, startedAt: instant, look });

export const caseInListSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    status: caseStatus.zod,
    urgency: urgency.zod,
    sensitivity: z.enum(sensitivities),
    commune: z.string(),
    owner: z.string(),
    ageBand: z.string(),
    openedAt: instant,
    assignedTo: z.string().nullable(),
    version: z.number().int(),
    next: z.object({ act, roles: list(z.string()) }).nullable(),
    clock: clock.nullable(),
    demonstration: z.boolean(),
  })
  .openapi('CaseInList', { description: 'A case as lists show it: codes and clocks, nothing of the child.' });

export const referralInListSchema = z
  .object({
    id: z.uuid(),
    purpose: z.string(),
    status: referralStatus.zod,
    version: z.number().int(),
    from_agency: z.string(),
    to_agency: z.string().nullable(),
    sent_at: instant.nullable(),
    answer_due_at: instant.nullable(),
  })
  .openapi('ReferralInList');

const overviewSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    status: caseStatus.zod,
    version: z.number().int(),
    urgency: z.string(),
    sensitivity: z.string(),
    commune: z.string(),
    province: z.string(),
    owner: z.string(),
    reportedBy: z.string(),
    openedAt: instant,
    closedAt: instant.nullable(),
    outcome: z.string().nullable(),
    cycle: z.number().int(),
    assignedTo: z.string().nullable(),
    incidentCodes: list(z.string()),
    ageBand: z.string(),
    ageDisputed: z.boolean(),
    steps: list(z.object({ step: protectionStep.zod, state: z.enum(['done', 'now', 'ahead', 'not-needed']) })),
    next: z
      .object({ act, agency: z.string().nullable(), agencyName: words.nullable(), roles: list(z.string()) })
      .nullable(),
    clocks: list(
      z.object({
        id: z.uuid(),
        rule: z.string(),
        startedAt: instant,
        dueAt: instant,
        status: z.enum(['running', 'breached', 'met', 'met-late', 'missed', 'cancelled']),
        look,
        escalatedTo: z.string().nullable(),
      }),
    ),
    nextClock: clock.nullable(),
    demonstration: z.boolean(),
  })
  .openapi('CaseOverview', { description: 'Where a case stands, who holds it, its clocks. No word about the child.' });

const fileSchema = z
  .object({
    acts: list(z.object({ act, unmet: z.string().nullable() })),
    events: list(
      z.object({
        code: z.string(),
        at: instant,
        recordedAt: instant,
        actor: z.string().nullable(),
        agency: z.string().nullable(),
        codes,
      }),
    ),
    forms: list(
      z.object({
        id: z.uuid(),
        form: z.string(),
        definition: z.string(),
        cycle: z.number().int(),
        status: z.string(),
        version: z.number().int(),
        totals: z.record(z.string(), z.number()).readonly().nullable(),
        updatedAt: instant,
        updatedBy: z.string(),
        conflicts: z.number().int(),
      }),
    ),
    plan: z
      .object({
        id: z.uuid(),
        status: z.string(),
        version: z.number().int(),
        author: z.string(),
        actions: list(
          z.object({
            id: z.uuid(),
            level: z.string(),
            service: z.string(),
            executor: z.string(),
            startsOn: z.string(),
            endsOn: z.string(),
            status: z.string(),
            what: z.string().optional(),
          }),
        ),
        monitoring: list(z.object({ day: z.string(), doneAt: instant.nullable() })),
      })
      .nullable(),
    log: list(
      z.object({
        id: z.uuid(),
        at: instant,
        by: z.string(),
        progress: z.string(),
        action: z.string().nullable(),
        note: z.string().optional(),
      }),
    ),
    separations: list(
      z.object({
        id: z.uuid(),
        status: z.string(),
        ground: z.string(),
        decidedAt: instant.nullable(),
        inForceAt: instant.nullable(),
        until: instant.nullable(),
        authority: z.string().nullable(),
      }),
    ),
    referrals: list(
      z.object({
        id: z.uuid(),
        purpose: z.string(),
        status: z.string(),
        to: z.string().nullable(),
        reason: z.string().nullable(),
        outcome: z.string().nullable(),
        answerDue: instant.nullable(),
        version: z.number().int(),
      }),
    ),
    decisions: list(z.object({ id: z.uuid(), kind: z.string(), at: instant, by: z.string() })),
    documents: list(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        form: z.uuid().nullable(),
        decision: z.uuid().nullable(),
        signedAt: instant,
        by: z.string(),
        number: z.string().nullable(),
        digest: z.string().nullable(),
      }),
    ),
    tracks: list(z.object({ kind: z.string(), status: z.string(), agency: z.string() })),
    access: list(
      z.object({
        grant: z.uuid(),
        subjectKind: z.string(),
        subject: z.string(),
        classes: list(z.string()),
        purpose: z.string(),
        until: instant,
        origin: z.string(),
      }),
    ),
    readable: list(sealedClass),
    texts: z.record(z.string(), z.string()).readonly(),
    child: z
      .object({
        name: z.string().optional(),
        phones: list(z.string()).optional(),
        birthYear: z.number().int().optional(),
        age: z.union([age, z.object({ kind: z.literal('unknown') })]),
        protectedAsChild: z.boolean(),
      })
      .optional(),
  })
  .openapi('CaseFile', {
    description: 'What the people of the case see beside the overview; texts only where asked for and permitted.',
  });

export const caseViewSchema = z.object({ overview: overviewSchema, file: fileSchema.nullable() }).openapi('CaseView');

const option = z.object({ code: z.string(), vi: z.string(), en: z.string() });
const when = z.object({ field: z.string(), is: list(z.union([z.string(), z.boolean()])) });
export const openedFormSchema = z
  .object({
    id: z.uuid(),
    definition: z.object({
      code: decreeForm.zod,
      version: z.string(),
      vi: z.string(),
      en: z.string(),
      source: z.string(),
      verified: z.boolean(),
      sections: list(
        z.object({
          code: z.string(),
          vi: z.string(),
          en: z.string(),
          fields: list(
            z.object({
              code: z.string(),
              vi: z.string(),
              en: z.string(),
              kind: z.string(),
              fieldClass: z.enum(['triage', 'narrative', 'identity', 'internal']),
              options: list(option).optional(),
              required: z.union([z.literal(true), when]).optional(),
              shownWhen: when.optional(),
              hintVi: z.string().optional(),
              hintEn: z.string().optional(),
            }),
          ),
        }),
      ),
    }),
    status: z.enum(['draft', 'submitted', 'returned']),
    version: z.number().int(),
    cycle: z.number().int(),
    answers: answers.readonly(),
    totals: z.record(z.string(), z.number()).readonly().nullable(),
    masked: list(sealedClass),
    conflicts: list(z.object({ field: z.string(), value: answer.nullable(), by: z.string(), at: instant })),
    startedBy: z.string(),
    submittedAt: instant.nullable(),
    submittedBy: z.string().nullable(),
  })
  .openapi('OpenedForm');

export const referralViewSchema = z
  .object({
    id: z.uuid(),
    purpose: z.string(),
    status: referralStatus.zod,
    version: z.number().int(),
    side: z.enum(['sender', 'receiver']),
    from: z.string(),
    to: z.string().nullable(),
    basis: z.string(),
    reason: z.string().nullable(),
    outcome: z.string().nullable(),
    sentAt: instant.nullable(),
    answerDue: instant.nullable(),
    fields: list(z.string()),
    texts: z.record(z.string(), z.string()).readonly(),
    events: list(z.object({ code: z.string(), at: instant, agency: z.string().nullable() })),
  })
  .openapi('Referral', { description: 'What was sent, and what became of it; nothing of the case behind it.' });
