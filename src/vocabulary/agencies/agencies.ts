/**
 * Agencies and their dated functions. Since 2025 children's affairs, cyber safety, press and telecom have all changed hands, and the
 * district level is gone: therefore who may do what is always asked for a day, and no ministry's name is written anywhere else.
 * Central agencies are listed by hand; provincial and commune agencies follow from the administrative units.
 */

import { type AdminUnit, adminUnitsAt } from '../administrative-units/admin-units.ts';
import { law } from '../source.ts';
import { type Day, inForce } from '../term.ts';
import type { AgencyFunctionCode, AgencyKind, AgencyLevel } from './agency-code.ts';

export interface AgencyFunction {
  readonly function: AgencyFunctionCode;
  readonly legalBasis: string;
  readonly validFrom: Day;
  readonly validTo?: Day;
  /** Code of the administrative unit the function is limited to; absent means the agency's own area (all Viet Nam for central ones). */
  readonly area?: string;
  readonly source: string;
  readonly verified: boolean;
}

export interface Agency {
  readonly code: string;
  readonly nameVi: string;
  readonly nameEn: string;
  readonly kind: AgencyKind;
  readonly level: AgencyLevel;
  readonly parent?: string;
  /** Code of the administrative unit it serves, for provincial and commune agencies. */
  readonly adminUnit?: string;
  readonly validFrom?: Day;
  /** Last day, inclusive. */
  readonly validTo?: Day;
  /** Agencies whose duties towards children online it took over. */
  readonly predecessors: readonly string[];
  readonly functions: readonly AgencyFunction[];
  readonly source: string;
  readonly verified: boolean;
}

/** Last day of the old ministries and first day of the new distribution of duties. */
const oldUntil: Day = '2025-02-28';
const newFrom: Day = '2025-03-01';
/** Two-tier local government. */
const twoTier: Day = '2025-07-01';
const childrenLaw: Day = '2017-06-01';
const decree56: Day = '2017-07-01';
const decree147: Day = '2024-12-25';

const reorganisation =
  'government reorganisation of 1 March 2025 (vietnamnet.vn 2469115; national press on the transfer of functions)';
const memory = 'to be checked against the decree on the functions of the body';

function fn(
  code: AgencyFunctionCode,
  legalBasis: string,
  validFrom: Day,
  source: string,
  verified: boolean,
  validTo?: Day,
): AgencyFunction {
  return { function: code, legalBasis, validFrom, source, verified, ...(validTo === undefined ? {} : { validTo }) };
}

type Central = Omit<Agency, 'predecessors' | 'functions' | 'source' | 'verified'> &
  Partial<Pick<Agency, 'predecessors' | 'functions' | 'source' | 'verified'>>;
const agency = (a: Central): Agency => ({ predecessors: [], functions: [], source: memory, verified: false, ...a });

const receive = (basis: string, from: Day, source: string, verified: boolean, to?: Day): AgencyFunction =>
  fn('RECEIVE_REPORT', basis, from, source, verified, to);

export const centralAgencies: readonly Agency[] = [
  agency({ code: 'PM', nameVi: 'Thủ tướng Chính phủ', nameEn: 'Prime Minister', kind: 'GOVERNMENT', level: 'CENTRAL' }),
  agency({
    code: 'NCC',
    nameVi: 'Ủy ban Quốc gia về trẻ em',
    nameEn: 'National Committee for Children',
    kind: 'COMMITTEE',
    level: 'CENTRAL',
    parent: 'PM',
    source:
      'Decision 427/QD-TTg (nhandan.vn 948110): chaired by a Deputy Prime Minister, standing vice chair the Minister of Health',
    verified: true,
  }),

  // Children's affairs.
  agency({
    code: 'MOH',
    nameVi: 'Bộ Y tế',
    nameEn: 'Ministry of Health',
    kind: 'MINISTRY',
    level: 'CENTRAL',
    parent: 'PM',
    predecessors: ['MOLISA'],
    source: reorganisation,
    verified: true,
    functions: [
      fn('REPORT_NATIONAL', `${law.children}; ${reorganisation}`, newFrom, 'vietnamnet.vn 2469115', true),
      fn('EVALUATE_PRODUCT', 'programme on child online protection', newFrom, memory, false),
    ],
  }),
  agency({
    code: 'MOH-MCD',
    nameVi: 'Cục Bà mẹ và Trẻ em',
    nameEn: 'Mother and Child Department',
    kind: 'DEPARTMENT',
    level: 'CENTRAL',
    parent: 'MOH',
    validFrom: newFrom,
    predecessors: ['MOLISA-DCA'],
    source: 'vietnamnet.vn 2469115; mch.moh.gov.vn',
    verified: true,
    functions: [
      receive(`${law.children}, art. 51`, newFrom, 'vietnamnet.vn 2469115', true),
      fn('SUPERVISE_CASES', `${law.decree56}, art. 29`, newFrom, 'vietnamnet.vn 2469115', true),
      fn('REPORT_NATIONAL', law.children, newFrom, 'vietnamnet.vn 2469115', true),
      fn('RUN_LISTENING', law.decision830, newFrom, memory, false),
      fn('PUBLISH_LEARNING', law.decision838, newFrom, memory, false),
      fn('AUDIT', 'controller of the helpline’s data', newFrom, memory, false),
    ],
  }),
  agency({
    code: 'C111',
    nameVi: 'Tổng đài điện thoại quốc gia bảo vệ trẻ em 111',
    nameEn: 'National child protection helpline 111',
    kind: 'HELPLINE',
    level: 'CENTRAL',
    parent: 'MOH-MCD',
    validFrom: '2017-12-06',
    source: 'tongdai111.vn',
    verified: true,
    functions: [
      fn('RUN_HELPLINE', `${law.decree56}, art. 22-23`, '2017-12-06', 'tongdai111.vn', true),
      receive(`${law.children}, art. 51; ${law.decree56}, art. 25`, '2017-12-06', 'tongdai111.vn', true),
      fn('SUPERVISE_CASES', `${law.decree56}, art. 23, 29`, '2017-12-06', 'child protection handbook', true),
      fn('VERIFY_CONTENT', law.decision830, newFrom, memory, false),
      fn('PUBLISH_LEARNING', law.decision838, newFrom, memory, false),
    ],
  }),

  // Public security.
  agency({
    code: 'MPS',
    nameVi: 'Bộ Công an',
    nameEn: 'Ministry of Public Security',
    kind: 'MINISTRY',
    level: 'CENTRAL',
    parent: 'PM',
    functions: [
      receive(`${law.children}, art. 51`, childrenLaw, `${law.children}, art. 51`, true),
      fn('INVESTIGATE', law.criminalProcedure, '2018-01-01', memory, false),
    ],
  }),
  agency({
    code: 'MPS-A05',
    nameVi: 'Cục An ninh mạng và phòng, chống tội phạm sử dụng công nghệ cao (A05)',
    nameEn: 'Department of Cybersecurity and High-Tech Crime Prevention (A05)',
    kind: 'POLICE',
    level: 'CENTRAL',
    parent: 'MPS',
    predecessors: ['MIC-AIS', 'VNCERT/CC'],
    source: 'vietnamnet.vn 2474841; giadinh.suckhoedoisong.vn on Decree 147/2024',
    verified: true,
    functions: [
      receive(`${law.children}, art. 51`, childrenLaw, `${law.children}, art. 51`, true),
      fn(
        'INVESTIGATE',
        law.criminalProcedure,
        '2018-01-01',
        'vnexpress.net 4609224 (135 online cases counted in Q1 2023)',
        true,
      ),
      fn('ORDER_TAKEDOWN', law.decree147, decree147, 'giadinh.suckhoedoisong.vn 172241130080716773', true),
      fn('ORDER_BLOCK', `${law.decree53}; from 1 July 2026 ${law.cyber2025}, art. 25`, '2022-10-01', memory, false),
      fn(
        'COORDINATE_VNCOP',
        'transfer of information-security functions from the Ministry of Information and Communications',
        newFrom,
        'vietnamnet.vn 2474841 (drafts the successor programme); the coordinating role itself not seen',
        false,
      ),
      fn(
        'RUN_HASH_DB',
        'transfer of the CSAM database of the Ministry of Information and Communications',
        newFrom,
        memory,
        false,
      ),
      fn('EXCHANGE_HASH', 'international police cooperation', newFrom, memory, false),
      fn('VERIFY_CONTENT', law.decision830, newFrom, memory, false),
      fn('RUN_LISTENING', law.decision830, newFrom, memory, false),
      fn('COORDINATE_OFFENCES', law.decision838, newFrom, memory, false),
    ],
  }),
  agency({
    code: 'MPS-C02',
    nameVi: 'Cục Cảnh sát hình sự (C02)',
    nameEn: 'Criminal Police Department (C02)',
    kind: 'POLICE',
    level: 'CENTRAL',
    parent: 'MPS',
    functions: [
      fn('INVESTIGATE', law.criminalProcedure, '2018-01-01', memory, false),
      fn('COORDINATE_OFFENCES', law.decision838, newFrom, memory, false),
    ],
  }),
  agency({
    code: 'NCB-INTERPOL',
    nameVi: 'Văn phòng INTERPOL Việt Nam',
    nameEn: 'INTERPOL National Central Bureau of Viet Nam',
    kind: 'POLICE',
    level: 'CENTRAL',
    parent: 'MPS',
    functions: [fn('EXCHANGE_HASH', 'INTERPOL cooperation (ICSE, baseline list)', '2018-01-01', memory, false)],
  }),

  // Culture, press, information.
  agency({
    code: 'MOCST',
    nameVi: 'Bộ Văn hóa, Thể thao và Du lịch',
    nameEn: 'Ministry of Culture, Sports and Tourism',
    kind: 'MINISTRY',
    level: 'CENTRAL',
    parent: 'PM',
    predecessors: ['MIC'],
    source: reorganisation,
    verified: true,
  }),
  agency({
    code: 'MOCST-ABEI',
    nameVi: 'Cục Phát thanh, truyền hình và thông tin điện tử',
    nameEn: 'Authority of Broadcasting and Electronic Information',
    kind: 'DEPARTMENT',
    level: 'CENTRAL',
    parent: 'MOCST',
    source:
      'giadinh.suckhoedoisong.vn on Decree 147/2024; moved from the Ministry of Information and Communications on 1 March 2025',
    verified: true,
    functions: [
      fn('ORDER_TAKEDOWN', law.decree147, decree147, 'giadinh.suckhoedoisong.vn 172241130080716773', true),
      fn('ORDER_BLOCK', law.decree147, decree147, memory, false),
      fn('VERIFY_CONTENT', law.decree147, newFrom, memory, false),
    ],
  }),
  agency({
    code: 'MOCST-PRESS',
    nameVi: 'Cục Báo chí',
    nameEn: 'Press Department',
    kind: 'DEPARTMENT',
    level: 'CENTRAL',
    parent: 'MOCST',
    source: reorganisation,
    verified: true,
  }),

  // Science, telecom, education, justice and the rest.
  agency({
    code: 'MOST',
    nameVi: 'Bộ Khoa học và Công nghệ',
    nameEn: 'Ministry of Science and Technology',
    kind: 'MINISTRY',
    level: 'CENTRAL',
    parent: 'PM',
    predecessors: ['MIC'],
    source: `${reorganisation}; telecom duties ${memory}`,
  }),
  agency({
    code: 'VNNIC',
    nameVi: 'Trung tâm Internet Việt Nam',
    nameEn: 'Viet Nam Internet Network Information Centre',
    kind: 'DEPARTMENT',
    level: 'CENTRAL',
    parent: 'MOST',
  }),
  agency({
    code: 'MOET',
    nameVi: 'Bộ Giáo dục và Đào tạo',
    nameEn: 'Ministry of Education and Training',
    kind: 'MINISTRY',
    level: 'CENTRAL',
    parent: 'PM',
  }),
  agency({
    code: 'MOJ',
    nameVi: 'Bộ Tư pháp',
    nameEn: 'Ministry of Justice',
    kind: 'MINISTRY',
    level: 'CENTRAL',
    parent: 'PM',
  }),
  agency({
    code: 'MOHA',
    nameVi: 'Bộ Nội vụ',
    nameEn: 'Ministry of Home Affairs',
    kind: 'MINISTRY',
    level: 'CENTRAL',
    parent: 'PM',
    predecessors: ['MOLISA'],
  }),
  agency({
    code: 'MOF',
    nameVi: 'Bộ Tài chính',
    nameEn: 'Ministry of Finance',
    kind: 'MINISTRY',
    level: 'CENTRAL',
    parent: 'PM',
  }),
  agency({
    code: 'SPP',
    nameVi: 'Viện kiểm sát nhân dân tối cao',
    nameEn: 'Supreme People’s Procuracy',
    kind: 'PROCURACY',
    level: 'CENTRAL',
  }),
  agency({
    code: 'SPC',
    nameVi: 'Tòa án nhân dân tối cao',
    nameEn: 'Supreme People’s Court',
    kind: 'COURT',
    level: 'CENTRAL',
  }),
  agency({
    code: 'YOUTH_UNION',
    nameVi: 'Trung ương Đoàn Thanh niên Cộng sản Hồ Chí Minh',
    nameEn: 'Ho Chi Minh Communist Youth Union',
    kind: 'UNION',
    level: 'CENTRAL',
    functions: [
      fn('VOICE_OF_CHILD', `${law.children}, art. 77`, childrenLaw, `${law.children}, art. 77 (from memory)`, false),
    ],
  }),
  agency({
    code: 'WOMEN_UNION',
    nameVi: 'Hội Liên hiệp Phụ nữ Việt Nam',
    nameEn: 'Viet Nam Women’s Union',
    kind: 'UNION',
    level: 'CENTRAL',
  }),
  agency({
    code: 'VACR',
    nameVi: 'Hội Bảo vệ quyền trẻ em Việt Nam',
    nameEn: 'Viet Nam Association for Protection of Child’s Rights',
    kind: 'ASSOCIATION',
    level: 'CENTRAL',
  }),
  agency({
    code: 'NCA',
    nameVi: 'Hiệp hội An ninh mạng quốc gia',
    nameEn: 'National Cybersecurity Association',
    kind: 'ASSOCIATION',
    level: 'CENTRAL',
    source: 'vietnamnet.vn 2437578 (club for child protection re-founded 28 August 2025)',
    verified: true,
  }),

  // Partners abroad.
  agency({
    code: 'NCMEC',
    nameVi: 'Trung tâm quốc gia về trẻ em mất tích và bị bóc lột (Hoa Kỳ)',
    nameEn: 'National Center for Missing & Exploited Children',
    kind: 'INTERNATIONAL',
    level: 'INTERNATIONAL',
    functions: [fn('EXCHANGE_HASH', 'hash-sharing agreement, if signed', '2018-01-01', memory, false)],
  }),
  agency({
    code: 'INHOPE',
    nameVi: 'Hiệp hội quốc tế các đường dây nóng Internet',
    nameEn: 'INHOPE',
    kind: 'INTERNATIONAL',
    level: 'INTERNATIONAL',
    source: 'inhope.org',
    verified: true,
  }),
  agency({
    code: 'INTERPOL',
    nameVi: 'Tổ chức Cảnh sát hình sự quốc tế',
    nameEn: 'INTERPOL',
    kind: 'INTERNATIONAL',
    level: 'INTERNATIONAL',
    source: 'interpol.int',
    verified: true,
  }),
  agency({
    code: 'IWF',
    nameVi: 'Quỹ Giám sát Internet (Vương quốc Anh)',
    nameEn: 'Internet Watch Foundation',
    kind: 'INTERNATIONAL',
    level: 'INTERNATIONAL',
  }),
  agency({
    code: 'CHI',
    nameVi: 'Tổ chức Đường dây trợ giúp trẻ em quốc tế',
    nameEn: 'Child Helpline International',
    kind: 'INTERNATIONAL',
    level: 'INTERNATIONAL',
  }),
  agency({
    code: 'UNICEF',
    nameVi: 'Quỹ Nhi đồng Liên hợp quốc',
    nameEn: 'UNICEF',
    kind: 'INTERNATIONAL',
    level: 'INTERNATIONAL',
  }),

  // Historical: closed rows keep old orders, old cases and the 2021 plan readable.
  agency({
    code: 'MOLISA',
    nameVi: 'Bộ Lao động - Thương binh và Xã hội',
    nameEn: 'Ministry of Labour, Invalids and Social Affairs',
    kind: 'MINISTRY',
    level: 'CENTRAL',
    parent: 'PM',
    validTo: oldUntil,
    source: reorganisation,
    verified: true,
    functions: [fn('REPORT_NATIONAL', law.children, childrenLaw, law.decision838, true, oldUntil)],
  }),
  agency({
    code: 'MOLISA-DCA',
    nameVi: 'Cục Trẻ em',
    nameEn: 'Department of Children’s Affairs',
    kind: 'DEPARTMENT',
    level: 'CENTRAL',
    parent: 'MOLISA',
    validTo: oldUntil,
    source: reorganisation,
    verified: true,
    functions: [
      receive(`${law.children}, art. 51`, childrenLaw, law.children, true, oldUntil),
      fn('SUPERVISE_CASES', `${law.decree56}, art. 29`, decree56, law.decree56, true, oldUntil),
    ],
  }),
  agency({
    code: 'MIC',
    nameVi: 'Bộ Thông tin và Truyền thông',
    nameEn: 'Ministry of Information and Communications',
    kind: 'MINISTRY',
    level: 'CENTRAL',
    parent: 'PM',
    validTo: oldUntil,
    source: reorganisation,
    verified: true,
  }),
  agency({
    code: 'MIC-AIS',
    nameVi: 'Cục An toàn thông tin',
    nameEn: 'Authority of Information Security',
    kind: 'DEPARTMENT',
    level: 'CENTRAL',
    parent: 'MIC',
    validTo: oldUntil,
    source: law.decision716,
    verified: true,
    functions: [
      fn('COORDINATE_VNCOP', law.decision716, '2021-05-26', law.decision716, true, oldUntil),
      fn('RUN_HASH_DB', law.decision830, '2021-06-01', memory, false, oldUntil),
    ],
  }),
  agency({
    code: 'VNCERT/CC',
    nameVi: 'Trung tâm Ứng cứu khẩn cấp không gian mạng Việt Nam',
    nameEn: 'Viet Nam Cybersecurity Emergency Response Teams/Coordination Center',
    kind: 'DEPARTMENT',
    level: 'CENTRAL',
    parent: 'MIC-AIS',
    validTo: oldUntil,
    source: `${law.decision716} (standing agency of VN-COP); end date ${memory}`,
    functions: [receive(law.decision716, '2021-05-26', 'vn-cop.vn', true, oldUntil)],
  }),
  agency({
    code: 'VNISA',
    nameVi: 'Hiệp hội An toàn thông tin Việt Nam',
    nameEn: 'Viet Nam Information Security Association',
    kind: 'ASSOCIATION',
    level: 'CENTRAL',
    source: `vietnamnet.vn 2437578; merger into the National Cybersecurity Association ${memory}`,
    validTo: '2025-08-27',
  }),
];

/**
 * The bodies of one province from 1 July 2025: People's Committee `P-`, health `SYT-`, culture `SVHTTDL-`, science `SKHCN-`,
 * education `SGDDT-` and police `CAT-` with the province's official code.
 */
export function provincialAgencies(province: AdminUnit): readonly Agency[] {
  const name = inText(province.fullNameVi);
  const place = province.nameEn;
  const base = { level: 'PROVINCE', adminUnit: province.code, validFrom: twoTier } as const;
  const common = {
    source: 'two-tier local government from 1 July 2025',
    verified: false,
    predecessors: [] as readonly string[],
  };
  const own = (a: Pick<Agency, 'code' | 'nameVi' | 'nameEn' | 'kind' | 'functions'> & { parent?: string }): Agency => ({
    ...base,
    ...common,
    ...a,
  });
  return [
    own({
      code: `P-${province.code}`,
      nameVi: `Ủy ban nhân dân ${name}`,
      nameEn: `People’s Committee of ${place}`,
      kind: 'PEOPLES_COMMITTEE',
      functions: [],
    }),
    own({
      code: `SYT-${province.code}`,
      nameVi: `Sở Y tế ${name}`,
      nameEn: `Department of Health of ${place}`,
      kind: 'PROVINCIAL_DEPARTMENT',
      parent: `P-${province.code}`,
      functions: [
        receive(
          `${law.children}, art. 51; ${law.procedure}`,
          twoTier,
          'muongang.dienbien.gov.vn (procedure names the Department of Health)',
          true,
        ),
        fn('SUPERVISE_CASES', 'Decree 147/2025/ND-CP', twoTier, memory, false),
      ],
    }),
    own({
      code: `SVHTTDL-${province.code}`,
      nameVi: `Sở Văn hóa, Thể thao và Du lịch ${name}`,
      nameEn: `Department of Culture, Sports and Tourism of ${place}`,
      kind: 'PROVINCIAL_DEPARTMENT',
      parent: `P-${province.code}`,
      functions: [
        fn(
          'ORDER_TAKEDOWN',
          law.decree147,
          twoTier,
          `${law.decree147} names the provincial department in charge; its present holder ${memory}`,
          false,
        ),
      ],
    }),
    own({
      code: `SKHCN-${province.code}`,
      nameVi: `Sở Khoa học và Công nghệ ${name}`,
      nameEn: `Department of Science and Technology of ${place}`,
      kind: 'PROVINCIAL_DEPARTMENT',
      parent: `P-${province.code}`,
      functions: [],
    }),
    own({
      code: `SGDDT-${province.code}`,
      nameVi: `Sở Giáo dục và Đào tạo ${name}`,
      nameEn: `Department of Education and Training of ${place}`,
      kind: 'PROVINCIAL_DEPARTMENT',
      parent: `P-${province.code}`,
      functions: [],
    }),
    own({
      code: `CAT-${province.code}`,
      nameVi: `Công an ${name}`,
      nameEn: `Police of ${place}`,
      kind: 'POLICE',
      parent: 'MPS',
      functions: [
        receive(`${law.children}, art. 51`, twoTier, `${law.children}, art. 51`, true),
        fn('INVESTIGATE', law.criminalProcedure, twoTier, memory, false),
      ],
    }),
  ];
}

/** A unit's name inside another: `phường Ba Đình`, of `Phường Ba Đình`. */
function inText(fullName: string): string {
  return fullName.charAt(0).toLowerCase() + fullName.slice(1);
}

/** The two bodies of one commune: `UBND-` (People's Committee, owner of the case) and `CAX-` (police), with its official code. */
export function communeAgencies(commune: AdminUnit): readonly Agency[] {
  if (commune.parent === undefined) throw new Error(`${commune.code} is not a commune`);
  const name = inText(commune.fullNameVi);
  const common = {
    level: 'COMMUNE',
    adminUnit: commune.code,
    validFrom: twoTier,
    predecessors: [] as readonly string[],
    source: 'two-tier local government from 1 July 2025',
    verified: false,
  } as const;
  return [
    {
      ...common,
      code: `UBND-${commune.code}`,
      nameVi: `Ủy ban nhân dân ${name}`,
      nameEn: `People’s Committee of ${commune.nameEn}`,
      kind: 'PEOPLES_COMMITTEE',
      parent: `P-${commune.parent}`,
      functions: [
        receive(`${law.children}, art. 51; ${law.decree56}, art. 25`, twoTier, law.decree56, true),
        fn('OWN_CASE', `${law.children}, art. 52`, twoTier, law.children, true),
        fn('APPROVE_PLAN', `${law.decree56}, art. 28`, twoTier, law.procedure, true),
        fn('EMERGENCY_MEASURE', `${law.decree56}, art. 31-32`, twoTier, law.decree56, true),
      ],
    },
    {
      ...common,
      code: `CAX-${commune.code}`,
      nameVi: `Công an ${name}`,
      nameEn: `Police of ${commune.nameEn}`,
      kind: 'POLICE',
      parent: `CAT-${commune.parent}`,
      functions: [receive(`${law.children}, art. 51`, twoTier, `${law.children}, art. 51`, true)],
    },
  ];
}

let cached: { readonly day: Day; readonly list: readonly Agency[] } | undefined;

/** All agencies that exist on a day: central, provincial (6 a province) and commune (2 a commune). Local ones exist from 1 July 2025. */
export function agenciesAt(day: Day): readonly Agency[] {
  if (cached?.day === day) return cached.list;
  const units = adminUnitsAt(day);
  const list = Object.freeze([
    ...centralAgencies.filter((a) => inForce(a, day)),
    ...units.filter((u) => u.level === 1).flatMap(provincialAgencies),
    ...units.filter((u) => u.level === 2).flatMap(communeAgencies),
  ]);
  cached = { day, list };
  return list;
}

/** The functions of an agency that are in force on a day. */
export function functionsAt(a: Agency, day: Day): readonly AgencyFunction[] {
  return inForce(a, day) ? a.functions.filter((f) => inForce(f, day)) : [];
}

/** Agencies that hold a function on a day; with `area`, local ones only where they serve that unit. */
export function holdersOf(code: AgencyFunctionCode, day: Day, area?: string): readonly Agency[] {
  return agenciesAt(day).filter(
    (a) =>
      functionsAt(a, day).some((f) => f.function === code) &&
      (area === undefined || a.adminUnit === undefined || a.adminUnit === area),
  );
}
