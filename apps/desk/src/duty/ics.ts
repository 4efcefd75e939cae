/** One entry of a calendar file: at an instant, or on a day. */
export interface IcsEvent {
  /** Names the entry for good, so that a later file replaces it. */
  readonly uid: string;
  readonly summary: string;
  readonly description?: string;
  /** An instant, or `yyyy-mm-dd` for a whole day. */
  readonly at: Date | string;
}

/** A calendar file of RFC 5545: escaped, folded at 75 octets, lines ended by CRLF. */
export function icsOf(name: string, events: readonly IcsEvent[], stamp: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//La Chan//Duties//VI',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `X-WR-CALNAME:${escapeText(name)}`,
    ...events.flatMap(({ uid, summary, description, at }) => [
      'BEGIN:VEVENT',
      `UID:${escapeText(uid)}`,
      `DTSTAMP:${instant(stamp)}`,
      typeof at === 'string' ? `DTSTART;VALUE=DATE:${at.replaceAll('-', '')}` : `DTSTART:${instant(at)}`,
      `SUMMARY:${escapeText(summary)}`,
      ...(description ? [`DESCRIPTION:${escapeText(description)}`] : []),
      // A deadline takes nobody's time and is nobody else's business.
      'TRANSP:TRANSPARENT',
      'CLASS:PRIVATE',
      'END:VEVENT',
    ]),
    'END:VCALENDAR',
  ];
  return `${lines.flatMap(fold).join('\r\n')}\r\n`;
}

function instant(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escapeText(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r?\n/g, '\\n');
}

/** Lines of at most 75 octets; those that go on begin with a space, and no letter is cut in two. */
function fold(line: string): string[] {
  const size = (text: string) => new TextEncoder().encode(text).length;
  const folded: string[] = [];
  let part = '';
  for (const letter of line) {
    if (size(part + letter) > 75) {
      folded.push(part);
      part = ' ';
    }
    part += letter;
  }
  return [...folded, part];
}
