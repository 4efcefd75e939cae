/**
 * The source of a rule as a Vietnamese reader cites it. Sources are kept in one spelling (`Decree 56/2017/ND-CP, art. 26.3`); English
 * readers see that. What is not recognised stays as it is, so that nothing is lost.
 */
export function lawWords(source: string, locale: string): string {
  if (locale !== 'vi') return source;
  return source
    .replaceAll(/\bDecree (\d+\/\d{4})\/ND-CP/g, 'Nghị định $1/NĐ-CP')
    .replaceAll(/\bResolution (\d+\/\d{4}\/QH\d+)/g, 'Nghị quyết $1')
    .replaceAll(/\bLaw on Children (\d+\/\d{4}\/QH\d+)/g, 'Luật Trẻ em $1')
    .replaceAll(/\bCybersecurity Law (\d+\/\d{4}\/QH\d+)/g, 'Luật An ninh mạng $1')
    .replaceAll(/\bPersonal Data Protection Law (\d+\/\d{4}\/QH\d+)/g, 'Luật Bảo vệ dữ liệu cá nhân $1')
    .replaceAll(/\bCriminal Procedure Code (\d+\/\d{4}\/QH\d+)/g, 'Bộ luật Tố tụng hình sự $1')
    .replaceAll(/\bPenal Code (\d+\/\d{4}\/QH\d+)/g, 'Bộ luật Hình sự $1')
    .replaceAll(/\bLabour Code (\d+\/\d{4}\/QH\d+)/g, 'Bộ luật Lao động $1')
    .replaceAll(/\bprocedure (\d+(?:\.\d+)+)/g, 'thủ tục hành chính $1')
    .replaceAll('published administrative thủ tục hành chính', 'thủ tục hành chính công bố số')
    .replaceAll(/\bart\. (\d[\d.a-z]*(?:, \d[\d.a-z]*)*)/g, (_whole, list: string) =>
      list.split(', ').map(articleWords).join(', '),
    )
    .replaceAll(/\bchapter ([IVX]+)/g, 'chương $1')
    .replaceAll('defined by Lá Chắn', 'do Lá Chắn đặt')
    .replaceAll('(at once)', '(ngay)')
    .replaceAll(/\b(\d+) minutes\b/g, '$1 phút')
    .replaceAll(/\b(\d+) hours\b/g, '$1 giờ')
    .replaceAll('secondary text', 'theo nguồn thứ cấp')
    .replaceAll(
      'locking of accounts seen; removal of content from memory',
      'đã đối chiếu phần khóa tài khoản; phần gỡ bỏ chưa đối chiếu',
    )
    .replaceAll('where national security is at stake', 'khi liên quan an ninh quốc gia')
    .replaceAll('competent state bodies may be exempt', 'cơ quan nhà nước có thẩm quyền có thể được miễn')
    .replaceAll('step ours', 'bước do Lá Chắn đặt');
}

/** `26.3` as "khoản 3 Điều 26", `25.2.b` as "điểm b khoản 2 Điều 25". */
function articleWords(article: string): string {
  const [number, clause, point] = article.replace(/\.$/, '').split('.');
  return [point && `điểm ${point}`, clause && `khoản ${clause}`, `Điều ${number}`].filter(Boolean).join(' ');
}
