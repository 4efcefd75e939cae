import { createHash } from 'node:crypto';
import type { BankMode } from '../banks/bank-mode.ts';
import type { ChangesPage } from '../exchange/read-changes.ts';
import type { EntrySignal } from './entry-view.ts';
import type { SignalType } from './signal.ts';

/**
 * Exports for platforms of threat intelligence: STIX 2.1 and MISP. Both carry the exact digests in their own fields;
 * perceptual and opaque fingerprints ride in an extension (STIX) or in text attributes (MISP).
 */
const EXTENSION = 'extension-definition--7f6f8c5e-3f1b-4b57-9a43-6f0f2f6a4c11';
const IDENTITY = 'identity--0d4a1c52-52c4-4d0f-9d8c-1d6b2b0c7a10';
const EPOCH = '2026-11-24T00:00:00.000Z';
/** What is only watched for was looked at by nobody; what a negative bank holds is harmless (STIX 2.1, indicator-type-ov). */
const INDICATOR_TYPES: Readonly<Record<BankMode, string>> = {
  match: 'malicious-activity',
  watch: 'unknown',
  negative: 'benign',
};
const STIX_NAMES: Partial<Record<SignalType, string>> = { md5: 'MD5', sha1: 'SHA-1', sha256: 'SHA-256' };

export function stixBundle(page: ChangesPage): object {
  const objects: object[] = [
    {
      type: 'identity',
      spec_version: '2.1',
      id: IDENTITY,
      created: EPOCH,
      modified: EPOCH,
      name: 'Lá Chắn',
      identity_class: 'system',
    },
    {
      type: 'extension-definition',
      spec_version: '2.1',
      id: EXTENSION,
      created: EPOCH,
      modified: EPOCH,
      created_by_ref: IDENTITY,
      name: 'Media fingerprints',
      description:
        'Perceptual (pdq, vpdq) and opaque (photodna, tmk_pdqf) fingerprints of an image or a video, with the way each was made.',
      schema: 'docs/exchange.md',
      version: '1.0.0',
      extension_types: ['property-extension'],
    },
  ];
  for (const item of page.items) {
    const at = item.at.toISOString();
    const base = {
      type: 'indicator',
      spec_version: '2.1',
      id: `indicator--${item.id}`,
      created_by_ref: IDENTITY,
      created: at,
      modified: at,
      pattern_type: 'stix',
      valid_from: at,
    };
    if (item.kind === 'tombstone') {
      objects.push({ ...base, pattern: `[file:name = '${item.id}']`, revoked: true });
      continue;
    }
    const { signals, classes, mediaKind, bankMode } = item.view;
    const exact = signals.flatMap((signal) =>
      STIX_NAMES[signal.type] ? [`file:hashes.'${STIX_NAMES[signal.type]}' = '${signal.value}'`] : [],
    );
    const rest = signals.filter((signal) => !STIX_NAMES[signal.type]);
    const others = rest.map(
      (signal) =>
        `file:extensions.'${EXTENSION}'..${signal.type} = '${signal.value.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`,
    );
    objects.push({
      ...base,
      indicator_types: [INDICATOR_TYPES[bankMode]],
      labels: [`bank:${bankMode}`, ...classes.map((one) => `${one.scheme}:${one.label}`)],
      pattern: `[${[...exact, ...others].join(' OR ')}]`,
      extensions: {
        [EXTENSION]: { extension_type: 'property-extension', media: mediaKind, fingerprints: rest.map(fingerprint) },
      },
    });
  }
  return { type: 'bundle', id: `bundle--${uuidOf(page.cursor)}`, objects };
}

/** MISP's own template of a file object. */
const FILE_TEMPLATE = '688c46fb-5edb-40a3-8273-1af7923e2215';

export function mispEvent(page: ChangesPage): object {
  const latest = new Date(Math.max(0, ...page.items.map((item) => item.at.getTime())));
  return {
    Event: {
      uuid: uuidOf(`${page.list} ${page.cursor}`),
      info: `Lá Chắn ${page.list}`,
      date: latest.toISOString().slice(0, 10),
      threat_level_id: '1',
      analysis: '2',
      distribution: '0',
      published: false,
      Tag: [{ name: 'tlp:red' }],
      Object: page.items.map((item) => ({
        uuid: item.id,
        name: 'file',
        'meta-category': 'file',
        template_uuid: FILE_TEMPLATE,
        template_version: '24',
        timestamp: String(Math.floor(item.at.getTime() / 1_000)),
        deleted: item.kind === 'tombstone',
        comment: item.kind === 'tombstone' ? '' : `bank: ${item.view.bankMode}`,
        Attribute:
          item.kind === 'tombstone'
            ? []
            : item.view.signals.map((signal) => attribute(item.id, signal, item.view.bankMode)),
      })),
    },
  };
}

function attribute(entry: string, signal: EntrySignal, mode: BankMode): object {
  const exact = STIX_NAMES[signal.type] !== undefined;
  return {
    uuid: uuidOf(`${entry} ${signal.type} ${signal.value} ${signal.variant}`),
    type: exact ? signal.type : 'text',
    category: 'Payload delivery',
    object_relation: exact ? signal.type : 'text',
    value: exact ? signal.value : `${signal.type}:${signal.value}`,
    // Only what blocks goes to the machines that block.
    to_ids: exact && mode === 'match',
    ...(exact
      ? {}
      : {
          comment: [signal.type, signal.variant, signal.quality === null ? '' : `quality ${signal.quality}`]
            .filter(Boolean)
            .join(', '),
        }),
  };
}

const fingerprint = (signal: EntrySignal) => ({
  type: signal.type,
  value: signal.value,
  ...(signal.variant === '' ? {} : { variant: signal.variant }),
  ...(signal.quality === null ? {} : { quality: signal.quality }),
  ...(signal.frameMs === null ? {} : { frame_ms: signal.frameMs }),
});

/** An id made from what it names, so that the same export is the same document. */
function uuidOf(text: string): string {
  const hex = createHash('sha256').update(`la-chan export ${text}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-5${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}
