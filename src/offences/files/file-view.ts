import { z } from '@hono/zod-openapi';
import { instant } from '../../kernel/index.ts';
import type { FileInRegister } from './file-store.ts';
import { stages } from './offence-file.ts';

export const fileInListSchema = z
  .object({
    id: z.uuid(),
    reference: z.string(),
    stage: z.enum(stages),
    stageSince: instant,
    leadAgency: z.string(),
    province: z.string().nullable(),
    urgent: z.boolean(),
    /** The clock of it that ends first. */
    clock: z.object({ rule: z.string(), startedAt: instant, dueAt: instant }).nullable(),
    overdue: z.boolean(),
    openedAt: instant,
    changedAt: instant,
    demonstration: z.boolean(),
    /** The reader sees what is in it, and not only that it is there. */
    opens: z.boolean(),
  })
  .openapi('OffenceFileInList', { description: 'That an offence file is there, at which unit and how far.' });
export type FileInList = z.output<typeof fileInListSchema>;

type Due = Pick<FileInRegister, 'next_due_from' | 'next_due_at' | 'next_due_rule'>;

export const clockOf = ({ next_due_from: startedAt, next_due_at: dueAt, next_due_rule: rule }: Due) =>
  startedAt === null || dueAt === null || rule === null ? null : { rule, startedAt, dueAt };

export function fileInList(row: FileInRegister): FileInList {
  return {
    id: row.id,
    reference: row.reference,
    stage: row.stage,
    stageSince: row.stage_since,
    leadAgency: row.lead_agency,
    province: row.province,
    urgent: row.urgent,
    clock: clockOf(row),
    overdue: row.overdue,
    openedAt: row.opened_at,
    changedAt: row.changed_at,
    demonstration: row.is_demonstration,
    opens: row.opens,
  };
}
