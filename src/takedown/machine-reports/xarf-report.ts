/**
 * A report of XARF 4.2 that a member's machine sends: the two types of it that are about a child, and of their fields those that say
 * where something stands and of what kind it is. What else is in one is read by nobody and kept nowhere.
 * Source: XARF 4.2 (xarf.org), core, content/csam and content/csem
 */
import { z } from '@hono/zod-openapi';
import type { AgeGroup } from '../items/item.ts';
import type { Arrival } from '../items/receive.ts';
import { TEST_TAG } from './machine-report.ts';

const contact = z.strictObject({
  org: z.string().min(1).max(200),
  contact: z.email().max(254),
  domain: z
    .string()
    .max(253)
    .regex(/^[a-zA-Z0-9]([a-zA-Z0-9.-]*[a-zA-Z0-9])?$/),
});
const hex = (length: number) => z.string().regex(new RegExp(`^[a-fA-F0-9]{${length}}$`));

export const xarfReport = z
  .object({
    xarf_version: z.string().regex(/^4\.\d{1,3}\.\d{1,3}$/),
    report_id: z.uuid(),
    timestamp: z.iso.datetime({ offset: true }),
    reporter: contact,
    sender: contact,
    source_identifier: z.string().min(1).max(4_096),
    source_port: z.number().int().min(1).max(65_535).optional(),
    category: z.enum(['content']),
    type: z.enum(['csam', 'csem']),
    url: z.string().min(1).max(4_096),
    tags: z.array(z.string().max(200)).max(20).optional(),
    confidence: z.number().min(0).max(1).optional(),
    description: z.string().max(1_000).optional(),
    /** Refused whatever it is: no picture, no film, no file of any kind comes in. */
    evidence: z
      .array(z.object({ content_type: z.string().max(200) }))
      .max(50)
      .optional(),
    detection_method: z.string().min(1).max(100),
    /** Of csam. */
    classification: z.enum(['baseline', 'A1', 'A2', 'B1', 'B2']).optional(),
    hash_values: z.object({ md5: hex(32).optional(), sha1: hex(40).optional(), sha256: hex(64).optional() }).optional(),
    content_removed: z.boolean().optional(),
    /** Of csem. */
    exploitation_type: z
      .enum(['grooming', 'solicitation', 'sextortion', 'trafficking', 'distribution', 'production', 'possession'])
      .optional(),
    victim_age_range: z.enum(['infant', 'toddler', 'prepubescent', 'pubescent', 'unknown']).optional(),
  })
  .openapi('XarfReport');
export type XarfReport = z.output<typeof xarfReport>;

/** What a type asks for beside the rest; the field that is missing, if one is. */
export const missingOf = ({ type, classification, exploitation_type }: XarfReport): string | undefined => {
  if (type === 'csam') return classification === undefined ? 'classification' : undefined;
  return exploitation_type === undefined ? 'exploitation_type' : undefined;
};

/** Sent to try a program: looked at, answered and kept nowhere. */
export const isTestXarf = ({ tags = [] }: XarfReport): boolean => tags.includes(TEST_TAG);

const ageOfClass: Readonly<Record<string, AgeGroup>> = { A1: 'PREPUB', A2: 'PREPUB', B1: 'PUB', B2: 'PUB' };
const ageOfRange: Readonly<Record<string, AgeGroup>> = {
  infant: 'INFANT',
  toddler: 'PREPUB',
  prepubescent: 'PREPUB',
  pubescent: 'PUB',
};

/** The sender's key of a report: sent twice it is one. */
export const keyOfXarf = (agency: string, report: XarfReport): string => `${agency}|xarf|${report.report_id}`;

/**
 * A report as an arrival of an item. Who sent it and for whom stand in the sealed note, since the member may pass on what others found.
 * @param agency the member whose machine it is
 */
export function arrivalOfXarf(agency: string, report: XarfReport): Arrival {
  const { sender, reporter, hash_values: hashes = {} } = report;
  const by = sender.domain === reporter.domain ? '' : `, thay mặt ${reporter.org} (${reporter.domain})`;
  const [scheme, hash] =
    Object.entries({ sha256: hashes.sha256, sha1: hashes.sha1, md5: hashes.md5 }).find(
      (one): one is [string, string] => one[1] !== undefined,
    ) ?? [];
  return {
    source: 'MACHINE',
    key: keyOfXarf(agency, report),
    kind: 'url',
    locator: report.url,
    agency,
    note: `XARF ${report.xarf_version} ${report.category}/${report.type} (${
      report.classification ?? report.exploitation_type ?? ''
    }): ${sender.org} (${sender.domain})${by}`,
    file: scheme === undefined || hash === undefined ? undefined : { scheme, hash: hash.toLowerCase() },
    ageGroup: ageOfRange[report.victim_age_range ?? ''] ?? ageOfClass[report.classification ?? ''],
    reachable: report.content_removed === true ? 'NO' : undefined,
  };
}
