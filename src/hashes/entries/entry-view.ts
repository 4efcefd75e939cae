import { z } from '@hono/zod-openapi';
import { instant, listSchema } from '../../kernel/index.ts';
import { classSchemes, entryStatuses, verdicts } from './entry.ts';
import { signalTypes } from './signal.ts';

export const statusSchema = z.enum(entryStatuses);
const mediaKind = z.enum(['image', 'video']);

/** A label of one scheme and version. */
export const entryClassSchema = z.object({ scheme: z.enum(classSchemes), version: z.string(), label: z.string() });
const classRowSchema = entryClassSchema.extend({ by: z.string(), at: instant });

/** A hash in the form in which the register holds it. */
const entrySignalSchema = z.object({
  type: z.enum(signalTypes),
  value: z.string(),
  variant: z.string(),
  quality: z.number().nullable(),
  frameMs: z.number().nullable(),
});
const provenanceSchema = z.object({
  source: z.string(),
  kind: z.string(),
  licence: z.string(),
  mayRedistribute: z.boolean(),
  externalId: z.string(),
  receivedAt: instant,
});
const verdictSchema = z.object({
  verdict: z.enum(verdicts),
  nationalClass: z.string(),
  stage: z.enum(['blind', 'arbitration']),
  givenAt: instant,
});
const opinionSchema = z.object({
  signalType: z.string(),
  agency: z.string(),
  opinion: z.enum(['up', 'down']),
  reason: z.string().nullable(),
  at: instant,
});
const disputeSchema = z.object({
  agency: z.string(),
  reason: z.string(),
  raisedAt: instant,
  dueAt: instant,
  resolvedAt: instant.nullable(),
  outcome: z.string().nullable(),
});
const suspensionSchema = z.object({
  cause: z.enum(['downvotes', 'flood']),
  measured: z.number(),
  baseline: z.number(),
  suspendedAt: instant,
  dueAt: instant,
  answeredAt: instant.nullable(),
  outcome: z.string().nullable(),
});

/** Everything the register holds about one entry, without who proposed or judged it. */
export const entryDetailSchema = z
  .object({
    entry: z.object({
      id: z.uuid(),
      bank: z.string(),
      ownerAgency: z.string(),
      mediaKind,
      status: statusSchema,
      legalBasis: z.string(),
      reference: z.string().nullable(),
      proposedAt: instant,
      updatedAt: instant,
    }),
    signals: listSchema(entrySignalSchema),
    classes: listSchema(classRowSchema),
    provenance: listSchema(provenanceSchema),
    /** The actor's own; all of them once the entry is decided. */
    verdicts: listSchema(verdictSchema),
    opinions: listSchema(opinionSchema),
    disputes: listSchema(disputeSchema),
    suspensions: listSchema(suspensionSchema),
  })
  .openapi('HashEntry');

/** What waits on the register, with what the actor can do with it now. */
export const queueItemSchema = z.object({
  id: z.uuid(),
  bank: z.string(),
  mediaKind,
  status: statusSchema,
  ownerAgency: z.string(),
  legalBasis: z.string(),
  proposedAt: instant,
  verdicts: z.number(),
  mine: z.boolean(),
  cause: z.enum(['downvotes', 'flood', 'dispute']).nullable(),
  dueAt: instant.nullable(),
  /** Since when an answer is owed. */
  askedAt: instant.nullable(),
  turn: z.enum(['verify', 'arbitrate', 'resolve', 'answer', 'wait']),
});

export type EntryClass = Readonly<z.output<typeof entryClassSchema>>;
export type ClassRow = Readonly<z.output<typeof classRowSchema>>;
export type EntrySignal = Readonly<z.output<typeof entrySignalSchema>>;
export type ProvenanceRow = Readonly<z.output<typeof provenanceSchema>>;
export type VerdictRow = Readonly<z.output<typeof verdictSchema>> & { readonly analyst: string };
export type OpinionRow = Readonly<z.output<typeof opinionSchema>>;
export type DisputeRow = Readonly<z.output<typeof disputeSchema>> & { readonly raisedBy: string };
export type SuspensionRow = Readonly<z.output<typeof suspensionSchema>>;
/** What the desk's own page gets beside: who proposed, judged and contested. */
export type EntryDetail = Omit<EntryView, 'entry' | 'verdicts' | 'disputes'> & {
  readonly entry: EntryView['entry'] & { readonly bankId: string; readonly proposedBy: string };
  readonly verdicts: readonly VerdictRow[];
  readonly disputes: readonly DisputeRow[];
};
export type EntryView = Readonly<z.output<typeof entryDetailSchema>>;
export type QueueItem = Readonly<z.output<typeof queueItemSchema>>;

/** An entry for the API: without who proposed it, who judged it and who contested it, whom the desk's own page may name. */
export function entryView({
  entry: { bankId: _bank, proposedBy: _proposer, ...entry },
  ...detail
}: EntryDetail): EntryView {
  return {
    ...detail,
    entry,
    verdicts: detail.verdicts.map(({ analyst: _analyst, ...verdict }) => verdict),
    disputes: detail.disputes.map(({ raisedBy: _raiser, ...dispute }) => dispute),
  };
}
