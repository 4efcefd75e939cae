import type { Answers } from '../../cases/index.ts';
import type { OnlineIncident, Service } from '../../vocabulary/index.ts';

/**
 * What the invented people write in the demonstration's cases. Neutral on purpose: what was done for a child, never what
 * was done to one. All names hold the word "Mẫu" (sample).
 */
export interface CaseTheme {
  readonly incident: OnlineIncident;
  /** Form 01, beside the child's own facts. */
  readonly reception: Answers;
  readonly assessment: Answers;
  readonly plan: Answers;
  readonly actions: readonly {
    readonly service: Service;
    readonly by: 'agency' | 'family' | 'community';
    readonly what: string;
  }[];
  readonly review: string;
}

const family = 'Cha mẹ đều có việc làm, quan tâm đến con nhưng ít thời gian ở nhà vào buổi tối.';

export const themes: readonly CaseTheme[] = [
  {
    incident: 'OI-GROOM',
    reception: {
      category: ['VIOLENCE_RISK'],
      source_channel: 'ONLINE',
      present_state: 'Trẻ lo lắng, ngủ không yên, vẫn đi học đều. Trẻ muốn người lạ trên mạng không liên lạc nữa.',
      likely_consequence: 'Trẻ có thể tiếp tục bị người lạ tìm cách tiếp cận qua tài khoản khác.',
      family_situation: family,
      help_given: 'Tổng đài 111 đã hướng dẫn chặn tài khoản và lưu lại thời điểm liên lạc.',
    },
    assessment: {
      health: 'Sức khỏe bình thường, ăn ngủ kém trong hai tuần gần đây.',
      psychology: 'Lo lắng, ngại nhắc lại sự việc; tin tưởng giáo viên chủ nhiệm.',
      care: 'Sống cùng cha mẹ và bà; bà đưa đón đi học.',
      education: 'Học lực khá, có xin nghỉ hai buổi.',
      living: 'Nhà riêng, có góc học tập; điện thoại dùng chung với anh.',
      family: family,
      community: 'Có cộng tác viên trẻ em tại tổ dân phố; nhà trường sẵn sàng phối hợp.',
      offender_known: 'ONLINE_ONLY',
      offender_info: 'Một tài khoản mạng xã hội; tên hiển thị đã chuyển công an xác minh.',
      strengths: 'Trẻ chủ động kể với người lớn; gia đình hợp tác.',
      risks: 'Người lạ biết lịch học của trẻ.',
      risk_level: 'HIGH',
      needs: ['PSYCHOSOCIAL', 'POLICE'],
      needs_ranked: 'Thứ nhất: an toàn trên mạng và trên đường đi học. Thứ hai: hỗ trợ tâm lý.',
      child_view: 'Trẻ muốn được cô giáo đi cùng khi gặp cán bộ.',
    },
    plan: {
      situation: 'Trẻ bị người lạ tiếp cận qua mạng; hiện đã chặn liên lạc, còn lo lắng.',
      goals: 'Trẻ an toàn khi dùng mạng và khi đi học; ngủ và học trở lại bình thường.',
      resources: 'Kinh phí bảo vệ trẻ em của phường; tư vấn miễn phí của trung tâm công tác xã hội.',
      child_heard: true,
      parents_agree: 'AGREE',
    },
    actions: [
      { service: 'PSYCHOSOCIAL', by: 'agency', what: 'Tham vấn tâm lý mỗi tuần một buổi, có phụ huynh ở buổi cuối.' },
      {
        service: 'SOCIAL_WORK',
        by: 'family',
        what: 'Gia đình cùng trẻ cài đặt lại tài khoản, thống nhất giờ dùng mạng.',
      },
      { service: 'EDUCATION', by: 'community', what: 'Giáo viên chủ nhiệm đón trẻ ở cổng trường trong tháng đầu.' },
    ],
    review: 'Trẻ đi học đều, ngủ tốt, không còn bị liên lạc. Gia đình biết cách báo khi có việc.',
  },
  {
    incident: 'OI-BULLY',
    reception: {
      category: ['ABUSED'],
      source_channel: 'THIRD_PARTY',
      present_state: 'Trẻ buồn, tránh gặp bạn bè, có ngày không muốn đến lớp.',
      likely_consequence: 'Trẻ có thể bỏ học nếu việc trêu chọc trên mạng tiếp diễn.',
      family_situation: 'Trẻ sống với mẹ; mẹ làm ca, chị gái trông trẻ buổi tối.',
      help_given: 'Giáo viên đã gặp riêng trẻ và báo phụ huynh.',
    },
    assessment: {
      health: 'Sức khỏe bình thường.',
      psychology: 'Thu mình, tự ti; vẫn trò chuyện với chị gái.',
      care: 'Mẹ chăm sóc chính, thiếu người lớn buổi tối.',
      education: 'Kết quả học giảm trong học kỳ này.',
      living: 'Nhà thuê, gần trường.',
      family: 'Mẹ và chị thương trẻ, chưa biết cách hỗ trợ khi trẻ bị trêu chọc trên mạng.',
      community: 'Nhóm bạn cùng lớp; nhà trường có tổ tư vấn học đường.',
      offender_known: 'KNOWN',
      offender_info: 'Một nhóm học sinh cùng khối; nhà trường đã làm việc với gia đình các em.',
      strengths: 'Trẻ thích vẽ, có một bạn thân.',
      risks: 'Nhóm trò chuyện cũ vẫn còn hoạt động.',
      risk_level: 'MEDIUM',
      needs: ['PSYCHOSOCIAL', 'EDUCATION'],
      needs_ranked: 'Thứ nhất: dừng việc trêu chọc. Thứ hai: giúp trẻ quay lại lớp.',
      child_view: 'Trẻ không muốn các bạn bị phạt nặng, chỉ muốn được yên.',
    },
    plan: {
      situation: 'Trẻ bị bạn cùng khối trêu chọc trên mạng kéo dài.',
      goals: 'Việc trêu chọc chấm dứt; trẻ đến lớp đều và có bạn bên cạnh.',
      resources: 'Tổ tư vấn học đường; cộng tác viên trẻ em.',
      child_heard: true,
      parents_agree: 'AGREE',
    },
    actions: [
      { service: 'PSYCHOSOCIAL', by: 'agency', what: 'Tham vấn cá nhân bốn buổi, sau đó theo nhóm.' },
      { service: 'EDUCATION', by: 'community', what: 'Nhà trường tổ chức sinh hoạt lớp về ứng xử trên mạng.' },
      { service: 'SOCIAL_WORK', by: 'family', what: 'Mẹ và chị cùng trẻ thống nhất người để trẻ gọi khi buồn.' },
    ],
    review: 'Trẻ đến lớp đều, tham gia câu lạc bộ vẽ. Nhóm trò chuyện cũ đã đóng.',
  },
  {
    incident: 'OI-PRIV',
    reception: {
      category: ['SPECIAL'],
      source_channel: 'IN_PERSON',
      present_state: 'Trẻ xấu hổ, sợ người quen biết chuyện; đã nói với mẹ.',
      likely_consequence: 'Thông tin của trẻ có thể bị chia sẻ rộng hơn.',
      family_situation: 'Trẻ sống với ông bà, cha mẹ làm việc xa nhà.',
      help_given: 'Gia đình đã nhờ gỡ bài đăng; một phần đã được gỡ.',
    },
    assessment: {
      health: 'Sức khỏe bình thường, đau đầu khi căng thẳng.',
      psychology: 'Sợ hãi khi có tin nhắn lạ; bình tĩnh hơn khi ở cùng bà.',
      care: 'Ông bà chăm sóc chu đáo, ít hiểu về mạng.',
      education: 'Học đều, cô giáo biết chuyện và giữ kín.',
      living: 'Nhà ông bà, có mạng Internet.',
      family: 'Cha mẹ gọi về mỗi tối; sẵn sàng về khi cần.',
      community: 'Hàng xóm thân thiện; phường có điểm tư vấn.',
      offender_known: 'UNKNOWN',
      strengths: 'Trẻ tin bà, biết nhờ giúp đỡ.',
      risks: 'Bài đăng có thể được đăng lại.',
      risk_level: 'MEDIUM',
      needs: ['PSYCHOSOCIAL', 'LEGAL_AID'],
      needs_ranked: 'Thứ nhất: gỡ hết bài đăng. Thứ hai: tư vấn cho trẻ và ông bà.',
    },
    plan: {
      situation: 'Thông tin riêng của trẻ bị đăng lên mạng, đã gỡ một phần.',
      goals: 'Bài đăng được gỡ hết; trẻ và ông bà biết cách giữ an toàn.',
      resources: 'Trợ giúp pháp lý của tỉnh; điểm tư vấn của phường.',
      child_heard: true,
      parents_agree: 'AGREE',
    },
    actions: [
      { service: 'LEGAL_AID', by: 'agency', what: 'Hướng dẫn gia đình gửi yêu cầu gỡ bỏ và theo dõi kết quả.' },
      { service: 'PSYCHOSOCIAL', by: 'agency', what: 'Tư vấn cho trẻ và ông bà, hai tuần một lần.' },
      { service: 'SOCIAL_WORK', by: 'family', what: 'Cha mẹ về nhà mỗi tháng một lần, cùng trẻ đặt lại mật khẩu.' },
    ],
    review: 'Bài đăng đã gỡ hết, không có bài mới. Trẻ vui trở lại, tự tin khi dùng mạng.',
  },
];

/** Given names of the invented children, beside a family name and "Mẫu". */
export const children = [
  'Nguyễn Mẫu Bình An',
  'Trần Mẫu Gia Hân',
  'Lê Mẫu Minh Khôi',
  'Phạm Mẫu Thảo Vy',
  'Hoàng Mẫu Đức Anh',
  'Vũ Mẫu Khánh Linh',
  'Đặng Mẫu Nhật Minh',
  'Bùi Mẫu Ngọc Mai',
  'Đỗ Mẫu Tuấn Kiệt',
  'Hồ Mẫu Bảo Châu',
  'Ngô Mẫu Quang Huy',
  'Dương Mẫu Hà My',
  'Lý Mẫu Thiên Phúc',
  'Phan Mẫu Tường Vi',
  'Trịnh Mẫu Hải Đăng',
  'Đinh Mẫu Cát Tiên',
] as const;

/** Short texts of acts and of the log. */
export const words = {
  emergencyTold: 'Con tôi nghe theo một người quen trên mạng, đã ra khỏi nhà từ trưa và không nghe máy.',
  emergencyState: 'Trẻ đã rời nhà theo hẹn của người quen trên mạng, gia đình chưa liên lạc được.',
  placeUnknown: 'Trên mạng, chưa rõ trẻ đang ở đâu',
  emergency: 'Cử cán bộ ở cùng gia đình trong ngày, khóa liên lạc của người lạ, báo công an phường theo dõi khu vực.',
  immediate: 'Trẻ ở cùng bà; cán bộ phường gọi hai giờ một lần; công an phường được báo.',
  minutes:
    'Thành phần: cán bộ bảo vệ trẻ em, đại diện tổ dân phố, giáo viên chủ nhiệm, cha mẹ. Thống nhất nhu cầu theo thứ tự ưu tiên và người thực hiện.',
  returned: 'Bổ sung người chịu trách nhiệm cho từng hoạt động và ngày theo dõi trong tuần đầu.',
  reopened: 'Giáo viên báo trẻ lại nhận tin nhắn từ tài khoản lạ; cần đánh giá lại.',
  moved: 'Gia đình chuyển đến nơi ở mới để gần chỗ làm của cha.',
  duplicate: 'Hai hồ sơ cùng một trẻ, nhập vào hồ sơ mở trước.',
  court: 'Đề nghị Tòa án xem xét hạn chế quyền của cha đối với con theo hồ sơ kèm theo.',
  lost: 'Gia đình đã rời nơi ở, không để lại cách liên hệ; công an và các xã lân cận đã được báo.',
  deceased: 'Trẻ mất do bệnh, gia đình báo và xuất trình giấy tờ.',
  deathDocument: '00/TLKT-BS, Ủy ban nhân dân phường (mẫu)',
  untrue: 'Đã gặp trẻ, gia đình và nhà trường: người báo nhầm trẻ khác, không có sự việc.',
  danger: 'Trẻ báo có người lạ chờ ở cổng trường.',
  started: 'Đã gặp trẻ và gia đình, thống nhất lịch thực hiện.',
  goesOn: 'Hoạt động tiến triển tốt, trẻ tham gia đầy đủ.',
  visited: 'Thăm nhà theo lịch: trẻ ổn định, gia đình giữ đúng cam kết.',
  finished: 'Đã hoàn thành, kết quả ghi trong báo cáo của đơn vị thực hiện.',
  facilityDone: 'Trẻ đã qua đủ các buổi, tự tin và biết tìm người giúp đỡ.',
  full: 'Cơ sở hiện đã đủ người, có thể nhận sau hai tuần.',
} as const;

/** The facts of a referral, piece by piece; each purpose takes those of its minimal set. */
export const referralTexts = {
  REASON: 'Trẻ cần được hỗ trợ chuyên môn theo kế hoạch đã duyệt.',
  NEEDS: 'Tham vấn tâm lý hằng tuần, có phụ huynh cùng tham gia khi trẻ đồng ý.',
  RISK: 'Không liên lạc qua điện thoại của trẻ; gọi cho người chăm sóc trong giờ hành chính.',
  HEALTH: 'Không có bệnh nền được biết.',
  SCHOOLING: 'Đang đi học đều.',
  EVENTS: 'Trẻ bị người lạ tiếp cận qua mạng; thời điểm và tài khoản ghi trong biên bản kèm theo.',
  AGE_SEX: '12 tuổi, nữ',
  CONTACT: 'Qua bà, từ 8 giờ đến 17 giờ.',
  CARER: 'Bà và cha mẹ.',
} as const;
