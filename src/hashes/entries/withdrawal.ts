/** Why an entry is taken out for good, as the register keeps it. */
export interface WithdrawalReason {
  readonly code: string;
  readonly vi: string;
  readonly en: string;
}

export const withdrawalReasons: readonly WithdrawalReason[] = [
  { code: 'WRONG_HASH', vi: 'Mã băm bị nhập sai', en: 'The hash was entered wrongly' },
  { code: 'NOT_CSAM', vi: 'Không phải tài liệu xâm hại tình dục trẻ em', en: 'Not CSAM' },
  { code: 'ADULT', vi: 'Người trong nội dung là người lớn', en: 'The person is an adult' },
  { code: 'COLLISION', vi: 'Trùng mã băm với nội dung khác', en: 'The hash also fits other content' },
  { code: 'DUPLICATE', vi: 'Đã có mục khác cho cùng nội dung', en: 'Another entry stands for the same content' },
  { code: 'SOURCE_WITHDREW', vi: 'Nguồn đã rút mục này', en: 'The source withdrew it' },
  { code: 'AGREEMENT_ENDED', vi: 'Thỏa thuận với nguồn đã hết hiệu lực', en: 'The agreement with the source ended' },
  { code: 'AUTHORITY_ORDER', vi: 'Theo quyết định của cơ quan có thẩm quyền', en: 'By order of a competent authority' },
];
