import { z } from '@hono/zod-openapi';

/** One line of "who opened my report": a day, an agency, and what was read. */
export const openingSchema = z.object({
  day: z.string(),
  agency: z.string(),
  part: z.enum(['narrative', 'identity', 'internal']),
  vi: z.string(),
  en: z.string(),
});
export type Opening = Readonly<z.output<typeof openingSchema>>;

const words: Readonly<Record<Opening['part'], { readonly vi: string; readonly en: string }>> = {
  narrative: { vi: 'đọc chuyện của em', en: 'read your story' },
  identity: { vi: 'xem tên và cách liên hệ của em', en: 'looked at your name and contact' },
  internal: { vi: 'đọc ghi chú công việc về hồ sơ của em', en: 'read working notes on your case' },
};

/** Readings from the audit as the child is told of them: each agency, part and day once, oldest first. */
export function openingsByDay(
  readings: readonly { at: Date; agency: string | null; field_classes: readonly string[] }[],
  dayOf: (at: Date) => string,
): Opening[] {
  const seen = new Map<string, Opening>();
  for (const { at, agency, field_classes: classes } of readings) {
    if (agency === null) continue;
    for (const part of classes) {
      if (part !== 'narrative' && part !== 'identity' && part !== 'internal') continue;
      const day = dayOf(at);
      const key = `${day} ${agency} ${part}`;
      if (!seen.has(key)) seen.set(key, { day, agency, part, ...words[part] });
    }
  }
  return [...seen.values()];
}
