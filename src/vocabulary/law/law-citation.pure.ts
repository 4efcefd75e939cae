/**
 * The source of a rule as a Vietnamese reader cites it. Sources are kept in one spelling (`Decree 56/2017/ND-CP, art. 26.3`); English
 * readers see that. What is not recognised stays as it is, so that nothing is lost.
 */
export function lawCitation(source: string, locale: string): string {
  if (locale !== 'vi') return source;
  return source
    .replaceAll(/\bDecree (\d+\/\d{4})\/ND-CP/g, 'Nghị định $1/NĐ-CP')
    .replaceAll(
      /\bDecision (\d+)\/QD-([A-Za-z]+) of (\d+) (\w+) (\d{4})/g,
      (_whole, number: string, body: string, day: string, month: string, year: string) =>
        `Quyết định ${number}/QĐ-${body.replace('LDTBXH', 'LĐTBXH')} ngày ${dayOf(`${day} ${month} ${year}`)}`,
    )
    .replaceAll(/\bResolution (\d+\/\d{4}\/QH\d+)/g, 'Nghị quyết $1')
    .replaceAll(/\bLaw on Children (\d+\/\d{4}\/QH\d+)/g, 'Luật Trẻ em $1')
    .replaceAll(/\bCybersecurity Law (\d+\/\d{4}\/QH\d+)/g, 'Luật An ninh mạng $1')
    .replaceAll(/\bPersonal Data Protection Law (\d+\/\d{4}\/QH\d+)/g, 'Luật Bảo vệ dữ liệu cá nhân $1')
    .replaceAll(/\bCriminal Procedure Code (\d+\/\d{4}\/QH\d+)/g, 'Bộ luật Tố tụng hình sự $1')
    .replaceAll(/\bPenal Code (\d+\/\d{4}\/QH\d+)/g, 'Bộ luật Hình sự $1')
    .replaceAll(/\bLabour Code (\d+\/\d{4}\/QH\d+)/g, 'Bộ luật Lao động $1')
    .replaceAll(
      /\bLaw on Handling of Administrative Violations (\d+\/\d{4}\/QH\d+)/g,
      'Luật Xử lý vi phạm hành chính $1',
    )
    .replaceAll(/\bLaw on Mutual Legal Assistance (\d+\/\d{4}\/QH\d+)/g, 'Luật Tương trợ tư pháp $1')
    .replaceAll('Hanoi Convention against Cybercrime', 'Công ước Hà Nội về chống tội phạm mạng')
    .replaceAll('(whether Viet Nam has ratified it was not found)', '(chưa thấy văn bản Việt Nam phê chuẩn)')
    .replaceAll(/\bamended by (\d+\/\d{4}\/QH\d+)/g, 'sửa đổi theo Luật $1')
    .replaceAll(/\bprocedure (\d+(?:\.\d+)+)/g, 'thủ tục hành chính $1')
    .replaceAll('published administrative thủ tục hành chính', 'thủ tục hành chính công bố số')
    .replaceAll(/\bart\. (\d+)-(\d+)/g, 'Điều $1–$2')
    .replaceAll(/\bart\. (\d[\d.a-z]*(?:, \d[\d.a-z]*)*)/g, (_whole, list: string) =>
      list.split(', ').map(articleWords).join(', '),
    )
    .replaceAll(/\bchapter ([IVX]+)/g, 'chương $1')
    .replaceAll(/\bannex\b/g, 'phụ lục')
    .replaceAll(/\bform (\d\d)\b/g, 'mẫu số $1')
    .replaceAll(/\bNotice (\d)/g, 'Thông báo $1')
    .replaceAll(/\b[Oo]fficial letter (\d)/g, 'Công văn $1')
    .replaceAll(/\(in force (\d+ \w{3} \d{4})\)/g, (_whole, day: string) => `(hiệu lực từ ${dayOf(day)})`)
    .replaceAll(/\((\d+ \w{3} \d{4})\)/g, (_whole, day: string) => `(${dayOf(day)})`)
    .replaceAll(
      /provisional: the notice of the year had not been issued in Sep (\d{4}), Tết days after the pattern of earlier notices/g,
      'tạm tính: đến tháng 9/$1 chưa có thông báo của năm, ngày Tết theo các năm trước',
    )
    .replaceAll(
      /provisional: no notice yet, Tết days after the pattern of (\d{4})/g,
      'tạm tính: chưa có thông báo, ngày Tết theo năm $1',
    )
    .replaceAll(
      'structure matches mẫu số 06 as read; exact wording to be checked',
      'cấu trúc theo mẫu số 06; câu chữ cần đối chiếu',
    )
    .replaceAll('fields from memory; to be checked against the phụ lục', 'các mục cần đối chiếu với phụ lục')
    .replaceAll('closing conditions of', 'điều kiện kết thúc theo')
    .replaceAll('part read', 'mới đối chiếu một phần')
    .replaceAll('defined by Lá Chắn', 'do Lá Chắn đặt')
    .replaceAll('(at once)', '(ngay)')
    .replaceAll('(handed over at once) and', '(chuyển ngay) và')
    .replaceAll('a third of the 12 of', 'một phần ba của 12 giờ theo')
    .replaceAll(/\b(\d+) minutes\b/g, '$1 phút')
    .replaceAll(/\b(\d+) hours\b/g, '$1 giờ')
    .replaceAll('secondary text', 'theo nguồn thứ cấp')
    .replaceAll('draft decree of 24 Feb 2026', 'dự thảo nghị định ngày 24/02/2026')
    .replaceAll('press; issue and number not found', 'theo báo chí; chưa thấy văn bản ban hành')
    .replaceAll(
      'locking of accounts seen; removal of content from memory',
      'đã đối chiếu phần khóa tài khoản; phần gỡ bỏ chưa đối chiếu',
    )
    .replaceAll(
      'urgent threat to national security; whether a child in danger is one is to be confirmed',
      'trường hợp khẩn cấp đe dọa an ninh quốc gia; cần xác nhận có gồm trẻ đang gặp nguy hiểm không',
    )
    .replaceAll('where national security is at stake', 'khi liên quan an ninh quốc gia')
    .replaceAll('competent state bodies may be exempt', 'cơ quan nhà nước có thẩm quyền có thể được miễn')
    .replaceAll(/after the six months of Regulation \(EU\) ([\d/]+)/g, 'theo mức sáu tháng của Quy định (EU) $1')
    .replaceAll('no text of Viet Nam was read', 'chưa đối chiếu văn bản của Việt Nam')
    .replaceAll('step ours', 'bước do Lá Chắn đặt')
    .replaceAll('separation ours', 'sự tách biệt do Lá Chắn đặt')
    .replaceAll('(bodies entitled to request)', '(cơ quan có quyền yêu cầu)')
    .replaceAll('(outcomes of domain list)', '(kết quả theo danh mục của ngành)')
    .replaceAll(/; from (\d+ \w+ \d{4}) /g, (_whole, day: string) => `; từ ${dayOf(day)} theo `)
    .replaceAll(
      /government reorganisation of (\d+ \w+ \d{4})/g,
      (_whole, day: string) => `sắp xếp bộ máy Chính phủ từ ${dayOf(day)}`,
    )
    .replaceAll('national press on the transfer of functions', 'báo chí trung ương về việc chuyển chức năng')
    .replaceAll('INTERPOL cooperation (ICSE, baseline list)', 'hợp tác INTERPOL (ICSE, danh sách cơ sở)')
    .replaceAll('international police cooperation', 'hợp tác cảnh sát quốc tế')
    .replaceAll('hash-sharing agreement, if signed', 'thỏa thuận chia sẻ mã băm, nếu đã ký')
    .replaceAll('controller of the helpline’s data', 'bên kiểm soát dữ liệu của Tổng đài')
    .replaceAll('programme on child online protection', 'chương trình bảo vệ trẻ em trên môi trường mạng')
    .replaceAll(
      'transfer of information-security functions from the Ministry of Information and Communications',
      'chuyển chức năng an toàn thông tin từ Bộ Thông tin và Truyền thông',
    )
    .replaceAll(
      'transfer of the CSAM database of the Ministry of Information and Communications',
      'chuyển cơ sở dữ liệu tài liệu xâm hại tình dục trẻ em của Bộ Thông tin và Truyền thông',
    )
    .replaceAll('the text is masked', 'nội dung đã che')
    .replaceAll('codes and keyed marks without a text', 'mã và dấu có khóa, không có nội dung')
    .replaceAll(/\bnot seen\b/g, 'chưa đối chiếu');
}

/** `1 Jul 2026` as 01/07/2026. */
function dayOf(day: string): string {
  const at = new Date(`${day} UTC`);
  return Number.isNaN(at.getTime()) ? day : at.toISOString().slice(0, 10).split('-').reverse().join('/');
}

/** `26.3` as "khoản 3 Điều 26", `25.2.b` as "điểm b khoản 2 Điều 25". */
function articleWords(article: string): string {
  const [number, clause, point] = article.replace(/\.$/, '').split('.');
  return [point && `điểm ${point}`, clause && `khoản ${clause}`, `Điều ${number}`].filter(Boolean).join(' ');
}
