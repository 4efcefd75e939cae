import {
  caseStatus,
  decreeForm,
  referralStatus,
  reportChannel,
  reportStatus,
  role,
  screeningOutcome,
} from '../../../../src/vocabulary/index.ts';
import { actName } from '../case/case-words.server.ts';
import { m } from '../paraglide/messages.js';
import { label, words } from '../server/codes.server.ts';

type Code = string | number | boolean;
type App = globalThis.App.Locals['app'];

/** Codes of an entry whose value is of a list, by the code's name; the first list that has the value names it. */
const LISTS: Readonly<Record<string, readonly Parameters<typeof label>[0][]>> = {
  channel: [reportChannel],
  form: [decreeForm],
  from: [caseStatus],
  outcome: [screeningOutcome],
  role: [role],
  status: [reportStatus, caseStatus, referralStatus],
  to: [caseStatus],
};
/** Codes whose value stands in the messages of another family. */
const FAMILIES: Readonly<Record<string, string>> = {
  answer: 'answer',
  progress: 'progress',
  purpose: 'purpose',
  rank: 'officer_rank',
  rung: 'officer_rung',
  step: 'officer_step',
};
const ID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** What an entry of the audit carries, in words; codes that have none follow as they are. */
export function auditCodes(app: App, codes: Readonly<Record<string, Code>>): string {
  const entries = Object.entries(codes).map(([name, value]) => {
    const said = words('audit_code', name);
    return { known: said !== name, text: `${said}: ${valueWords(app, name, value)}` };
  });
  return [...entries.filter(({ known }) => known), ...entries.filter(({ known }) => !known)]
    .map(({ text }) => text)
    .join(' · ');
}

/** What a job belongs to, in words: `cases.tell-child` is of the cases. A job of no module reads as it is called. */
export function jobWords(job: string): string {
  const module = job.split('.', 1)[0] ?? '';
  const said = words('audit_job', module);
  return said === module ? job : said;
}

function valueWords(app: App, name: string, value: Code): string {
  if (typeof value === 'boolean') return value ? m.answer_yes() : m.answer_no();
  if (typeof value === 'number') return String(value);
  // The joiner keeps the dots and the digits on one line.
  if (ID.test(value)) return `…\u2060${value.slice(-12)}`;
  const list = LISTS[name]?.find((one) => one.has(value));
  if (list) return label(list, value);
  if (name === 'act') return actName(app, value);
  const family = FAMILIES[name];
  if (family) return words(family, value);
  const own = `${name}_${value}`;
  const said = words('audit_value', own);
  return said === own ? value : said;
}
