/**
 * Reasons for contact as Child Helpline International collects them: ten categories with 67 subcategories (newest English form that
 * could be read) and the older non-counselling category. CHI's own document was not readable: labels are to be checked with the owner.
 */
import { international } from '../source.ts';
import { type CodeOf, defineList, listOf } from '../term.ts';

export const chiCategory = defineList({
  name: 'chi_category',
  title: { vi: 'Nhóm lý do liên hệ (CHI)', en: 'CHI category' },
  source: international.chi,
  verified: false,
  version: 'draft framework, Aselo as/v1',
  terms: {
    MISSING: { vi: 'Trẻ em mất tích', en: 'Missing children' },
    VIOLENCE: { vi: 'Bạo lực, xâm hại', en: 'Violence' },
    MENTAL: { vi: 'Sức khỏe tâm thần', en: 'Mental health' },
    PHYSICAL: { vi: 'Sức khỏe thể chất', en: 'Physical health' },
    ACCESS: { vi: 'Tiếp cận dịch vụ', en: 'Access to services' },
    DISCRIMINATION: { vi: 'Phân biệt đối xử, loại trừ', en: 'Discrimination and exclusion' },
    FAMILY: { vi: 'Quan hệ gia đình', en: 'Family relationships' },
    PEER: { vi: 'Quan hệ bạn bè', en: 'Peer relationships' },
    EDUCATION: { vi: 'Học tập và việc làm', en: 'Education and occupation' },
    SEXUALITY: { vi: 'Giới tính, tình dục', en: 'Sexuality' },
    NON_COUNSELLING: { vi: 'Liên hệ không phải tư vấn', en: 'Non-counselling contacts' },
  },
});
export type ChiCategory = CodeOf<typeof chiCategory>;

export const chiSubcategory = listOf<{ readonly category: ChiCategory }>()({
  name: 'chi_subcategory',
  title: { vi: 'Lý do liên hệ (CHI)', en: 'CHI subcategory' },
  source: international.chi,
  verified: false,
  version: 'draft framework, Aselo as/v1',
  terms: {
    'MISSING.ABDUCTION': { vi: 'Trẻ bị bắt cóc, chiếm đoạt', en: 'Child abduction', category: 'MISSING' },
    'MISSING.LOST': {
      vi: 'Trẻ bị lạc hoặc mất tích',
      en: 'Lost, unaccounted for or otherwise missing child',
      category: 'MISSING',
    },
    'MISSING.RUNAWAY': { vi: 'Trẻ bỏ nhà đi', en: 'Runaway', category: 'MISSING' },
    'MISSING.OTHER': { vi: 'Mất tích, trường hợp khác', en: 'Missing, other', category: 'MISSING' },
    'VIOLENCE.BULLYING': { vi: 'Bắt nạt', en: 'Bullying', category: 'VIOLENCE' },
    'VIOLENCE.MARRIAGE': {
      vi: 'Tảo hôn, hôn nhân cưỡng ép',
      en: 'Child, early or forced marriage',
      category: 'VIOLENCE',
    },
    'VIOLENCE.LABOUR': { vi: 'Lao động trẻ em', en: 'Child labour', category: 'VIOLENCE' },
    'VIOLENCE.CYBERBULLYING': { vi: 'Bắt nạt trực tuyến', en: 'Cyberbullying', category: 'VIOLENCE' },
    'VIOLENCE.FGM': { vi: 'Cắt bộ phận sinh dục nữ', en: 'Female genital mutilation', category: 'VIOLENCE' },
    'VIOLENCE.NEGLECT': { vi: 'Sao nhãng, bỏ mặc', en: 'Neglect or negligent treatment', category: 'VIOLENCE' },
    'VIOLENCE.ONLINE_CSEA': {
      vi: 'Bóc lột và xâm hại tình dục trẻ em trên mạng',
      en: 'Online child sexual abuse and exploitation',
      category: 'VIOLENCE',
    },
    'VIOLENCE.HARMFUL_PRACTICE': { vi: 'Tập quán có hại khác', en: 'Other harmful practices', category: 'VIOLENCE' },
    'VIOLENCE.PHYSICAL': { vi: 'Bạo lực thể chất', en: 'Physical violence', category: 'VIOLENCE' },
    'VIOLENCE.PSYCHOLOGICAL': {
      vi: 'Bạo lực tâm lý, tinh thần',
      en: 'Psychological or emotional violence',
      category: 'VIOLENCE',
    },
    'VIOLENCE.SEXUAL': { vi: 'Xâm hại tình dục', en: 'Sexual violence', category: 'VIOLENCE' },
    'VIOLENCE.OTHER': { vi: 'Bạo lực, trường hợp khác', en: 'Violence, other', category: 'VIOLENCE' },
    'MENTAL.ADDICTION': {
      vi: 'Hành vi gây nghiện, sử dụng chất',
      en: 'Addictive behaviour and substance use',
      category: 'MENTAL',
    },
    'MENTAL.BEHAVIOUR': { vi: 'Vấn đề hành vi', en: 'Behavioural problems', category: 'MENTAL' },
    'MENTAL.SELF': { vi: 'Băn khoăn về bản thân', en: 'Concerns about the self', category: 'MENTAL' },
    'MENTAL.ANGER': { vi: 'Căng thẳng cảm xúc: giận dữ', en: 'Emotional distress: anger', category: 'MENTAL' },
    'MENTAL.ANXIETY': {
      vi: 'Căng thẳng cảm xúc: sợ hãi, lo âu',
      en: 'Emotional distress: fear and anxiety',
      category: 'MENTAL',
    },
    'MENTAL.MOOD': { vi: 'Căng thẳng cảm xúc: khí sắc', en: 'Emotional distress: mood', category: 'MENTAL' },
    'MENTAL.NEURO': { vi: 'Phát triển thần kinh', en: 'Neurodevelopmental concerns', category: 'MENTAL' },
    'MENTAL.EATING': { vi: 'Vấn đề ăn uống', en: 'Problems with eating behaviour', category: 'MENTAL' },
    'MENTAL.SELF_HARM': { vi: 'Tự làm đau bản thân', en: 'Self-harming behaviour', category: 'MENTAL' },
    'MENTAL.SUICIDE': {
      vi: 'Ý nghĩ hoặc hành vi tự sát',
      en: 'Suicidal thoughts and suicide attempts',
      category: 'MENTAL',
    },
    'MENTAL.TRAUMA': { vi: 'Sang chấn', en: 'Traumatic distress', category: 'MENTAL' },
    'MENTAL.OTHER': { vi: 'Sức khỏe tâm thần, trường hợp khác', en: 'Mental health, other', category: 'MENTAL' },
    'PHYSICAL.COVID': { vi: 'COVID-19', en: 'COVID-19', category: 'PHYSICAL' },
    'PHYSICAL.GENERAL': {
      vi: 'Sức khỏe chung, lối sống',
      en: 'General medical or lifestyle concerns',
      category: 'PHYSICAL',
    },
    'PHYSICAL.HIV': { vi: 'HIV/AIDS', en: 'HIV/AIDS', category: 'PHYSICAL' },
    'PHYSICAL.NUTRITION': { vi: 'Dinh dưỡng', en: 'Nutrition', category: 'PHYSICAL' },
    'PHYSICAL.PREGNANCY': { vi: 'Mang thai, làm mẹ', en: 'Pregnancy and maternal care', category: 'PHYSICAL' },
    'PHYSICAL.SRH': { vi: 'Sức khỏe sinh sản, tình dục', en: 'Sexual and reproductive health', category: 'PHYSICAL' },
    'PHYSICAL.OTHER': { vi: 'Sức khỏe thể chất, trường hợp khác', en: 'Physical health, other', category: 'PHYSICAL' },
    'ACCESS.EDUCATION': { vi: 'Dịch vụ giáo dục', en: 'Education', category: 'ACCESS' },
    'ACCESS.ESSENTIAL': { vi: 'Nhu cầu thiết yếu', en: 'Essential needs', category: 'ACCESS' },
    'ACCESS.HEALTH': { vi: 'Dịch vụ y tế chung', en: 'General healthcare services', category: 'ACCESS' },
    'ACCESS.LEGAL': { vi: 'Dịch vụ, tư vấn pháp lý', en: 'Legal services and advice', category: 'ACCESS' },
    'ACCESS.MENTAL': { vi: 'Dịch vụ sức khỏe tâm thần', en: 'Mental health services', category: 'ACCESS' },
    'ACCESS.SEXUAL': { vi: 'Dịch vụ sức khỏe tình dục', en: 'Sexual health services', category: 'ACCESS' },
    'ACCESS.SOCIAL': { vi: 'Dịch vụ kinh tế - xã hội', en: 'Socio-economic services', category: 'ACCESS' },
    'ACCESS.OTHER': { vi: 'Tiếp cận dịch vụ, trường hợp khác', en: 'Access, other', category: 'ACCESS' },
    'DISCRIMINATION.ETHNICITY': {
      vi: 'Dân tộc, quốc tịch',
      en: 'Ethnicity or nationality',
      category: 'DISCRIMINATION',
    },
    'DISCRIMINATION.FINANCIAL': { vi: 'Hoàn cảnh kinh tế', en: 'Financial situation', category: 'DISCRIMINATION' },
    'DISCRIMINATION.GENDER': { vi: 'Giới', en: 'Gender', category: 'DISCRIMINATION' },
    'DISCRIMINATION.SOGI': {
      vi: 'Bản dạng giới, xu hướng tính dục',
      en: 'Gender identity or expression and sexual orientation',
      category: 'DISCRIMINATION',
    },
    'DISCRIMINATION.HEALTH': { vi: 'Tình trạng sức khỏe', en: 'Health', category: 'DISCRIMINATION' },
    'DISCRIMINATION.BELIEF': {
      vi: 'Tín ngưỡng, quan điểm',
      en: 'Philosophical or religious beliefs',
      category: 'DISCRIMINATION',
    },
    'DISCRIMINATION.OTHER': {
      vi: 'Phân biệt đối xử, trường hợp khác',
      en: 'Discrimination, other',
      category: 'DISCRIMINATION',
    },
    'FAMILY.ADOPTION': {
      vi: 'Nhận con nuôi, chăm sóc thay thế',
      en: 'Adoption, fostering and extended family placement',
      category: 'FAMILY',
    },
    'FAMILY.HEALTH': { vi: 'Sức khỏe của gia đình', en: 'Family health and wellbeing', category: 'FAMILY' },
    'FAMILY.GENERAL': { vi: 'Quan hệ gia đình nói chung', en: 'Family relationships in general', category: 'FAMILY' },
    'FAMILY.CAREGIVER': { vi: 'Quan hệ với người chăm sóc', en: 'Relationship to caregiver', category: 'FAMILY' },
    'FAMILY.SIBLING': { vi: 'Quan hệ với anh chị em', en: 'Relationship with siblings', category: 'FAMILY' },
    'FAMILY.OTHER': { vi: 'Gia đình, trường hợp khác', en: 'Family, other', category: 'FAMILY' },
    'PEER.CLASSMATE': { vi: 'Bạn học, đồng nghiệp', en: 'Classmates and colleagues', category: 'PEER' },
    'PEER.FRIEND': { vi: 'Bạn bè', en: 'Friends and friendships', category: 'PEER' },
    'PEER.PARTNER': { vi: 'Quan hệ tình cảm', en: 'Partner relationships', category: 'PEER' },
    'PEER.OTHER': { vi: 'Bạn bè, trường hợp khác', en: 'Peers, other', category: 'PEER' },
    'EDUCATION.ACADEMIC': { vi: 'Việc học', en: 'Academic issues', category: 'EDUCATION' },
    'EDUCATION.WORK': { vi: 'Việc làm', en: 'Problems at work', category: 'EDUCATION' },
    'EDUCATION.SCHOOL': { vi: 'Thầy cô, nhà trường', en: 'Teacher and school problems', category: 'EDUCATION' },
    'EDUCATION.OTHER': { vi: 'Học tập, việc làm, trường hợp khác', en: 'Education, other', category: 'EDUCATION' },
    'SEXUALITY.BEHAVIOUR': { vi: 'Hành vi tình dục', en: 'Sexual behaviours', category: 'SEXUALITY' },
    'SEXUALITY.IDENTITY': {
      vi: 'Xu hướng tính dục, bản dạng giới',
      en: 'Sexual orientation and gender identity',
      category: 'SEXUALITY',
    },
    'SEXUALITY.OTHER': { vi: 'Giới tính, trường hợp khác', en: 'Sexuality, other', category: 'SEXUALITY' },
    'NON_COUNSELLING.COMPLAINT': {
      vi: 'Góp ý, khiếu nại về tổng đài',
      en: 'Complaints about the helpline',
      category: 'NON_COUNSELLING',
    },
    'NON_COUNSELLING.PARENT': { vi: 'Câu hỏi của cha mẹ', en: 'Questions by parents', category: 'NON_COUNSELLING' },
    'NON_COUNSELLING.ABOUT': { vi: 'Hỏi về tổng đài', en: 'Questions about the helpline', category: 'NON_COUNSELLING' },
    'NON_COUNSELLING.SERVICES': {
      vi: 'Hỏi về dịch vụ khác',
      en: 'Questions about other services',
      category: 'NON_COUNSELLING',
    },
    'NON_COUNSELLING.THANKS': { vi: 'Lời cảm ơn', en: 'Thanks', category: 'NON_COUNSELLING' },
    'NON_COUNSELLING.OTHER': {
      vi: 'Không phải tư vấn, trường hợp khác',
      en: 'Non-counselling, other',
      category: 'NON_COUNSELLING',
    },
  },
});
export type ChiSubcategory = CodeOf<typeof chiSubcategory>;

/** A contact carries at most this many subcategories, one of them marked as the main reason. */
export const maxReasonsPerContact = 5;
