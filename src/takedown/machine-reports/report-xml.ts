/** CyberTipline's XML: read by a table of its elements in their order into the JSON twin's shape, and its answers written. */

import { type XmlElement, xml, xmlDocument, xmlText } from '../../documents/index.ts';
import { ok, type Result } from '../../kernel/index.ts';
import { refuse } from '../refusals.ts';
import { codeOfWire, fileRelevance, incidentType } from './report-lists.ts';

/** One element: its name, the field that it becomes, whether it may come again, and what stands in it. */
interface Part {
  readonly name: string;
  readonly field?: string;
  readonly many?: true;
  readonly shape?: readonly Part[];
  /** Of its text; absent: the text itself. */
  readonly value?: (text: string, element: XmlElement) => unknown;
  /** Its fields are the fields of the element around it. */
  readonly flat?: true;
}

const flag = (text: string): unknown => (/^(true|1)$/.test(text) ? true : /^(false|0)$/.test(text) ? false : text);
const number = (text: string): unknown => (/^\d{1,9}$/.test(text) ? Number(text) : text);
const part = (name: string, more: Omit<Part, 'name'> = {}): Part => ({ name, ...more });
const many = (name: string, more: Omit<Part, 'name'> = {}): Part => ({ name, many: true, ...more });

const ipCapture = many('ipCaptureEvent', {
  shape: [
    part('ipAddress'),
    part('eventName'),
    part('dateTime'),
    part('possibleProxy', { value: flag }),
    part('port', { value: number }),
  ],
});
const device = many('deviceId', { shape: [part('idType'), part('idValue'), part('eventName'), part('dateTime')] });
const contact: readonly Part[] = [part('firstName'), part('lastName'), part('phone'), part('email')];
const named: readonly Part[] = [
  part('firstName'),
  part('lastName'),
  many('phone'),
  many('email'),
  part('age', { value: number }),
  part('dateOfBirth'),
];
/** `person` is what CyberTipline puts in an element of its own within the one that is reported. */
const person = (inner: string): readonly Part[] => [
  part(inner, { shape: named, flat: true }),
  part('espIdentifier'),
  part('espService'),
  part('screenName'),
  many('displayName'),
  many('profileUrl'),
  ipCapture,
  device,
  many('priorCTReports'),
  part('groupIdentifier'),
  part('estimatedLocation'),
  part('accountTemporarilyDisabled', { value: flag }),
  part('accountPermanentlyDisabled', { value: flag }),
  part('additionalInfo'),
];

const incident = (kind: string, parts: readonly Part[]): Part =>
  part(`${kind}Incident`, { shape: [...parts, part('content'), part('additionalInfo')] });
const details: readonly Part[] = [
  part('webPageIncident', {
    shape: [many('url'), part('additionalInfo'), part('thirdPartyHostedContent', { value: flag })],
  }),
  incident('email', [part('emailAddress', { field: 'name' })]),
  incident('newsgroup', [part('newsgroupName', { field: 'name' })]),
  incident('chatIm', [part('chatClient', { field: 'name' })]),
  incident('onlineGaming', [part('gameName', { field: 'name' })]),
  incident('cellPhone', [part('phoneNumber', { field: 'name' })]),
  incident('nonInternet', [part('locationName', { field: 'name' })]),
  incident('peer2peer', [part('client', { field: 'name' })]),
];

const report: readonly Part[] = [
  part('incidentSummary', {
    shape: [
      part('incidentType', { value: (text) => codeOfWire(incidentType, text) }),
      part('escalateToHighPriority'),
      part('reportAnnotations', { value: (_text, { children }) => children.map(({ name }) => name) }),
      part('incidentDateTime'),
      part('incidentDateTimeDescription'),
    ],
  }),
  many('internetDetails', { shape: details }),
  part('lawEnforcement', {
    shape: [part('agencyName'), part('caseNumber'), part('reportedToLe', { value: flag })],
  }),
  part('reporter', {
    shape: [
      part('reportingPerson', { shape: contact }),
      part('contactPerson', { shape: contact }),
      part('companyTemplate'),
      part('termsOfService'),
      part('legalURL'),
    ],
  }),
  part('personOrUserReported', { shape: person('personOrUserReportedPerson') }),
  many('intendedRecipient', { shape: person('intendedRecipientPerson') }),
  many('victim', { shape: person('victimPerson') }),
  part('additionalInfo'),
  // Ours, after everything of the standard.
  part('tags', { value: (_text, { children }) => children.map(({ text }) => text.trim()) }),
];

const fileDetails: readonly Part[] = [
  part('reportId'),
  part('fileId'),
  part('originalFileName'),
  part('locationOfFile'),
  part('fileViewedByEsp', { value: flag }),
  part('exifViewedByEsp', { value: flag }),
  part('publiclyAvailable', { value: flag }),
  part('fileRelevance', { value: (text) => codeOfWire(fileRelevance, text) }),
  part('fileAnnotations', { value: (_text, { children }) => children.map(({ name }) => name) }),
  part('industryClassification'),
  many('originalBinaryHash', {
    value: (text, { attributes }) => ({ type: hashType(attributes.hashType ?? ''), value: text }),
  }),
  ipCapture,
  device,
  many('details', {
    shape: [many('nameValuePair', { shape: [part('name'), part('value'), part('type')] }), part('type')],
  }),
  many('additionalInfo'),
];

const hashType = (written: string): string => written.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

type Read = Record<string, unknown>;

/** The element where the order or the names of the standard are not kept. */
class OutOfOrder extends Error {
  readonly element: string;
  constructor(element: string) {
    super('XML out of order');
    this.element = element;
  }
}

function readShape(element: XmlElement, shape: readonly Part[]): Read {
  const read: Read = {};
  let at = 0;
  for (const child of element.children) {
    const place = shape.findIndex((one, index) => index >= at && one.name === child.name);
    const one = shape[place];
    if (!one) throw new OutOfOrder(child.name);
    // Another of the same may follow where it may come again; else what follows stands after it.
    at = one.many ? place : place + 1;
    const text = child.text.trim();
    const value = one.value ? one.value(text, child) : one.shape ? readShape(child, one.shape) : text;
    if (one.flat) Object.assign(read, value);
    else if (one.many) read[one.field ?? one.name] = [...((read[one.field ?? one.name] as unknown[]) ?? []), value];
    else read[one.field ?? one.name] = value;
  }
  return read;
}

/** The fields of a root element; a person cannot be told from the words which element is wrong, so it is named. Refusals: `machine-report.out-of-order` */
function readRoot(root: XmlElement, name: string, shape: readonly Part[]): Result<Read> {
  if (root.name !== name) return refuse('machine-report.out-of-order', { field: fieldName(root.name) });
  try {
    return ok(readShape(root, shape));
  } catch (error) {
    if (!(error instanceof OutOfOrder)) throw error;
    return refuse('machine-report.out-of-order', { field: fieldName(error.element) });
  }
}

/** A name of an element that came from outside, as it may be repeated. */
const fieldName = (written: string): string => (/^[A-Za-z][A-Za-z0-9]{0,60}$/.test(written) ? written : 'element');

/** A `<report>` in the shape of the JSON twin, not yet checked. Refusals: `machine-report.out-of-order` */
export function reportOfXml(root: XmlElement): Result<Read> {
  const read = readRoot(root, 'report', report);
  if (!read.ok) return read;
  const { internetDetails } = read.value;
  if (!Array.isArray(internetDetails)) return read;
  return ok({
    ...read.value,
    internetDetails: internetDetails.flatMap((one: Read) =>
      Object.entries(one).map(([name, fields]) => ({ kind: name.replace(/Incident$/, ''), ...(fields as Read) })),
    ),
  });
}

/** A `<fileDetails>`: of which report and file, and the rest in the shape of the JSON twin, not yet checked. Refusals: `machine-report.out-of-order` */
export function fileOfXml(
  root: XmlElement,
): Result<{ readonly report: string; readonly file: string | undefined; readonly content: Read }> {
  const read = readRoot(root, 'fileDetails', fileDetails);
  if (!read.ok) return read;
  const { reportId, fileId, originalBinaryHash = [], details: given, ...content } = read.value;
  const pairs = ((given ?? []) as Read[]).flatMap(({ nameValuePair = [], type }) =>
    (nameValuePair as Read[]).map((pair): Read => ({ ...(type === undefined ? {} : { type }), ...pair })),
  );
  const hashes = [
    ...(originalBinaryHash as Read[]),
    ...pairs.filter(({ type }) => type === 'HASH').map(({ name, value }) => ({ type: hashType(String(name)), value })),
  ];
  const others = pairs.filter(({ type }) => type !== 'HASH');
  return ok({
    report: String(reportId ?? ''),
    file: typeof fileId === 'string' && fileId !== '' ? fileId : undefined,
    content: {
      ...content,
      ...(hashes.length > 0 ? { hashes: unique(hashes) } : {}),
      ...(others.length > 0 ? { details: others } : {}),
    },
  });
}

const unique = (hashes: readonly Read[]): Read[] => [
  ...new Map(hashes.map((one) => [`${String(one.type)} ${String(one.value)}`, one])).values(),
];

const leaf = (name: string, text: string | number): string => xml(name, {}, xmlText(String(text)));

/** An answer of the standard, with what we tell beside it. `fields` keep their order. */
export function answerXml(
  root: 'reportResponse' | 'reportDoneResponse',
  code: number,
  description: string,
  fields: readonly (readonly [string, string | number])[] = [],
  more: readonly string[] = [],
): string {
  return xmlDocument(
    xml(
      root,
      {},
      leaf('responseCode', code),
      leaf('responseDescription', description),
      ...fields.map(([name, text]) => leaf(name, text)),
      ...more,
    ),
  );
}

export const filesXml = (files: readonly string[]): string =>
  xml('files', {}, ...files.map((file) => leaf('fileId', file)));
export const qualityXml = ({
  percent,
  missing,
}: {
  readonly percent: number;
  readonly missing: readonly string[];
}): string =>
  xml('quality', {}, leaf('percentFilled', percent), ...missing.map((field) => leaf('missingField', field)));
