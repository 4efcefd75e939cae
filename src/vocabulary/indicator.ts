/** Indicators of the national report. The formula is text for the reader of the report; `insight` computes them. */
import { ours } from './source.ts';
import { type CodeOf, listOf } from './term.ts';

export interface IndicatorColumns {
  readonly formula_vi: string;
  readonly formula_en: string;
  readonly origin: 'survey' | 'platform' | 'helpline' | 'police' | 'hash_register' | 'schools' | 'plan' | 'self_assessment';
  readonly unit: 'percent' | 'count' | 'minute' | 'rate_per_100k' | 'score' | 'mixed';
  /** Value to be reached, in the unit; null where none is set. */
  readonly target: number | null;
  /** Starting value, in the unit, with its year; null where none was seen. */
  readonly baseline: { readonly value: number; readonly year: number } | null;
  readonly programmeTarget: string | null;
}

const survey = 'Disrupting Harm Viet Nam (Aug 2022), internet users aged 12-17; codes ours';

export const indicator = listOf<IndicatorColumns>()({
  name: 'indicator',
  title: { vi: 'Chỉ số', en: 'Indicator' },
  source: ours,
  verified: false,
  terms: {
    'I-01': { vi: 'Tỷ lệ trẻ 12-17 tuổi dùng Internet', en: 'Share of children 12-17 who use the Internet', source: survey, verified: true, formula_vi: 'số trẻ dùng trong 3 tháng qua / số trẻ 12-17 tuổi', formula_en: 'users in the last 3 months / children 12-17', origin: 'survey', unit: 'percent', target: null, baseline: { value: 89, year: 2022 }, programmeTarget: null },
    'I-02': { vi: 'Tỷ lệ dùng Internet hằng ngày', en: 'Share of users who go online daily', source: survey, verified: true, formula_vi: 'số dùng hằng ngày / số người dùng', formula_en: 'daily users / users', origin: 'survey', unit: 'percent', target: null, baseline: { value: 87, year: 2022 }, programmeTarget: null },
    'I-03': { vi: 'Tỷ lệ được cung cấp thông tin về an toàn trực tuyến', en: 'Share who received online safety information', source: survey, verified: true, formula_vi: 'số được thông tin / số người dùng', formula_en: 'received information / users', origin: 'survey', unit: 'percent', target: null, baseline: { value: 36, year: 2022 }, programmeTarget: null },
    'I-04': { vi: 'Tỷ lệ gặp nội dung tình dục ngoài ý muốn', en: 'Share who saw sexual content unintentionally', source: survey, verified: true, formula_vi: 'số có gặp / số người dùng, trong 12 tháng', formula_en: 'yes / users, 12 months', origin: 'survey', unit: 'percent', target: null, baseline: { value: 23, year: 2022 }, programmeTarget: null },
    'I-05': { vi: 'Tỷ lệ bị gửi hình ảnh tình dục ngoài ý muốn', en: 'Share sent unwanted sexual images', source: survey, verified: true, formula_vi: 'số bị gửi / số người dùng', formula_en: 'yes / users', origin: 'survey', unit: 'percent', target: null, baseline: { value: 5, year: 2022 }, programmeTarget: null },
    'I-06': { vi: 'Tỷ lệ nạn nhân trình báo qua kênh chính thức', en: 'Share of victims who told an official channel', source: survey, formula_vi: 'số đã báo công an, 111, giáo viên / số nạn nhân', formula_en: 'told police, 111 or a teacher / victims', origin: 'survey', unit: 'percent', target: null, baseline: null, programmeTarget: null },
    'I-10': { vi: 'Số phản ánh trực tuyến được tiếp nhận', en: 'Online reports received', formula_vi: 'đếm theo loại sự việc và 4C', formula_en: 'count by incident and 4C', origin: 'platform', unit: 'count', target: null, baseline: null, programmeTarget: null },
    'I-11': { vi: 'Tỷ lệ phản ánh do trẻ em gửi', en: 'Share of reports made by children', formula_vi: 'số do trẻ gửi / tổng số', formula_en: 'reports by children / reports', origin: 'platform', unit: 'percent', target: null, baseline: null, programmeTarget: null },
    'I-12': { vi: 'Thời gian sàng lọc', en: 'Time to screening', formula_vi: 'trung vị và phân vị 90 từ tiếp nhận đến sàng lọc', formula_en: 'median and 90th percentile, received to screened', origin: 'platform', unit: 'minute', target: null, baseline: null, programmeTarget: null },
    'I-13': { vi: 'Tỷ lệ xác minh có thật', en: 'Share confirmed on verification', formula_vi: 'có thật / (có thật + không có)', formula_en: 'confirmed / (confirmed + unfounded)', origin: 'platform', unit: 'percent', target: null, baseline: null, programmeTarget: null },
    'I-20': { vi: 'Tỷ lệ can thiệp khẩn cấp đúng 12 giờ', en: 'Emergencies acted on within 12 hours', source: 'Decree 56/2017/ND-CP, art. 26; code ours', formula_vi: 'số can thiệp trong 12 giờ / số khẩn cấp', formula_en: 'acted within 12 h / emergencies', origin: 'platform', unit: 'percent', target: 100, baseline: null, programmeTarget: null },
    'I-21': { vi: 'Tỷ lệ kế hoạch lập đúng 5 ngày làm việc', en: 'Plans drafted within 5 working days', source: 'Decree 56/2017/ND-CP, art. 28; code ours', formula_vi: 'số lập đúng hạn / số đến hạn', formula_en: 'plans on time / plans due', origin: 'platform', unit: 'percent', target: 100, baseline: null, programmeTarget: null },
    'I-22': { vi: 'Tỷ lệ trẻ được hỗ trợ khi yêu cầu', en: 'Children helped when help was asked', source: 'Decision 830/QD-TTg; code ours', formula_vi: 'số được hỗ trợ / số yêu cầu', formula_en: 'helped / asked', origin: 'platform', unit: 'percent', target: 100, baseline: null, programmeTarget: 'T830-02' },
    'I-23': { vi: 'Tỷ lệ hồ sơ đóng ổn định; tỷ lệ tái diễn trong 12 tháng', en: 'Cases closed stable; recurrence within 12 months', formula_vi: 'đóng ổn định / đã đóng; báo lại / đã đóng', formula_en: 'closed stable / closed; re-reported / closed', origin: 'platform', unit: 'percent', target: null, baseline: null, programmeTarget: null },
    'I-24': { vi: 'Lượt tư vấn, can thiệp qua 111; tỷ lệ trực tuyến', en: 'Counselling and interventions through 111; share online', formula_vi: 'số lượt; trực tuyến / tổng số', formula_en: 'counts; online / all', origin: 'helpline', unit: 'mixed', target: null, baseline: null, programmeTarget: null },
    'I-25': { vi: 'Tỷ lệ chuyển tuyến được nhận', en: 'Referrals accepted', formula_vi: 'được nhận / đã gửi; trung vị thời gian', formula_en: 'accepted / sent; median time', origin: 'platform', unit: 'percent', target: null, baseline: null, programmeTarget: null },
    'I-30': { vi: 'Số yêu cầu gỡ bỏ', en: 'Takedown orders', formula_vi: 'đếm theo nền tảng', formula_en: 'orders by platform', origin: 'platform', unit: 'count', target: null, baseline: null, programmeTarget: null },
    'I-31': { vi: 'Tỷ lệ gỡ trong 24 giờ', en: 'Removed within 24 hours', source: 'Decree 147/2024/ND-CP; code ours', formula_vi: 'gỡ trong 24 giờ / số yêu cầu', formula_en: 'removed within 24 h / orders', origin: 'platform', unit: 'percent', target: 100, baseline: null, programmeTarget: null },
    'I-32': { vi: 'Tỷ lệ tái xuất hiện', en: 'Reappearance', formula_vi: 'xuất hiện lại / đã gỡ', formula_en: 'reappeared / removed', origin: 'platform', unit: 'percent', target: null, baseline: null, programmeTarget: null },
    'I-33': { vi: 'Mục ngăn chặn đang hiệu lực; tỷ lệ gỡ chặn do sai', en: 'Active block entries; wrongly blocked', formula_vi: 'số đang hiệu lực; gỡ sau rà soát / tổng số', formula_en: 'active entries; removed after review / entries', origin: 'platform', unit: 'mixed', target: null, baseline: null, programmeTarget: null },
    'I-34': { vi: 'Mã băm trong cơ sở dữ liệu; trao đổi', en: 'Hashes in the register; exchanged', formula_vi: 'đang hiệu lực, thêm, rút, chia sẻ vào và ra', formula_en: 'active, added, withdrawn, shared in and out', origin: 'hash_register', unit: 'count', target: null, baseline: null, programmeTarget: 'T830-05' },
    'I-35': { vi: 'Tỷ lệ khớp mã băm được xác nhận', en: 'Confirmed hash matches', formula_vi: 'xác nhận / số khớp', formula_en: 'confirmed / matches (precision)', origin: 'hash_register', unit: 'percent', target: null, baseline: null, programmeTarget: null },
    'I-40': { vi: 'Số vụ, bị can, nạn nhân trên môi trường mạng', en: 'Online cases, accused and victims', formula_vi: 'theo giai đoạn, tội danh, trên 100.000 trẻ em', formula_en: 'files by stage and offence, per 100,000 children', origin: 'police', unit: 'rate_per_100k', target: null, baseline: null, programmeTarget: 'T830-03' },
    'I-41': { vi: 'Tỷ lệ xử lý', en: 'Handled', source: 'Decision 830/QD-TTg; code ours', formula_vi: 'đã xử lý / bị tố giác, phát hiện', formula_en: 'handled / denounced', origin: 'police', unit: 'percent', target: 100, baseline: null, programmeTarget: 'T830-03' },
    'I-50': { vi: 'Tỷ lệ trường tổ chức truyền thông, giáo dục định kỳ', en: 'Schools with periodic education', source: 'Decision 830/QD-TTg; code ours', formula_vi: 'số trường có hoạt động hằng năm / số trường', formula_en: 'schools with a yearly session / schools', origin: 'schools', unit: 'percent', target: 100, baseline: null, programmeTarget: 'T830-01' },
    'I-51': { vi: 'Trẻ hoàn thành bài học; điểm trước và sau', en: 'Lessons completed; gain in score', formula_vi: 'số lượt hoàn thành; mức tăng trung bình', formula_en: 'completions; mean gain', origin: 'platform', unit: 'mixed', target: null, baseline: null, programmeTarget: 'T830-04' },
    'I-52': { vi: 'Cha mẹ, giáo viên được tập huấn', en: 'Parents and teachers trained', formula_vi: 'số người', formula_en: 'counts', origin: 'platform', unit: 'count', target: null, baseline: null, programmeTarget: 'T830-04' },
    'I-60': { vi: 'Trẻ tham gia góp ý', en: 'Children consulted', formula_vi: 'số tham gia theo nhóm tuổi; trả lời đã công bố / số cuộc lấy ý kiến', formula_en: 'participants by band; responses published / consultations', origin: 'platform', unit: 'mixed', target: null, baseline: null, programmeTarget: null },
    'I-61': { vi: 'Ứng dụng đạt tiêu chí', en: 'Applications meeting the criteria', formula_vi: 'số trong danh mục theo nhãn tuổi; số bị rút', formula_en: 'listed, by age label; withdrawn', origin: 'platform', unit: 'count', target: null, baseline: null, programmeTarget: 'T830-06' },
    'I-70': { vi: 'Tỷ lệ nhiệm vụ kế hoạch đúng hạn', en: 'Plan tasks on time', formula_vi: 'xong đúng hạn / đến hạn, theo cơ quan chủ trì', formula_en: 'done on time / due, by lead', origin: 'plan', unit: 'percent', target: null, baseline: null, programmeTarget: null },
    'I-71': { vi: 'Mức trưởng thành theo mô hình ứng phó quốc gia', en: 'Maturity on the Model National Response', formula_vi: 'tự đánh giá từng năng lực từ 1 đến 4', formula_en: 'self-score per capability 1-4', origin: 'self_assessment', unit: 'score', target: null, baseline: null, programmeTarget: null },
    'I-72': { vi: 'Sự cố dữ liệu, truy cập khẩn', en: 'Data incidents and emergency access', formula_vi: 'số sự cố; số đã rà soát / số truy cập khẩn', formula_en: 'count; reviewed / break-glass accesses', origin: 'platform', unit: 'mixed', target: null, baseline: null, programmeTarget: null },
  },
});
export type Indicator = CodeOf<typeof indicator>;
