import { writtenTime } from '../../documents/index.ts';
import type { BundleArtefact } from './court-bundle.ts';
import { artefactKindWords, custodyCodeWords } from './custody-words.ts';
import { type RecordFacts, spaced } from './timeline-document.ts';

const escaped = (words: string) =>
  words.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll('\n', '<br>');

/**
 * `DOC.html`: the same as the record form, for a screen. One file without a script, a picture or a link out of the bundle, so that
 * it opens on a machine that is cut off, and runs nothing on one that is not.
 */
export function readingPage(facts: RecordFacts): string {
  const { manifest } = facts;
  const stamp = facts.authority
    ? `Có, theo RFC 3161, do ${facts.authority} cấp (tệp manifest.json.tsr)`
    : 'Không có: hệ thống chưa kết nối với tổ chức cấp dấu thời gian nào';
  const pairs: readonly (readonly [string, string])[] = [
    ['Vụ việc', manifest.file.reference],
    ['Thời điểm đóng gói', writtenTime(new Date(manifest.madeAt))],
    ['Người đóng gói', manifest.madeBy],
    ['Nơi nhận', manifest.madeFor],
    ['Lý do', manifest.reason],
    ['Công cụ', manifest.tool],
    ['Khóa công khai Ed25519', spaced(facts.key)],
    ['Dấu thời gian', stamp],
  ];
  return `<!doctype html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Gói chứng cứ ${escaped(manifest.file.reference)}</title>
<style>
:root { color-scheme: light dark; font: 1rem/1.55 system-ui, sans-serif; }
body { max-width: 62rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.5rem; line-height: 1.25; }
h2 { margin-top: 2.5rem; font-size: 1.2rem; }
h3 { margin: 2rem 0 0.25rem; font-size: 1rem; }
dl { display: grid; grid-template-columns: minmax(9rem, 14rem) 1fr; gap: 0.35rem 1rem; }
dt { opacity: 0.75; }
dd { margin: 0; overflow-wrap: anywhere; }
code { font-size: 0.9em; overflow-wrap: anywhere; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; min-width: 36rem; }
th, td { border-top: 1px solid; border-color: color-mix(in srgb, currentcolor 25%, transparent); padding: 0.45rem 0.6rem 0.45rem 0; text-align: start; vertical-align: top; }
@media (max-width: 40rem) { dl { grid-template-columns: 1fr; } dt { margin-top: 0.5rem; } }
</style>
</head>
<body>
<h1>Gói dữ liệu điện tử của vụ việc ${escaped(manifest.file.reference)}</h1>
${facts.demonstration ? '<p><strong>Tài liệu minh họa - không có giá trị pháp lý</strong></p>' : ''}
<dl>${pairs.map(([label, value]) => `<dt>${label}</dt><dd>${escaped(value)}</dd>`).join('\n')}</dl>
<p>Cách kiểm tra gói này mà không cần mạng: xem tệp <code>HUONG-DAN.txt</code>.</p>
<h2>Các mục trong gói (${manifest.artefacts.length})</h2>
${manifest.artefacts.map(section).join('\n')}
</body>
</html>
`;
}

function section(one: BundleArtefact): string {
  const where =
    one.path === null
      ? escaped(`Không nằm trong gói; đang giữ tại: ${one.place ?? 'không ghi'}`)
      : `<code>${escaped(one.path)}</code>`;
  const rows = one.events.map(
    (event) =>
      `<tr><td>${writtenTime(new Date(event.at))}</td><td>${custodyCodeWords[event.code] ?? escaped(event.code)}</td><td>${escaped(event.by)}</td><td>${escaped(
        event.party === null ? event.why : `${event.why}\nBên liên quan: ${event.party}`,
      )}</td></tr>`,
  );
  return `<h3>${escaped(one.number)}. ${escaped(one.title)}</h3>
<dl><dt>Loại</dt><dd>${artefactKindWords[one.kind] ?? escaped(one.kind)}</dd>
<dt>Nguồn</dt><dd>${escaped(one.source)}</dd>
<dt>Tệp</dt><dd>${where}; ${one.bytes} byte</dd>
<dt>Giá trị băm SHA-256</dt><dd><code>${spaced(one.sha256)}</code></dd></dl>
<div class="wide"><table><thead><tr><th scope="col">Thời điểm</th><th scope="col">Việc</th><th scope="col">Người thực hiện</th><th scope="col">Lý do, bên liên quan</th></tr></thead>
<tbody>${rows.join('\n')}</tbody></table></div>`;
}
