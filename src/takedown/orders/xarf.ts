/**
 * An order as a report of XARF 4.2, which the abuse desks of hosts read by machine. It says where, of what kind and who asks; its schema
 * would take evidence, and none is ever put in: no picture, no word that somebody wrote.
 */
import { createHash } from 'node:crypto';
import codes from './xarf-codes.json' with { type: 'json' };

const lists = codes as {
  readonly version: string;
  readonly csam: readonly string[];
  readonly classifications: readonly string[];
  readonly exploitation: Readonly<Record<string, string>>;
  readonly platform: Readonly<Record<string, string>>;
  readonly platformElse: string;
};

export interface XarfOf {
  /** Of the order and of whom it goes to: the same report keeps its identifier however often it is sent. */
  readonly order: string;
  readonly contact: string;
  readonly reference: string;
  readonly reasons: readonly string[];
  readonly urgent: boolean;
  readonly test: boolean;
  readonly at: Date;
  readonly url: string;
  readonly platform: string | null;
  /** Address of the host, where it is known. */
  readonly hostAddress: string | null;
  /** Industry class that a grader found. */
  readonly industry: string | null;
  readonly reporter: { readonly org: string; readonly contact: string; readonly domain: string };
}

interface XarfReport {
  readonly xarf_version: string;
  readonly report_id: string;
  readonly category: 'content';
  readonly type: 'csam' | 'csem';
  readonly [field: string]: unknown;
}

/** Undefined where it is about neither abuse nor exploitation, or stands at no address: XARF has no word of ours for that. */
export function xarfOf(order: XarfOf): XarfReport | undefined {
  const host = URL.canParse(order.url) ? new URL(order.url).hostname : undefined;
  const exploited = order.reasons.map((one) => lists.exploitation[one]).find((one) => one !== undefined);
  const csam = order.reasons.some((one) => lists.csam.includes(one));
  if (host === undefined || (!csam && exploited === undefined)) return undefined;
  const common = {
    xarf_version: lists.version,
    report_id: reportId(order),
    timestamp: order.at.toISOString(),
    reporter: order.reporter,
    sender: order.reporter,
    source_identifier: order.hostAddress ?? host,
    category: 'content',
    url: order.url,
    ...(/^([a-z0-9]+(-[a-z0-9]+)*\.)+[a-z]{2,}$/.test(host) && { domain: host }),
    tags: [
      `order:${order.reference.toLowerCase()}`,
      ...(order.urgent ? ['priority:urgent'] : []),
      // The word by which abuse desks know that nothing is to be done.
      ...(order.test ? ['lifecycle:test'] : []),
    ],
  } as const;
  if (csam)
    return {
      ...common,
      type: 'csam',
      classification:
        order.industry !== null && lists.classifications.includes(order.industry) ? order.industry : 'baseline',
      detection_method: 'manual_review',
      content_removed: false,
    };
  return {
    ...common,
    type: 'csem',
    exploitation_type: exploited,
    detection_method: 'manual_review',
    platform: lists.platform[order.platform ?? ''] ?? lists.platformElse,
    reporting_obligations: ['local_law_enforcement'],
  };
}

/** A UUID of version 4 in form, the same for the same order at the same contact. */
function reportId({ order, contact }: XarfOf): string {
  const bytes = createHash('sha256').update(`xarf|${order}|${contact}`).digest().subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The part of RFC 5965 that programs look for; the report itself is the JSON beside it. */
export const FEEDBACK_REPORT = ['Feedback-Type: xarf', 'User-Agent: LaChan/1', 'Version: 1', ''].join('\r\n');
