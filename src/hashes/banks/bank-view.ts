import { z } from '@hono/zod-openapi';
import { listSchema } from '../../kernel/index.ts';
import { bankModes } from './bank-mode.ts';

export const bankSchema = z
  .object({
    id: z.uuid(),
    code: z.string(),
    nameVi: z.string(),
    nameEn: z.string(),
    mode: z.enum(bankModes),
    ownerAgency: z.string(),
    /** Differing bits within which a hash of the bank matches, 0 to 31. */
    pdqThreshold: z.number(),
    vpdqThreshold: z.number(),
    suspendDownvotes: z.number(),
    suspendMatchesHour: z.number(),
    enabled: z.boolean(),
  })
  .openapi('HashBank');
export type Bank = Readonly<z.output<typeof bankSchema>>;

/** What a member of the network may do, and the codes of the lists that it reads. */
export const memberRightSchema = z
  .object({
    agency: z.string(),
    memberNumber: z.number(),
    displayName: z.string(),
    scopes: listSchema(z.string()),
    dailyMatches: z.number(),
    enabled: z.boolean(),
    lists: listSchema(z.string()),
  })
  .openapi('HashMember');
export type MemberRight = Readonly<z.output<typeof memberRightSchema>>;
