import { z } from 'zod';

/**
 * What XARF 4.2 asks of a report, as far as orders send one: written by the specification (xarf.org, `content/csam` and `content/csem`),
 * and closed, so that a field which is not meant to leave is refused.
 */
const contact = z.strictObject({
  org: z.string().min(1).max(200),
  contact: z.email(),
  domain: z.string().regex(/^[a-z0-9.-]+$/),
});
const common = {
  xarf_version: z.string().regex(/^4\.\d+\.\d+$/),
  report_id: z.uuidv4(),
  timestamp: z.iso.datetime(),
  reporter: contact,
  sender: contact,
  source_identifier: z.string().min(1),
  category: z.literal('content'),
  url: z.url(),
  domain: z
    .string()
    .regex(/^([a-z0-9]+(-[a-z0-9]+)*\.)+[a-z]{2,}$/)
    .optional(),
  tags: z.array(z.string().regex(/^[a-z0-9][a-z0-9_+-]*:[a-z0-9][a-z0-9_+-]*$/)),
};
const csam = z.strictObject({
  ...common,
  type: z.literal('csam'),
  classification: z.enum(['baseline', 'A1', 'A2', 'B1', 'B2']),
  detection_method: z.enum(['hash_match', 'ai_detection', 'manual_review', 'user_report', 'automated_scan']),
  content_removed: z.boolean(),
});
const csem = z.strictObject({
  ...common,
  type: z.literal('csem'),
  exploitation_type: z.enum([
    'grooming',
    'solicitation',
    'sextortion',
    'trafficking',
    'distribution',
    'production',
    'possession',
  ]),
  detection_method: z.enum([
    'behavioral_analysis',
    'keyword_detection',
    'user_report',
    'ai_detection',
    'manual_review',
    'law_enforcement_referral',
  ]),
  platform: z.enum(['social_media', 'messaging_app', 'gaming_platform', 'forum', 'email', 'darkweb', 'other']),
  reporting_obligations: z.array(z.string().min(1)),
});

export const xarfReport = { csam, csem } as const;
