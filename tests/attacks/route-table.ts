import type { AgencyKind, Role } from '../../src/vocabulary/index.ts';

/**
 * Who is let in at which door, written by hand from the duties of the ministry plan and the law, as the modules' READMEs tell
 * them: everybody else is turned away. What somebody may then do with one record, the tables of the policies say.
 *
 * A role; `auditor of RUN_HASH_DB`: only at an agency with that function; `machine hash.read`: its key's permission;
 * `signed in`: whoever has a session, in whatever role and in none; `public`: everybody.
 */
export type AdmittedAs = Role | `${Role} of ${string}` | `machine ${string}` | 'signed in' | 'public';

const helpline = ['111_agent', '111_counsellor', '111_supervisor'] as const;
const counsellors = ['111_counsellor', '111_supervisor'] as const;
const commune = ['commune_child_officer', 'commune_chair'] as const;
const chair = ['commune_chair'] as const;
/** Who may learn that a child needs protection, and opens the case at the commune. */
const reporters = [...counsellors, ...commune, 'province_child_officer', 'police_intake'] as const;
/** Who knows how a case goes on. */
const overview = [...reporters, 'ministry_child_officer'] as const;
/** To whom a part of a case is sent. */
const receivers = [
  ...counsellors,
  ...commune,
  'police_intake',
  'police_investigator',
  'facility_worker',
  'school_officer',
] as const;
const overseers = [
  'province_child_officer',
  'ministry_child_officer',
  '111_supervisor',
  'hash_db_approver',
  'listening_supervisor',
] as const;
const register = ['content_analyst', 'hash_db_operator', 'hash_db_approver'] as const;
const rights = ['hash_db_operator', 'hash_db_approver', 'auditor of RUN_HASH_DB'] as const;
const listeners = ['listening_analyst', 'listening_reviewer', 'listening_supervisor'] as const;
const makers = ['listening_analyst', 'listening_supervisor'] as const;
const lookers = ['listening_reviewer', 'listening_supervisor'] as const;
const listeningCheckers = ['auditor of RUN_LISTENING', 'dpo of RUN_LISTENING'] as const;
const administrators = ['agency_admin', 'sysadmin'] as const;
const auditors = ['auditor', 'dpo', '111_supervisor'] as const;
/** Who works at a desk, whatever the work. */
const workers = [
  ...helpline,
  ...commune,
  'province_child_officer',
  'ministry_child_officer',
  'vncop_coordinator',
  'vncop_member_user',
  ...register,
  'police_intake',
  'police_investigator',
  'takedown_officer',
  'platform_contact',
  'isp_contact',
  ...listeners,
  'facility_worker',
  'school_officer',
  'youth_union_moderator',
  'catalogue_evaluator',
  'report_author',
  'report_approver',
  'programme_manager',
  'dpo',
  'auditor',
] as const;

export interface Doorway {
  readonly admits: readonly AdmittedAs[];
  readonly doors: readonly string[];
}

export const routeTable: readonly Doorway[] = [
  {
    admits: ['public'],
    doors: [
      'portal POST /api/v1/reports',
      'portal POST /api/v1/receipts/open',
      'portal POST /api/v1/receipts/messages',
      'portal POST /api/v1/receipts/change',
      'portal POST /api/v1/receipts/burn',
      // A chat: begun by anybody, and then the child's own by its session.
      'portal POST /api/v1/contacts',
      'portal GET /api/v1/contacts/own',
      'portal POST /api/v1/contacts/own/lines',
      'portal POST /api/v1/contacts/own/seen',
      'portal POST /api/v1/contacts/own/acts',
      'portal GET /api/v1/contacts/own/stream',
      'portal GET /api/v1/listening',
      'portal POST /api/v1/listening/webhooks/{source}',
      'portal GET /api/v1/listening/webhooks/{source}',
      'portal page /(site)',
      'portal page /(site)/_mau',
      'portal page /(site)/chuyen-gia',
      'portal page /(site)/chuyen/[problem=problem]/[[teller=teller]]',
      'portal page /(site)/don-dep',
      'portal page /(site)/em/[band=band]',
      'portal page /(site)/gioi-thieu',
      'portal page /(site)/hinh',
      'portal page /(site)/hoc',
      'portal page /(site)/lang-nghe',
      'portal page /(site)/mo',
      'portal page /(site)/nguoi-lon',
      'portal page /(site)/rieng-tu',
      'portal page /(site)/so',
      'portal page /(site)/thay-co',
      'portal page /(site)/tiep',
      'portal page /(site)/tro-chuyen/[[teller=teller]]',
      'portal page /(site)/viet/[[teller=teller]]',
      'portal page /dong-vat',
      'portal endpoint /robots.txt',
      'portal endpoint /sitemap.xml',
      // What a child who does not read yet hears.
      'portal endpoint /tep/[id]',
      // What the exchange's format asks of everybody, and the ways in and out of the desk.
      'desk GET /status',
      'desk GET /status/live',
      'desk page /_mau',
      'desk page /dang-nhap',
      'desk page /dang-nhap/don-vi',
      'desk endpoint /dang-nhap/khoa',
      'desk endpoint /dang-nhap/sso',
      'desk page /dang-nhap/sso/ve',
      'desk page /dang-xuat',
      'desk page /khong-duoc',
      'desk page /moi/[giay]',
    ],
  },
  {
    admits: [...workers, ...administrators],
    doors: [
      'desk GET /api/v1/live',
      'desk page /',
      'desk endpoint /don-vi/tim',
      'desk page /huong-dan',
      'desk page /huong-dan/[vai]',
      'desk page /quy-tac',
      'desk page /quy-tac/[id]',
      'desk page /quy-tac/bieu-mau',
      'desk endpoint /quy-tac/bieu-mau/tep',
      'desk page /quy-tac/ngay-nghi',
      'desk page /thong-bao',
      'desk page /toi',
      'desk GET /api/v1/work',
      'desk GET /api/v1/work/waiting',
      'desk endpoint /phien',
      'desk endpoint /tim/ma',
    ],
  },
  // Whoever has a session sees their own emergencies, and who reviews them sees those that wait.
  { admits: ['signed in'], doors: ['desk page /mo-khan'] },
  { admits: workers, doors: ['desk GET /api/v1/clocks/calendar', 'desk page /lich', 'desk endpoint /lich/tep'] },
  {
    admits: overseers,
    doors: [
      'desk GET /api/v1/clocks',
      'desk POST /api/v1/clocks/{id}/seen',
      'desk page /dong-ho',
      'desk endpoint /dong-ho/tep',
    ],
  },
  // Reports: a call taker writes down and passes on; screening, answers and the end are a counsellor's.
  {
    admits: helpline,
    doors: [
      'desk GET /api/v1/desk/reports',
      'desk POST /api/v1/desk/reports',
      'desk GET /api/v1/desk/summary',
      'desk POST /api/v1/desk/reports/search',
      'desk GET /api/v1/desk/reports/{id}',
      'desk GET /api/v1/desk/reports/{id}/related',
      'desk POST /api/v1/desk/reports/{id}/assignment',
      'desk POST /api/v1/desk/reports/{id}/notes',
      'desk POST /api/v1/desk/reports/{id}/presence',
      'desk POST /api/v1/desk/reports/{id}/status',
      'desk POST /api/v1/desk/reports/{id}/identity',
      'desk page /bao-cao',
      'desk page /viec/het-ca',
      'desk page /bao-cao/[id]',
      'desk page /bao-cao/moi',
      'desk page /tim',
    ],
  },
  // Who hands an emergency over for a body that does not own the case completes its form 01.
  {
    admits: [...counsellors, 'police_intake', 'province_child_officer'],
    doors: [
      'desk page /bao-cao/mau-01/[id]',
      'desk GET /api/v1/supplements',
      'desk GET /api/v1/supplements/{id}',
      'desk POST /api/v1/supplements/{id}/sending',
    ],
  },
  {
    admits: ['111_supervisor'],
    doors: [
      'desk PUT /api/v1/supplements/{id}/assignee',
      'desk page /ca-truc',
      'desk page /lich-truc/du-bao',
      'desk POST /api/v1/rosters',
      'desk POST /api/v1/rosters/{id}/publication',
      'desk POST /api/v1/rosters/{id}/discard',
      'desk POST /api/v1/leave/{id}/decision',
      'desk GET /api/v1/forecast',
      'desk POST /api/v1/forecast/events',
      'desk DELETE /api/v1/forecast/events/{id}',
      'desk POST /api/v1/staffing-rules',
      'desk POST /api/v1/contacts/{id}/steering',
      'desk POST /api/v1/contacts/{id}/watch',
      'desk DELETE /api/v1/contacts/{id}/watch',
      'desk POST /api/v1/contact-queues/diversion',
      'desk POST /api/v1/shifts/{id}/steering',
    ],
  },
  {
    admits: helpline,
    doors: [
      'desk page /lich-truc',
      'desk page /lich-truc/[id]',
      'desk endpoint /lich-truc/tep',
      'desk GET /api/v1/contacts',
      'desk GET /api/v1/contacts/own',
      'desk GET /api/v1/contacts/{id}/thread',
      'desk POST /api/v1/contacts/{id}/lines',
      'desk PUT /api/v1/contacts/{id}/draft',
      'desk POST /api/v1/contacts/{id}/notes',
      'desk POST /api/v1/contacts/{id}/typing',
      'desk POST /api/v1/contacts/{id}/acceptance',
      'desk POST /api/v1/contacts/{id}/decline',
      'desk POST /api/v1/contacts/{id}/transfer',
      'desk POST /api/v1/contacts/{id}/transfer-answer',
      'desk POST /api/v1/contacts/{id}/hold',
      'desk POST /api/v1/contacts/{id}/end',
      'desk POST /api/v1/contacts/{id}/finish',
      'desk GET /api/v1/shifts',
      'desk POST /api/v1/shifts',
      'desk POST /api/v1/shifts/own/state',
      'desk POST /api/v1/shifts/own/sign',
      'desk POST /api/v1/shifts/own/end',
      'desk GET /api/v1/rosters',
      'desk GET /api/v1/rosters/{id}',
      'desk GET /api/v1/own-shifts',
      'desk PUT /api/v1/own-shifts/wish',
      'desk POST /api/v1/shift-swaps',
      'desk POST /api/v1/shift-swaps/{id}/answer',
      'desk POST /api/v1/shift-swaps/{id}/withdrawal',
      'desk POST /api/v1/leave',
      'desk POST /api/v1/leave/{id}/withdrawal',
    ],
  },
  {
    admits: counsellors,
    doors: [
      'desk POST /api/v1/desk/reports/{id}/screening',
      'desk POST /api/v1/desk/reports/{id}/replies',
      'desk POST /api/v1/desk/reports/{id}/calls',
      'desk POST /api/v1/desk/reports/{id}/end',
      'desk POST /api/v1/desk/reports/{id}/undo',
    ],
  },
  // Cases: the commune works, its chair decides; above it the course is seen and no text.
  { admits: reporters, doors: ['desk POST /api/v1/cases', 'desk page /ho-so/mo'] },
  {
    admits: overview,
    doors: [
      'desk GET /api/v1/cases/{id}',
      'desk page /ho-so',
      'desk page /ho-so/[id]',
      'desk page /ho-so/[id]/in',
      'desk page /ho-so/[id]/ke-hoach',
      'desk page /ho-so/[id]/nguoi',
      'desk page /ho-so/[id]/quyet-dinh',
      'desk page /ho-so/[id]/tai-lieu',
    ],
  },
  {
    admits: commune,
    doors: [
      'desk GET /api/v1/cases',
      'desk POST /api/v1/cases/{id}/acts',
      'desk POST /api/v1/cases/{id}/documents/{document}/number',
      'desk POST /api/v1/cases/{id}/separation',
      'desk POST /api/v1/cases/{id}/merge',
      'desk POST /api/v1/cases/{id}/assignment',
      'desk POST /api/v1/cases/{id}/age',
      'desk PUT /api/v1/cases/{id}/forms/{form}/draft',
      'desk POST /api/v1/cases/{id}/forms/{form}/submission',
      'desk GET /api/v1/cases/{id}/forms/{form}',
      'desk PUT /api/v1/cases/{id}/plan',
      'desk POST /api/v1/cases/{id}/implementation',
      'desk POST /api/v1/cases/{id}/consents',
      'desk POST /api/v1/cases/{id}/tracks',
      'desk GET /api/v1/cases/{id}/openings',
      'desk POST /api/v1/cases/{id}/referrals',
      'desk POST /api/v1/cases/{id}/supplements/{supplement}/taking-in',
      'desk GET /api/v1/cases/{id}/related',
      'desk POST /api/v1/cases/{id}/contact-requests',
      'desk GET /api/v1/contact-requests',
      'desk POST /api/v1/contact-requests/{id}/answer',
      'desk PUT /api/v1/referrals/{id}/facts',
      'desk POST /api/v1/referrals/{id}/sending',
      'desk POST /api/v1/referrals/{id}/question-answers',
      'desk POST /api/v1/referrals/{id}/revocation',
      'desk POST /api/v1/referrals/{id}/bundle',
      'desk POST /api/v1/referrals/{id}/bundle-answer',
      'desk page /xa',
      'desk page /ho-so/[id]/quyet-dinh/ky',
      'desk endpoint /xa/tep',
      'desk page /viec/lien-he',
      'desk page /ho-so/[id]/bieu-mau',
      'desk page /ho-so/[id]/bieu-mau/[form]',
      'desk page /ho-so/[id]/bieu-mau/[form]/in',
      'desk endpoint /ho-so/[id]/bieu-mau/[form]/tai',
      'desk page /ho-so/[id]/chuyen-gui',
      'desk page /ho-so/[id]/chuyen-gui/moi',
      'desk endpoint /ho-so/[id]/quyet-dinh/[so]/tai',
      'desk endpoint /ho-so/[id]/tai-lieu/[so]/tai',
    ],
  },
  {
    admits: chair,
    doors: ['desk POST /api/v1/cases/{id}/transfer', 'desk POST /api/v1/cases/{id}/label', 'desk page /viec/quyen-xem'],
  },
  {
    admits: receivers,
    doors: [
      'desk GET /api/v1/referrals',
      'desk GET /api/v1/referrals/{id}',
      'desk POST /api/v1/referrals/{id}/answers',
      'desk POST /api/v1/referrals/{id}/questions',
      'desk page /chuyen-gui',
      'desk page /chuyen-gui/[id]',
      'desk endpoint /chuyen-gui/[id]/van-ban',
      'desk endpoint /chuyen-gui/[id]/gui-kem/[so]',
      'desk page /chuyen-gui/noi-nhan',
    ],
  },
  {
    admits: ['police_intake', 'police_investigator', 'takedown_officer'],
    doors: ['desk page /viec/huong'],
  },
  // The register: asked by many, kept by its own people; members propose, answer and read through their lists.
  {
    admits: [...register, 'listening_analyst', 'police_investigator', 'machine hash.match'],
    doors: [
      'desk POST /api/v1/hashes/match',
      'desk GET /m/raw_lookup',
      'desk GET /m/lookup',
      'desk POST /m/lookup',
      'desk POST /m/compare',
      'desk GET /m/index/status',
      'desk GET /h/hash',
      'desk POST /h/hash',
    ],
  },
  {
    admits: ['content_analyst', 'hash_db_operator', 'vncop_member_user', 'machine hash.submit'],
    doors: [
      'desk POST /api/v1/hashes/entries',
      'desk POST /api/v1/hashes/changes',
      'desk POST /exchange/stopncii/v1/SubmitHashes',
      'desk POST /c/bank/{name}/signal',
      'desk page /ma-bam/moi',
    ],
  },
  {
    admits: [...register, 'vncop_member_user', 'machine hash.submit'],
    doors: ['desk GET /api/v1/hashes/entries/{id}', 'desk POST /api/v1/hashes/entries/{id}/answer'],
  },
  { admits: ['content_analyst'], doors: ['desk POST /api/v1/hashes/entries/{id}/verdicts'] },
  { admits: ['content_analyst', 'hash_db_operator'], doors: ['desk PUT /api/v1/hashes/entries/{id}/classes'] },
  {
    admits: ['hash_db_approver'],
    doors: [
      'desk PUT /api/v1/hashes/peers/{peer}/certificate',
      'desk POST /api/v1/hashes/entries/{id}/arbitration',
      'desk POST /api/v1/hashes/entries/{id}/resolution',
      'desk POST /api/v1/hashes/lists',
      'desk PUT /api/v1/hashes/lists/{code}/rules',
      'desk PUT /api/v1/hashes/members/{agency}',
    ],
  },
  {
    admits: [...register, 'vncop_member_user', 'machine hash.feedback'],
    doors: [
      'desk POST /api/v1/hashes/entries/{id}/feedback',
      'desk POST /api/v1/hashes/entries/{id}/dispute',
      'desk PUT /exchange/ncmec/v2/entries/{member}/{entry}/{type}/feedback',
      'desk POST /exchange/stopncii/v1/SubmitFeedback',
    ],
  },
  {
    admits: ['hash_db_operator', 'hash_db_approver', 'vncop_member_user', 'machine hash.submit'],
    doors: ['desk DELETE /api/v1/hashes/entries/{id}', 'desk DELETE /c/bank/{name}/content/{number}'],
  },
  {
    admits: register,
    doors: [
      'desk GET /api/v1/hashes/queue',
      'desk page /ma-bam',
      'desk page /ma-bam/[id]',
      'desk page /ma-bam/duyet',
      'desk page /ma-bam/ngan-hang',
      'desk page /ma-bam/nguon',
    ],
  },
  {
    admits: [
      ...register,
      'auditor of RUN_HASH_DB',
      'machine hash.match',
      'machine hash.read',
      'machine hash.submit',
      'machine hash.manage',
    ],
    doors: [
      'desk GET /api/v1/hashes/banks',
      'desk GET /c/signal_type',
      'desk GET /c/content_type',
      'desk GET /c/banks',
      'desk GET /c/bank/{name}',
      'desk GET /c/bank/{name}/content/{number}',
    ],
  },
  {
    admits: ['hash_db_operator', 'machine hash.manage'],
    doors: [
      'desk POST /api/v1/hashes/banks',
      'desk PUT /api/v1/hashes/banks/{code}',
      'desk POST /c/banks',
      'desk PUT /c/bank/{name}',
      'desk DELETE /c/bank/{name}',
    ],
  },
  {
    admits: ['hash_db_operator'],
    doors: [
      'desk POST /api/v1/hashes/sources',
      'desk PUT /api/v1/hashes/sources/{code}',
      'desk POST /api/v1/hashes/peers',
      'desk POST /api/v1/hashes/peers/{peer}/confirmation',
      'desk page /ma-bam/moi/tep',
    ],
  },
  {
    admits: rights,
    doors: [
      'desk GET /api/v1/hashes/exchange',
      'desk page /ma-bam/thanh-vien',
      'desk page /ma-bam/trao-doi',
      'desk page /ma-bam/tu-go',
    ],
  },
  {
    admits: ['hash_db_operator', 'hash_db_approver', 'vncop_member_user', 'auditor'],
    doors: ['desk GET /api/v1/hashes/matches', 'desk page /ma-bam/nhat-ky', 'desk endpoint /ma-bam/nhat-ky/tep'],
  },
  {
    admits: ['machine hash.read'],
    doors: [
      'desk GET /exchange/ncmec/v2/status',
      'desk GET /exchange/ncmec/v2/members',
      'desk GET /exchange/ncmec/v2/entries',
      'desk GET /exchange/ncmec/v2/feedback/{type}/reasons',
      'desk GET /exchange/ncmec/v2/categorizations',
      'desk GET /api/v1/hashes/changes',
      'desk GET /exchange/stopncii/v1/FetchHashes',
    ],
  },
  // Listening: who looks at posts, who makes rules, who puts into use; figures go further, posts do not.
  {
    admits: [...listeners, ...listeningCheckers, 'ministry_child_officer', 'report_author', 'report_approver'],
    doors: ['desk GET /api/v1/listening/dashboard', 'desk page /lang-nghe'],
  },
  {
    admits: [...listeners, ...listeningCheckers],
    doors: [
      'desk GET /api/v1/listening/sources',
      'desk page /lang-nghe/nguon',
      'desk page /lang-nghe/nguon/[id]',
      'desk GET /api/v1/listening/retention',
      'desk page /lang-nghe/luu-giu',
      'desk page /lang-nghe/luu-giu/noi-but-danh',
      'desk page /lang-nghe/mo-hinh',
      'desk page /lang-nghe/mo-hinh/[id]',
      'desk page /lang-nghe/mo-hinh/phien-ban',
      'desk page /lang-nghe/mo-hinh/phien-ban/[id]',
    ],
  },
  {
    admits: listeners,
    doors: [
      'desk GET /api/v1/listening/alerts',
      'desk GET /api/v1/listening/alerts/{id}',
      'desk page /lang-nghe/canh-bao',
      'desk page /lang-nghe/canh-bao/[id]',
      'desk page /lang-nghe/quy-tac',
      'desk page /lang-nghe/quy-tac/[code]',
    ],
  },
  {
    admits: lookers,
    doors: ['desk POST /api/v1/listening/alerts/{id}/decision', 'desk page /lang-nghe/duyet'],
  },
  {
    admits: makers,
    doors: [
      'desk POST /api/v1/listening/sources/{id}/act',
      'desk POST /api/v1/listening/replays',
      'desk GET /api/v1/listening/replays/{id}',
      'desk GET /api/v1/listening/dead-letters',
      'desk POST /api/v1/listening/dead-letters/retry',
      'desk page /lang-nghe/luu-giu/bai-hong',
      'desk page /lang-nghe/nguon/moi',
      'desk page /lang-nghe/quy-tac/moi',
    ],
  },
  // Practice with scripted children: one's own; the supervisor hears of what was told.
  {
    admits: helpline,
    doors: [
      'desk page /luyen-tap',
      'desk page /luyen-tap/[id]',
      'desk GET /api/v1/practices',
      'desk POST /api/v1/practices',
      'desk GET /api/v1/practices/{id}',
      'desk POST /api/v1/practices/{id}/lines',
      'desk POST /api/v1/practices/{id}/stop',
      'desk PUT /api/v1/practices/{id}/share',
      'desk DELETE /api/v1/practices/{id}',
    ],
  },
  { admits: ['111_supervisor'], doors: ['desk GET /api/v1/shared-practices'] },
  { admits: ['machine listening.push'], doors: ['desk POST /api/v1/listening/posts'] },
  // The house: people, agencies, machines, and who checks what was done.
  {
    admits: administrators,
    doors: ['desk page /don-vi', 'desk page /don-vi/[ma]', 'desk page /nguoi', 'desk page /nguoi/[id]'],
  },
  { admits: ['sysadmin'], doors: ['desk page /may'] },
  // Who puts what children hear.
  { admits: ['sysadmin', '111_supervisor'], doors: ['desk page /giong-doc', 'desk endpoint /giong-doc/[id]'] },
  { admits: auditors, doors: ['desk page /nhat-ky', 'desk page /quyen', 'desk page /quyen/thu'] },
];

/**
 * Where each role may be held: at agencies named by their function or kind today. A role that is given anywhere else gives
 * nothing. `any` is every agency but those abroad.
 */
export const homes: Readonly<Record<Role, readonly string[] | { readonly kinds: readonly AgencyKind[] } | 'any'>> = {
  child: [],
  guardian: [],
  public: [],
  teacher: [],
  '111_agent': ['C111'],
  '111_counsellor': ['C111'],
  '111_supervisor': ['C111'],
  commune_child_officer: ['UBND-00004'],
  commune_chair: ['UBND-00004'],
  province_child_officer: ['SYT-01'],
  ministry_child_officer: ['MOH-MCD'],
  vncop_coordinator: ['MPS-A05'],
  vncop_member_user: {
    kinds: [
      'MINISTRY',
      'DEPARTMENT',
      'HELPLINE',
      'POLICE',
      'UNION',
      'ASSOCIATION',
      'PLATFORM',
      'ISP',
      'SECURITY_VENDOR',
      'NGO',
      'PRESS',
    ],
  },
  content_analyst: ['MPS-A05'],
  hash_db_operator: ['MPS-A05'],
  hash_db_approver: ['MPS-A05'],
  police_intake: { kinds: ['POLICE'] },
  police_investigator: { kinds: ['POLICE'] },
  takedown_officer: ['MPS-A05', 'MOCST-ABEI', 'SVHTTDL-01'],
  platform_contact: { kinds: ['PLATFORM'] },
  isp_contact: { kinds: ['ISP'] },
  listening_analyst: ['MOH-MCD', 'MPS-A05'],
  listening_reviewer: ['MOH-MCD', 'MPS-A05'],
  listening_supervisor: ['MOH-MCD', 'MPS-A05'],
  facility_worker: { kinds: ['FACILITY'] },
  school_officer: { kinds: ['SCHOOL'] },
  youth_union_moderator: ['YOUTH_UNION'],
  catalogue_evaluator: ['MOH'],
  report_author: ['MOH', 'MOH-MCD'],
  report_approver: ['MOH', 'MOH-MCD'],
  programme_manager: {
    kinds: [
      'GOVERNMENT',
      'COMMITTEE',
      'MINISTRY',
      'DEPARTMENT',
      'HELPLINE',
      'PEOPLES_COMMITTEE',
      'PROVINCIAL_DEPARTMENT',
      'POLICE',
      'PROCURACY',
      'COURT',
      'UNION',
      'ASSOCIATION',
    ],
  },
  dpo: 'any',
  auditor: 'any',
  agency_admin: 'any',
  sysadmin: [
    'MOH',
    'MOH-MCD',
    'C111',
    'MPS',
    'MPS-A05',
    'MPS-C02',
    'NCB-INTERPOL',
    'MOCST',
    'MOCST-ABEI',
    'MOCST-PRESS',
    'MOST',
    'VNNIC',
    'MOET',
    'MOJ',
    'MOHA',
    'MOF',
  ],
};
