import { z } from '@hono/zod-openapi';
import { clockStatuses } from '../../clocks/index.ts';
import { bilingual, clockLooks, instant, listSchema } from '../../kernel/index.ts';
import { caseStatus, decreeForm, protectionStep, referralStatus } from '../../vocabulary/index.ts';
import { sealedClasses } from '../access/case-access.ts';
import { childFactsSchema } from '../access/identity-facts.ts';
import { separationActCodes } from '../separation/separation.ts';
import { supplementStatuses } from '../supplements/supplement.ts';
import { nextClockSchema } from './case-in-list.ts';
import { caseActCodes } from './protection-case.ts';
import { stepStates } from './step-map.ts';

/** Codes that an event carries. */
export const codesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).readonly();
const act = z.enum(caseActCodes);
const clockOfCase = z.object({
  id: z.uuid(),
  rule: z.string(),
  startedAt: instant,
  dueAt: instant,
  status: z.enum(clockStatuses),
  look: z.enum([...clockLooks, 'ended']),
  escalatedTo: z.string().nullable(),
});

/** The case as anybody sees it who may know of it: where it stands, who holds it, its clocks. No word about the child. */
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
    incidentCodes: listSchema(z.string()),
    ageBand: z.string(),
    ageDisputed: z.boolean(),
    steps: listSchema(z.object({ step: protectionStep.zod, state: z.enum(stepStates) })),
    /** Whose turn it is: the next act or first the form that it rests on, the agency that holds the function today, and the roles. */
    next: z
      .object({
        act,
        form: decreeForm.zod.optional(),
        agency: z.string().nullable(),
        agencyName: bilingual.nullable(),
        roles: listSchema(z.string()),
      })
      .nullable(),
    /** The clocks, for the owner, those who read the file and the levels above; empty for who reported the case. */
    clocks: listSchema(clockOfCase),
    /** The clock that ends first, which everybody sees who may know of the case, as in lists. */
    nextClock: nextClockSchema.nullable(),
    /** The report it was opened from, for its own desk and for the people of the case; opening it is a question of its own. */
    report: z.uuid().nullable(),
    /** Ids of the cases that it went into or came from. */
    mergedInto: z.uuid().nullable(),
    transferredTo: z.uuid().nullable(),
    transferredFrom: z.uuid().nullable(),
    demonstration: z.boolean(),
  })
  .openapi('CaseOverview', { description: 'Where a case stands, who holds it, its clocks. No word about the child.' });

/** What the people of the case see beside it. Texts are there only where asked for and permitted. */
const fileSchema = z
  .object({
    /** Acts open to this actor now, with the condition that is not met yet. */
    acts: listSchema(z.object({ act, unmet: z.string().nullable() })),
    events: listSchema(
      z.object({
        code: z.string(),
        at: instant,
        recordedAt: instant,
        actor: z.string().nullable(),
        agency: z.string().nullable(),
        codes: codesSchema,
      }),
    ),
    forms: listSchema(
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
    /** The rest of form 01 after an emergency was handed over: owed, or sent and to be taken in. */
    supplements: listSchema(
      z.object({
        id: z.uuid(),
        status: z.enum(supplementStatuses),
        version: z.number().int(),
        /** Code of the agency that handed over. */
        from: z.string(),
        dueAt: instant,
        sentAt: instant.nullable(),
        /** The draft of form 01 into which it was taken. */
        form: z.uuid().nullable(),
      }),
    ),
    plan: z
      .object({
        id: z.uuid(),
        status: z.string(),
        version: z.number().int(),
        author: z.string(),
        actions: listSchema(
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
        monitoring: listSchema(z.object({ day: z.string(), doneAt: instant.nullable() })),
      })
      .nullable(),
    log: listSchema(
      z.object({
        id: z.uuid(),
        at: instant,
        by: z.string(),
        progress: z.string(),
        action: z.string().nullable(),
        note: z.string().optional(),
      }),
    ),
    separations: listSchema(
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
    referrals: listSchema(
      z.object({
        id: z.uuid(),
        purpose: z.string(),
        status: referralStatus.zod,
        to: z.string().nullable(),
        reason: z.string().nullable(),
        outcome: z.string().nullable(),
        answerDue: instant.nullable(),
        version: z.number().int(),
      }),
    ),
    decisions: listSchema(
      z.object({
        id: z.uuid(),
        kind: z.string(),
        at: instant,
        by: z.string(),
        /** The form that it rests on, as the approval of a plan on form 05. */
        form: z.uuid().nullable(),
      }),
    ),
    /** Documents as they were signed, oldest first. */
    documents: listSchema(
      z.object({
        id: z.uuid(),
        /** A form's code, an act of the process, or of the separation. */
        kind: z.string(),
        form: z.uuid().nullable(),
        decision: z.uuid().nullable(),
        signedAt: instant,
        by: z.string(),
        number: z.string().nullable(),
        /** SHA-256 of the archived file, hex; null until it is made. */
        digest: z.string().nullable(),
      }),
    ),
    incident: z.uuid(),
    /** The tracks of the incident that the actor's own agency works on, and those whose kind tells what came of them, as numbers. */
    tracks: listSchema(
      z.object({
        kind: z.string(),
        status: z.string(),
        agency: z.string(),
        /** How many of its things stand in which state. */
        came: z.record(z.string(), z.number().int()).optional(),
      }),
    ),
    access: listSchema(
      z.object({
        grant: z.uuid(),
        subjectKind: z.string(),
        subject: z.string(),
        classes: listSchema(z.string()),
        purpose: z.string(),
        until: instant,
        origin: z.string(),
      }),
    ),
    /** The agencies and people of the platform that are shut out. */
    excluded: listSchema(z.object({ subjectKind: z.string(), subject: z.string(), since: instant })),
    /** How many people are shut out by their name. */
    excludedNames: z.number().int(),
    /** Acts on a separation that lie open to this actor now. */
    separationActs: listSchema(z.enum(separationActCodes)),
    /** What the child has been told, newest first; null where the child has no report to read it in. */
    told: listSchema(z.object({ code: z.string(), at: instant })).nullable(),
    /** Classes that this actor may open now. */
    readable: listSchema(z.enum(sealedClasses)),
    /** Texts of the classes that were asked for: reasons, minutes, by part. */
    texts: z.record(z.string(), z.string()).readonly(),
    child: childFactsSchema.extend({ protectedAsChild: z.boolean() }).optional(),
  })
  .openapi('CaseFile', {
    description: 'What the people of the case see beside the overview; texts only where asked for and permitted.',
  });

export const caseViewSchema = z
  .object({
    overview: overviewSchema,
    /** Absent for those who may know where a case stands but not read it. */
    file: fileSchema.nullable(),
  })
  .openapi('CaseView');

export type ClockOfCase = z.output<typeof clockOfCase>;
export type CaseOverview = z.output<typeof overviewSchema>;
export type CaseFile = z.output<typeof fileSchema>;
export type CaseView = z.output<typeof caseViewSchema>;
