/**
 * Codes of machine reports from NCMEC. `wire` is the exact text of the schema: two of them carry legal names that we never show
 * (the label says what the field means in the terms we use). `wire` is for reading and writing the format only.
 */
import { international } from '../source.ts';
import { type CodeOf, defineList, listOf } from '../term.ts';

export const ncmecIncidentType = listOf<{ readonly wire: string }>()({
  name: 'ncmec_incident_type',
  title: { vi: 'Loại sự việc (NCMEC)', en: 'NCMEC incident type' },
  source: international.ncmec,
  verified: true,
  terms: {
    CSAM: {
      vi: 'CSAM: tàng trữ, sản xuất, phát tán',
      en: 'CSAM: possession, manufacture, distribution',
      wire: 'Child Pornography (possession, manufacture, and distribution)',
    },
    SEX_TRAFFICKING: {
      vi: 'Mua bán trẻ em vì mục đích tình dục',
      en: 'Trafficking of children for sexual purposes',
      wire: 'Child Sex Trafficking',
    },
    TRAVEL_TOURISM: {
      vi: 'Bóc lột tình dục trẻ em trong du lịch',
      en: 'Sexual exploitation of children in travel and tourism',
      wire: 'Child Sex Tourism',
    },
    MOLESTATION: {
      vi: 'Xâm hại tình dục trẻ em (tiếp xúc trực tiếp)',
      en: 'Child sexual abuse (hands-on)',
      wire: 'Child Sexual Molestation',
    },
    MISLEADING_DOMAIN: { vi: 'Tên miền gây nhầm lẫn', en: 'Misleading domain name', wire: 'Misleading Domain Name' },
    MISLEADING_WORDS: {
      vi: 'Từ ngữ hoặc hình ảnh số gây nhầm lẫn',
      en: 'Misleading words or digital images',
      wire: 'Misleading Words or Digital Images on the Internet',
    },
    ENTICEMENT: {
      vi: 'Dụ dỗ trẻ em trên mạng vì mục đích tình dục',
      en: 'Online solicitation of children for sexual acts',
      wire: 'Online Enticement of Children for Sexual Act',
    },
    UNSOLICITED: {
      vi: 'Gửi nội dung khiêu dâm cho trẻ',
      en: 'Unsolicited obscene material sent to a child',
      wire: 'Unsolicited Obscene Material Sent to a Child',
    },
  },
});
export type NcmecIncidentType = CodeOf<typeof ncmecIncidentType>;

export const ncmecReportTag = defineList({
  name: 'ncmec_report_tag',
  title: { vi: 'Nhãn báo cáo (NCMEC)', en: 'NCMEC report tag' },
  source: international.ncmec,
  verified: true,
  terms: {
    sextortion: { vi: 'Tống tiền tình dục', en: 'Sexual extortion' },
    csamSolicitation: { vi: 'Gạ gẫm trẻ gửi CSAM', en: 'Solicitation of CSAM' },
    minorToMinorInteraction: { vi: 'Tương tác giữa người chưa thành niên', en: 'Interaction between minors' },
    spam: { vi: 'Tin rác', en: 'Spam' },
  },
});

export const ncmecFileTag = defineList({
  name: 'ncmec_file_tag',
  title: { vi: 'Nhãn tệp (NCMEC)', en: 'NCMEC file tag' },
  source: international.ncmec,
  verified: true,
  terms: {
    animeDrawingVirtualHentai: { vi: 'Tranh vẽ, hoạt hình, hình ảo', en: 'Drawing, cartoon or virtual depiction' },
    potentialMeme: {
      vi: 'Có thể là ảnh chế, chia sẻ không có ý xấu',
      en: 'Potential meme, shared without apparent malice',
    },
    viral: { vi: 'Đang lan truyền nhanh', en: 'Viral' },
    possibleSelfProduction: { vi: 'Có thể do trẻ tự tạo', en: 'Possibly self-generated' },
    physicalHarm: { vi: 'Gây thương tích thân thể', en: 'Physical harm' },
    violenceGore: { vi: 'Bạo lực, máu me', en: 'Violence or gore' },
    bestiality: { vi: 'Có động vật', en: 'Involves an animal' },
    liveStreaming: { vi: 'Phát trực tiếp', en: 'Livestreamed' },
    infant: { vi: 'Có trẻ sơ sinh', en: 'Depicts an infant' },
    generativeAi: { vi: 'Tạo bởi AI', en: 'AI-generated' },
  },
});

export const ncmecFileRelevance = defineList({
  name: 'ncmec_file_relevance',
  title: { vi: 'Mức liên quan của tệp (NCMEC)', en: 'NCMEC file relevance' },
  source: international.ncmec,
  verified: true,
  terms: {
    Reported: { vi: 'Nội dung là lý do báo cáo', en: 'Reported content' },
    'Supplemental Reported': { vi: 'Nội dung bổ sung bối cảnh', en: 'Supplemental content' },
  },
});
