import type { SignalType } from '../entries/signal.ts';

/** Why a member holds a hash for wrong. `guid` is the reason's name on the wire (NCMEC v2) and never changes. */
export interface FeedbackReason {
  readonly code: string;
  readonly guid: string;
  readonly vi: string;
  readonly en: string;
}

export const feedbackReasons: readonly FeedbackReason[] = [
  {
    code: 'NOT_CSAM',
    guid: '6b1f3c5e-8f0a-4f3c-9c1e-1d7a5b2e0a01',
    vi: 'Không phải tài liệu xâm hại tình dục trẻ em',
    en: 'Not CSAM',
  },
  {
    code: 'ADULT',
    guid: '6b1f3c5e-8f0a-4f3c-9c1e-1d7a5b2e0a02',
    vi: 'Người trong nội dung là người lớn',
    en: 'The person is an adult',
  },
  {
    code: 'COLLISION',
    guid: '6b1f3c5e-8f0a-4f3c-9c1e-1d7a5b2e0a03',
    vi: 'Trùng mã băm với nội dung khác',
    en: 'The hash also fits other content',
  },
  {
    code: 'LOW_DETAIL',
    guid: '6b1f3c5e-8f0a-4f3c-9c1e-1d7a5b2e0a04',
    vi: 'Mã băm của hình quá ít chi tiết',
    en: 'The hash is of a picture with too little detail',
  },
  {
    code: 'WRONG_CLASS',
    guid: '6b1f3c5e-8f0a-4f3c-9c1e-1d7a5b2e0a05',
    vi: 'Phân loại chưa đúng',
    en: 'The class is wrong',
  },
];

/** Names of signal types on the wire of NCMEC v2, in upper case there and in lower case as element names. */
export const ncmecTypes: Readonly<Record<string, SignalType>> = {
  MD5: 'md5',
  SHA1: 'sha1',
  PDNA: 'photodna',
  PDQ: 'pdq',
  TMK_PDQF: 'tmk_pdqf',
};
