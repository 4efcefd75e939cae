/** Why something was not fetched. */
export const linkRefusals = {
  'link.not-web': {
    status: 422,
    vi: {
      title: 'Đường dẫn này không phải địa chỉ web mở được.',
      next: 'Dùng địa chỉ http hoặc https, không kèm tên đăng nhập, cổng thông thường.',
    },
    en: {
      title: 'This link is no web address that may be opened.',
      next: 'Use http or https, without a sign-in name, on an ordinary port.',
    },
  },
  'link.private-network': {
    status: 403,
    vi: {
      title: 'Địa chỉ này dẫn vào mạng nội bộ nên không được mở.',
      next: 'Chỉ dùng địa chỉ công khai trên internet. Không có kết nối nào được tạo.',
    },
    en: {
      title: 'This address leads into a private network and is not opened.',
      next: 'Use public addresses only. No connection was made.',
    },
  },
  'link.unresolved': {
    status: 422,
    vi: { title: 'Không tìm thấy máy chủ của địa chỉ này.', next: 'Kiểm tra tên miền, hoặc thử lại sau.' },
    en: { title: 'The host of this address was not found.', next: 'Check the domain name, or try again later.' },
  },
  'link.unreachable': {
    status: 503,
    vi: { title: 'Không kết nối được máy chủ.', next: 'Hệ thống sẽ thử lại. Nếu kéo dài, kiểm tra địa chỉ.' },
    en: {
      title: 'The server could not be reached.',
      next: 'The platform tries again. If it stays, check the address.',
    },
  },
  'link.too-many-redirects': {
    status: 422,
    vi: { title: 'Địa chỉ chuyển hướng quá nhiều lần.', next: 'Dùng địa chỉ cuối cùng nếu biết.' },
    en: { title: 'The address redirects too many times.', next: 'Use the last address if you know it.' },
  },
  'link.redirect-cycle': {
    status: 422,
    vi: { title: 'Địa chỉ chuyển hướng vòng tròn.', next: 'Địa chỉ này không mở được; bỏ qua.' },
    en: { title: 'The address redirects in a circle.', next: 'It cannot be opened; leave it out.' },
  },
  'link.too-slow': {
    status: 503,
    vi: { title: 'Máy chủ trả lời quá chậm nên đã dừng.', next: 'Hệ thống sẽ thử lại lần sau.' },
    en: { title: 'The server was too slow and was left.', next: 'The platform tries again next time.' },
  },
  'link.too-large': {
    status: 413,
    vi: {
      title: 'Nội dung lớn hơn mức được nhận.',
      next: 'Phần đã nhận được bỏ đi. Với nguồn tin, dùng địa chỉ trả về ít mục hơn.',
    },
    en: {
      title: 'The content is larger than what is accepted.',
      next: 'What had come was dropped. For a source, use an address that gives fewer items.',
    },
  },
  'link.unreadable': {
    status: 422,
    vi: { title: 'Nội dung bị cắt ngang hoặc nén sai.', next: 'Hệ thống sẽ thử lại. Không có gì được lưu.' },
    en: {
      title: 'The content was cut short or wrongly compressed.',
      next: 'The platform tries again. Nothing was stored.',
    },
  },
  'link.host-busy': {
    status: 429,
    vi: { title: 'Máy chủ này đang được hỏi quá dồn dập hoặc yêu cầu chờ.', next: 'Chờ số giây đã nêu rồi thử lại.' },
    en: {
      title: 'This server is being asked too often, or has asked to be left alone.',
      next: 'Wait the seconds given and try again.',
    },
  },
  'link.certificate-changed': {
    status: 503,
    vi: {
      title: 'Chứng thư của máy chủ khác với chứng thư đã được xác nhận.',
      next: 'Chưa gửi gì đi. Hỏi bên kia xem họ có thay chứng thư không, rồi xác nhận lại.',
    },
    en: {
      title: 'The server shows another certificate than the confirmed one.',
      next: 'Nothing was sent. Ask the other side whether they replaced it, then confirm anew.',
    },
  },
} as const;
