import { createHash } from 'node:crypto';
import {
  ENTRIES_MOST,
  isUsable,
  joinSame,
  looksLikeMedia,
  type MediaHash,
  noHash,
  type ReadResult,
  readCount,
  readHex,
  readMimeType,
} from './media-hash.ts';

/**
 * CASE/UCO (cyber-investigation ontologies, 1.x) as JSON-LD: an investigation that holds files by their hashes and size alone, and
 * how they came to be known. One template; names of files, paths, accounts and people are not in it.
 */
export interface CaseHead {
  /** Public reference of the file and of the artefact: they open nothing. */
  readonly reference: string;
  readonly artefact: string;
  /** Agency that sends it. */
  readonly agency: string;
  readonly at: Date;
}

const CONTEXT = {
  kb: 'https://la-chan.invalid/kb/',
  'case-investigation': 'https://ontology.caseontology.org/case/investigation/',
  'uco-action': 'https://ontology.unifiedcyberontology.org/uco/action/',
  'uco-core': 'https://ontology.unifiedcyberontology.org/uco/core/',
  'uco-identity': 'https://ontology.unifiedcyberontology.org/uco/identity/',
  'uco-observable': 'https://ontology.unifiedcyberontology.org/uco/observable/',
  'uco-tool': 'https://ontology.unifiedcyberontology.org/uco/tool/',
  'uco-types': 'https://ontology.unifiedcyberontology.org/uco/types/',
  xsd: 'http://www.w3.org/2001/XMLSchema#',
} as const;

/** UUID of version 8 from what a node is, so that the same list gives the same document. */
function nodeId(kind: string, ...of: readonly string[]): string {
  const bytes = createHash('sha256')
    .update([kind, ...of].join('|'))
    .digest()
    .subarray(0, 16);
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const text = bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return `kb:${kind}-${text}`;
}

const typed = (type: string, value: string) => ({ '@type': type, '@value': value });

export function writeCase(head: CaseHead, entries: readonly MediaHash[]): string {
  const own = [head.reference, head.artefact];
  const files = entries.map((entry) => fileNode(entry, [...own, entry.sha256 ?? entry.sha1 ?? entry.md5 ?? '']));
  const agency = nodeId('organization', head.agency);
  const tool = nodeId('tool', 'la-chan');
  const action = nodeId('action', ...own);
  const provenance = nodeId('provenance', ...own);
  return JSON.stringify({
    '@context': CONTEXT,
    '@graph': [
      {
        '@id': nodeId('investigation', head.reference),
        '@type': 'case-investigation:Investigation',
        'uco-core:name': head.reference,
        'uco-core:object': [provenance, action, ...files.map((one) => one['@id'])].map((id) => ({ '@id': id })),
      },
      { '@id': agency, '@type': 'uco-identity:Organization', 'uco-core:name': head.agency },
      { '@id': tool, '@type': 'uco-tool:Tool', 'uco-core:name': 'Lá Chắn' },
      {
        '@id': action,
        '@type': 'case-investigation:InvestigativeAction',
        'uco-action:startTime': typed('xsd:dateTime', head.at.toISOString()),
        'uco-action:performer': { '@id': agency },
        'uco-action:instrument': [{ '@id': tool }],
        'uco-action:result': [{ '@id': provenance }],
      },
      {
        '@id': provenance,
        '@type': 'case-investigation:ProvenanceRecord',
        'case-investigation:exhibitNumber': head.artefact,
        'uco-core:object': files.map((one) => ({ '@id': one['@id'] })),
      },
      ...files,
    ],
  });
}

function fileNode(entry: MediaHash, of: readonly string[]) {
  const hashes = (['md5', 'sha1', 'sha256'] as const).flatMap((kind) => {
    const value = entry[kind];
    return value === null
      ? []
      : [
          {
            '@id': nodeId('hash', ...of, kind),
            '@type': 'uco-types:Hash',
            // As of UCO 1.4 a plain string of its vocabulary; the type of the vocabulary itself is an error from 2.0 on.
            'uco-types:hashMethod': kind.toUpperCase(),
            'uco-types:hashValue': typed('xsd:hexBinary', value.toUpperCase()),
          },
        ];
  });
  return {
    '@id': nodeId('file', ...of),
    '@type': 'uco-observable:File',
    'uco-core:hasFacet': [
      {
        '@id': nodeId('content-data-facet', ...of),
        '@type': 'uco-observable:ContentDataFacet',
        'uco-observable:hash': hashes,
        ...(entry.bytes === null ? {} : { 'uco-observable:sizeInBytes': entry.bytes }),
        ...(entry.mimeType === null ? {} : { 'uco-observable:mimeType': entry.mimeType }),
      },
    ],
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const listed = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value]);
const plain = (value: unknown): unknown => (isRecord(value) ? (value['@value'] ?? value['@id']) : value);
/** Whatever prefix a document uses: the last part of a name is what the ontology calls it. */
const last = (name: string): string => name.split(/[:/#]/).at(-1) ?? name;

/** Reads files of a CASE document by their content facets. Everything else is left out and counted by its type. */
export function readCase(text: string): ReadResult {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\ufeff/, ''));
  } catch {
    return { fault: 'unreadable' };
  }
  const graph = isRecord(document) ? listed(document['@graph']) : [];
  if (
    !isRecord(document) ||
    !/unifiedcyberontology\.org|caseontology\.org/.test(JSON.stringify(document['@context'] ?? ''))
  )
    return { fault: 'other-format' };
  if (graph.length === 0) return { fault: 'empty' };
  if (graph.length > ENTRIES_MOST) return { fault: 'too-many' };
  const dropped: Record<string, number> = {};
  const refused: number[] = [];
  const entries: MediaHash[] = [];
  for (const [place, node] of graph.entries()) {
    if (!isRecord(node)) continue;
    const facets = Object.entries(node)
      .filter(([name]) => last(name) === 'hasFacet')
      .flatMap(([, value]) => listed(value))
      .filter(isRecord);
    const content = facets.find((one) =>
      listed(one['@type']).some((type) => last(String(type)) === 'ContentDataFacet'),
    );
    if (!content) {
      const type =
        last(String(listed(node['@type'])[0] ?? ''))
          .replace(/[^A-Za-z0-9]/g, '')
          .slice(0, 40) || 'other';
      dropped[type] = (dropped[type] ?? 0) + 1;
      continue;
    }
    const fields = Object.fromEntries(Object.entries(content).map(([name, value]) => [last(name), value]));
    // A content facet may carry the file itself.
    if (fields.dataPayload !== undefined || Object.values(fields).some((one) => looksLikeMedia(String(plain(one)))))
      return { fault: 'holds-media' };
    const entry = {
      ...noHash,
      ...hashesOf(fields.hash),
      bytes: readCount(plain(fields.sizeInBytes)),
      mimeType: readMimeType(plain(fields.mimeType)),
    };
    if (isUsable(entry)) entries.push(entry);
    else refused.push(place + 1);
  }
  if (entries.length + refused.length === 0) return { fault: 'empty' };
  return { entries: joinSame(entries), dropped, refused };
}

function hashesOf(value: unknown): Pick<MediaHash, 'md5' | 'sha1' | 'sha256'> {
  const found = new Map<string, unknown>();
  for (const hash of listed(value).filter(isRecord)) {
    const fields = Object.fromEntries(Object.entries(hash).map(([name, held]) => [last(name), plain(held)]));
    found.set(String(fields.hashMethod).toLowerCase().replaceAll('-', ''), fields.hashValue);
  }
  return {
    md5: readHex('md5', found.get('md5')),
    sha1: readHex('sha1', found.get('sha1')),
    sha256: readHex('sha256', found.get('sha256')),
  };
}
