import { identifierOf, xmlText } from './cap-form.ts';
import type { LeavingAlert } from './leaving-alert.ts';

/** A feed of public alerts (RFC 4287); each entry leads to its page and its CAP. A recall is an entry of its own, and what it takes back is gone. */
export function atomForm(
  alerts: readonly LeavingAlert[],
  of: { readonly base: string; readonly updated: Date; readonly title: string; readonly recalled: string },
): string {
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi">',
    `  <id>${xmlText(`${of.base}/canh-bao`)}</id>`,
    `  <title>${xmlText(of.title)}</title>`,
    `  <updated>${of.updated.toISOString()}</updated>`,
    `  <author><name>Lá Chắn</name></author>`,
    `  <link rel="alternate" type="text/html" href="${xmlText(`${of.base}/canh-bao`)}"/>`,
    `  <link rel="self" href="${xmlText(`${of.base}/api/v1/public-alerts/feed.atom`)}"/>`,
    ...alerts.map((alert) =>
      [
        '  <entry>',
        `    <id>urn:uuid:${alert.id}</id>`,
        `    <title>${xmlText(alert.headline === '' ? `${of.recalled} ${identifierOf(alert, alert.number)}` : alert.headline)}</title>`,
        `    <updated>${alert.sentAt.toISOString()}</updated>`,
        `    <link rel="alternate" type="text/html" href="${xmlText(`${of.base}/canh-bao/${alert.reference}`)}"/>`,
        `    <link rel="alternate" type="application/cap+xml" href="${xmlText(`${of.base}/api/v1/public-alerts/${alert.id}/cap`)}"/>`,
        `    <category term="${alert.message}"/>`,
        ...alert.parts.slice(0, 1).map(({ value }) => `    <summary>${xmlText(value)}</summary>`),
        '  </entry>',
      ].join('\n'),
    ),
    '</feed>',
  ].join('\n');
}
