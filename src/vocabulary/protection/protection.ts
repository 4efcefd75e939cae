/** The statutory process: its steps, the forms, levels of measures, services and outcomes. */
import { z } from 'zod';
import { role } from '../agencies/role.ts';
import { type CodeOf, readList } from '../term.ts';
import lists from './protection.json' with { type: 'json' };

export const decreeForm = readList(lists.decreeForm, { number: z.string() });
export type DecreeForm = CodeOf<typeof decreeForm>;

export const protectionStep = readList(lists.protectionStep, {
  order: z.int(),
  actors: z.array(role.zod).readonly(),
  form: decreeForm.zod.nullable(),
  /** The deadline rule that binds the step, if any. */
  deadline: z.string().nullable(),
});
export type ProtectionStep = CodeOf<typeof protectionStep>;

export const measureLevel = readList(lists.measureLevel);
export type MeasureLevel = CodeOf<typeof measureLevel>;

export const service = readList(lists.service, { primero: z.string().nullable() });
export type Service = CodeOf<typeof service>;

export const outcome = readList(lists.outcome, { primero: z.string().nullable() });
export type Outcome = CodeOf<typeof outcome>;

/** Reasons of closure as Primero names them, for exchange of files with organisations that use it. */
export const primeroClosureReason = readList(lists.primeroClosureReason);
