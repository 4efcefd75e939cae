import { createHash } from 'node:crypto';
import { type Kernel, keyedDigest } from '../../kernel/index.ts';

/** What one member sends twice under one key is one report. */
export const reportKeyMark = ({ vault }: Kernel, agency: string, key: string): Promise<Buffer> =>
  keyedDigest(vault, 'takedown.machine-report', `${agency}|${key}`);
/** The same for a file within its report. */
export const partKeyMark = ({ vault }: Kernel, report: string, key: string): Promise<Buffer> =>
  keyedDigest(vault, 'takedown.machine-report-part', `${report}|${key}`);
/** By which it is known whether the same was sent; not more. */
export const bodyMark = ({ vault }: Kernel, body: unknown): Promise<Buffer> =>
  keyedDigest(vault, 'takedown.machine-report-body', createHash('sha256').update(JSON.stringify(body)).digest());
