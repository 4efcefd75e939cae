import { expect, test } from 'vitest';
import { calendarFile } from './calendar-file.ts';

test('a calendar file is escaped, folded, private and complete', () => {
  const file = calendarFile(
    'Lá Chắn',
    [
      { uid: 'a@la-chan', summary: 'Hạn: kế hoạch, hồ sơ; ABCD-EFGH', at: new Date('2026-11-25T09:59:59.999Z') },
      { uid: 'b@la-chan', summary: 'Ấ'.repeat(60), description: 'Hai\ndòng', at: '2026-12-01' },
    ],
    new Date('2026-11-25T03:00:00Z'),
  );
  expect(file.startsWith('BEGIN:VCALENDAR\r\nVERSION:2.0\r\n')).toBe(true);
  expect(file).toContain('DTSTAMP:20261125T030000Z\r\n');
  expect(file).toContain('DTSTART:20261125T095959Z\r\n');
  expect(file).toContain('DTSTART;VALUE=DATE:20261201\r\n');
  expect(file).toContain('SUMMARY:Hạn: kế hoạch\\, hồ sơ\\; ABCD-EFGH\r\n');
  expect(file).toContain('DESCRIPTION:Hai\\ndòng\r\n');
  expect(file.match(/CLASS:PRIVATE\r\n/g)).toHaveLength(2);
  expect(file.match(/TRANSP:TRANSPARENT\r\n/g)).toHaveLength(2);
  expect(file.endsWith('END:VCALENDAR\r\n')).toBe(true);
  for (const line of file.split('\r\n')) expect(new TextEncoder().encode(line).length).toBeLessThanOrEqual(75);
  expect(file.replaceAll('\r\n ', '')).toContain(`SUMMARY:${'Ấ'.repeat(60)}`);
});

test('what has an end takes its time, and nothing else does', () => {
  const [from, to] = [new Date('2026-12-07T23:00:00Z'), new Date('2026-12-08T07:00:00Z')];
  const shift = calendarFile('Lịch trực', [{ uid: 'a', summary: 'Ca sáng', at: from, until: to }], from);
  expect(shift).toContain('DTEND:20261208T070000Z');
  expect(shift).toContain('TRANSP:OPAQUE');
  const deadline = calendarFile('Lịch', [{ uid: 'a', summary: 'Hạn', at: from }], from);
  expect(deadline).not.toContain('DTEND');
  expect(deadline).toContain('TRANSP:TRANSPARENT');
});
