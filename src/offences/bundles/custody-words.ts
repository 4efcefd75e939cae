/** Words of codes as a court reads them in Vietnamese: in the record form and on the reading page. */
export const artefactKindWords: Readonly<Record<string, string>> = {
  DOCUMENT: 'Tài liệu',
  ANSWER: 'Văn bản trả lời yêu cầu',
  ROW_SET: 'Dữ liệu trích xuất',
  HASH_LIST: 'Danh sách giá trị băm',
};

export const custodyCodeWords: Readonly<Record<string, string>> = {
  RECEIVED: 'Tiếp nhận',
  OPENED: 'Mở xem',
  COPIED: 'Sao chép',
  SEALED: 'Niêm phong',
  HANDED_OVER: 'Bàn giao',
  RETURNED: 'Trả lại',
  DESTROYED: 'Tiêu hủy',
};
