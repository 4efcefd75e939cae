import type { OfficialDocument, Words } from '../../../../src/documents/index.ts';
import type { OrderLine } from '../../../../src/takedown/index.ts';
import { takedownStatus } from '../../../../src/vocabulary/index.ts';
import type { App } from '../../../server/app.ts';
import { lawClock } from '../clock/law-clock.server.ts';
import { label, options, words } from '../server/codes.server.ts';

const TONES = {
  PROPOSED: 'new',
  DECLINED: 'stopped',
  SENT: 'open',
  ACKNOWLEDGED: 'open',
  SUSPENDED: 'waiting',
  CLAIMED: 'waiting',
  GONE: 'done',
  REFUSED: 'waiting',
  ESCALATED: 'stopped',
  CANCELLED: 'stopped',
} as const;

/** An order as a list and a page show it: codes in words. */
export function orderWords(app: App, line: OrderLine, agency: (code: string) => string) {
  const { takedown } = app.modules;
  return {
    id: line.id,
    reference: line.reference,
    item: line.item,
    kind: label(takedown.orderKind, line.kind),
    urgent: line.urgent,
    reasons: line.reasons.map((one) => label(takedown.orderReason, one)),
    status: { code: line.state, text: label(takedownStatus, line.state), tone: TONES[line.state] },
    version: line.version,
    addressee: line.addressee.name,
    rung: words('addressee_rung', line.addressee.kind),
    orderedBy: line.orderingAgency === null ? null : agency(line.orderingAgency),
    proposedAt: line.proposedAt,
    sentAt: line.sentAt,
    clock:
      line.clock &&
      lawClock({ rule: line.clock.rule, startedAt: new Date(line.clock.from), dueAt: new Date(line.clock.due) }),
    due: line.clock?.due ?? null,
    outcome: line.outcome === null ? null : label(takedown.orderOutcome, line.outcome),
    demonstration: line.demonstration,
  };
}

const plain = (text: Words) =>
  typeof text === 'string' ? text : text.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('');

/** The words of a document in the order of reading, as a page shows a draft of it. */
export function documentLines(document: OfficialDocument): string[] {
  return [
    document.head.issuer,
    document.head.number ?? '',
    document.head.placeAndDate,
    document.title,
    document.subject === undefined ? '' : plain(document.subject),
    document.addressee === undefined ? '' : `Kính gửi: ${document.addressee}`,
    ...document.blocks.map((block) => {
      if (block.kind === 'article') return `Điều ${block.number}. ${plain(block.text)}`;
      if (block.kind === 'field') return `${block.label}: ${plain(block.value)}`;
      return 'text' in block ? plain(block.text) : '';
    }),
    document.signature.name,
  ].filter((line) => line !== '');
}

export const endReasons = (app: App) => options(app.modules.takedown.orderEndReason);
