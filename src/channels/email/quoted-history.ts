/** The line by which a program of mail begins what it quotes, in the languages seen here; each may be broken in two. */
const OPENERS = [
  /^on\s.{4,200}\swrote:$/i,
  /^vào\s.{4,200}\sđã viết:$/i,
  /^(?:thứ|ngày|lúc)\s.{4,200}\s(?:đã )?viết:$/i,
  /^le\s.{4,200}\sa écrit\s?:$/i,
];
const RULED = /^-{2,}\s?(?:original message|thư gốc|tin nhắn gốc|forwarded message|thư đã chuyển tiếp)\s?-{2,}$/i;
const RULE = /^_{20,}$/;
const HEADER = /^\*?(?:from|từ|sent|đã gửi|ngày|to|đến|tới|cc|subject|chủ đề|date)\*?:/i;

/**
 * A reply without the earlier letters below it. Where words stand among or after what is quoted, somebody may have answered
 * line by line, and all is kept; so it is where nothing else is left.
 */
export function withoutQuotedHistory(text: string): string {
  const lines = text.split('\n');
  const start = historyStart(lines);
  if (start === undefined) return text;
  const own = lines.slice(0, start).join('\n').trimEnd();
  return own.trim() === '' ? text : own;
}

function historyStart(lines: readonly string[]): number | undefined {
  for (let at = 0; at < lines.length; at += 1) {
    const line = (lines[at] as string).trim();
    const two = `${line} ${(lines[at + 1] ?? '').trim()}`;
    const opened = OPENERS.some((opener) => opener.test(line)) ? 1 : OPENERS.some((opener) => opener.test(two)) ? 2 : 0;
    if (opened > 0) return lines.slice(at + opened).every(isQuoted) ? at : undefined;
    if ((RULED.test(line) || RULE.test(line)) && headersFollow(lines, at + 1)) return at;
    if (line.startsWith('>')) return lines.slice(at).every(isQuoted) ? at : undefined;
  }
  return undefined;
}

const isQuoted = (line: string) => line.trim() === '' || line.trimStart().startsWith('>');

/** Two header lines at least, at once: one word with a colon alone may be anybody's own. */
function headersFollow(lines: readonly string[], from: number): boolean {
  const next = lines
    .slice(from)
    .filter((line) => line.trim() !== '')
    .slice(0, 4);
  return next.filter((line) => HEADER.test(line.trim())).length >= 2;
}
