import { helpline, ministry } from './people.ts';

/**
 * How every page of both applications is come to. A page that has no row here fails `every-page.browser.test.ts`.
 * To add one: its route as the file tree has it, and an address; for the desk also who opens it. A page whose own test looks
 * at it with axe is named with that test's file instead: `{ seenIn: 'tests/browser/….browser.test.ts' }`.
 */
export interface SeenElsewhere {
  readonly seenIn: string;
}

export const portalPages: Readonly<Record<string, readonly string[] | SeenElsewhere>> = {
  '/(site)': ['/'],
  '/(site)/_mau': ['/_mau'],
  // The way through the report and back is walked in every band beside this.
  '/(site)/viet/[[teller=teller]]': ['/viet', '/viet/6-8', '/viet/chuyen-mon', '/viet/khong-co'],
  '/(site)/tiep': ['/tiep'],
  // The talk itself is walked in chat.browser.test.ts.
  '/(site)/tro-chuyen/[[teller=teller]]': ['/tro-chuyen', '/tro-chuyen/9-12', '/tro-chuyen/16-17'],
  // With a plan in it, it is walked in danger.browser.test.ts.
  '/(site)/tro-chuyen/the': ['/tro-chuyen/the'],
  '/(site)/chuyen-gia': ['/chuyen-gia'],
  '/(site)/chuyen/[problem=problem]/[[teller=teller]]': ['/chuyen/1', '/chuyen/4/9-12', '/chuyen/6/16-17', '/chuyen/7'],
  '/(site)/em/[band=band]': ['/em/6-8', '/em/9-12', '/em/13-15', '/em/16-17', '/em/40-50'],
  '/(site)/gioi-thieu': ['/gioi-thieu'],
  '/(site)/hinh': ['/hinh'],
  '/(site)/hoc': ['/hoc'],
  '/(site)/lang-nghe': ['/lang-nghe'],
  '/(site)/nguoi-lon': ['/nguoi-lon'],
  '/(site)/mo': ['/mo'],
  '/(site)/rieng-tu': ['/rieng-tu'],
  '/(site)/thay-co': ['/thay-co'],
  '/(site)/so': ['/so'],
  '/(site)/don-dep': ['/don-dep'],
  '/dong-vat': ['/dong-vat'],
};

/** The people of the demonstration who open pages, and nobody. */
export const READERS = {
  nobody: '',
  supervisor: helpline.supervisor,
  administrator: helpline.administrator,
  sysadmin: ministry.systemAdministrator,
  officer: helpline.dataOfficer,
} as const;
type Reader = keyof typeof READERS;

/** `at` is an address, or `{ on, link }`: the first link on the page `on` that fits the CSS selector. */
export interface DeskVisit {
  readonly as: Reader;
  readonly at: string | { readonly on: string; readonly link: string };
}

export const deskPages: Readonly<Record<string, readonly DeskVisit[] | SeenElsewhere>> = {
  '/': [{ as: 'supervisor', at: '/' }],
  '/_mau': [{ as: 'supervisor', at: '/_mau' }],
  '/bao-cao': [{ as: 'supervisor', at: '/bao-cao' }],
  '/bao-cao/[id]': [
    { as: 'supervisor', at: { on: '/bao-cao?pham-vi=tat-ca', link: 'a[data-row]' } },
    { as: 'supervisor', at: '/bao-cao/khong-co' },
  ],
  // The demonstration's own that is owed.
  '/bao-cao/mau-01/[id]': [{ as: 'supervisor', at: { on: '/ca-truc', link: 'a[href*="/bao-cao/mau-01/"]' } }],
  '/bao-cao/moi': [{ as: 'supervisor', at: '/bao-cao/moi' }],
  '/co-so': [{ as: 'supervisor', at: '/co-so' }],
  '/co-so/cua-don-vi': { seenIn: 'tests/browser/series.browser.test.ts' },
  '/kenh': [{ as: 'administrator', at: '/kenh' }],
  '/kenh/[id]': { seenIn: 'tests/browser/channels.browser.test.ts' },
  '/kenh/dong-y': [{ as: 'nobody', at: '/kenh/dong-y' }],
  '/kenh/gui-di': [{ as: 'supervisor', at: '/kenh/gui-di' }],
  '/kenh/mau': [{ as: 'administrator', at: '/kenh/mau' }],
  '/kenh/moi': [{ as: 'administrator', at: '/kenh/moi?loai=email' }],
  '/dang-nhap': [{ as: 'nobody', at: '/dang-nhap' }],
  '/dang-nhap/don-vi': [{ as: 'supervisor', at: '/dang-nhap/don-vi' }],
  '/dang-nhap/sso/ve': [{ as: 'nobody', at: '/dang-nhap/sso/ve' }],
  '/dang-xuat': [{ as: 'nobody', at: '/dang-xuat' }],
  '/don-vi': [{ as: 'administrator', at: '/don-vi' }],
  '/don-vi/[ma]': [
    { as: 'administrator', at: '/don-vi/C111' },
    { as: 'sysadmin', at: '/don-vi/MPS-A05' },
  ],
  '/giong-doc': [{ as: 'sysadmin', at: '/giong-doc' }],
  '/huong-dan': [{ as: 'supervisor', at: '/huong-dan' }],
  '/huong-dan/[vai]': [{ as: 'supervisor', at: '/huong-dan/giam-sat' }],
  '/khong-duoc': [{ as: 'supervisor', at: '/khong-duoc?can=agency.manage&sau=/don-vi' }],
  '/luyen-tap': [{ as: 'supervisor', at: '/luyen-tap' }],
  '/luyen-tap/[id]': { seenIn: 'tests/browser/practice.browser.test.ts' },
  '/may': [{ as: 'sysadmin', at: '/may' }],
  '/mo-khan': [
    { as: 'supervisor', at: '/mo-khan' },
    { as: 'officer', at: '/mo-khan?phan=tat-ca' },
  ],
  // With an invitation that still works, the whole enrolment is seen beside this.
  '/moi/[giay]': [{ as: 'nobody', at: '/moi/khong-con' }],
  '/nguoi': [{ as: 'administrator', at: '/nguoi' }],
  '/nguoi/[id]': [{ as: 'administrator', at: { on: '/nguoi', link: 'main a[href*="/nguoi/"]' } }],
  '/nhat-ky': [{ as: 'supervisor', at: '/nhat-ky' }],
  '/quyen': [
    { as: 'supervisor', at: '/quyen' },
    { as: 'supervisor', at: '/quyen?phan=intake&bang=intake.report' },
    { as: 'supervisor', at: '/quyen?tim=referral' },
  ],
  '/thong-bao': [{ as: 'supervisor', at: '/thong-bao' }],
  '/tim': [
    { as: 'supervisor', at: '/tim' },
    { as: 'supervisor', at: '/tim?q=a' },
  ],
  '/toi': [{ as: 'supervisor', at: '/toi' }],
  '/lo-ngai': [
    { as: 'supervisor', at: '/lo-ngai' },
    { as: 'officer', at: '/lo-ngai' },
  ],
  '/toi/bao-viec': [{ as: 'supervisor', at: '/toi/bao-viec' }],
  '/toi/suc': [{ as: 'supervisor', at: '/toi/suc' }],
  '/truc': [{ as: 'supervisor', at: '/truc' }],
  '/truc/dien-tap': [{ as: 'supervisor', at: '/truc/dien-tap' }],
  '/truc-ban': [{ as: 'supervisor', at: '/truc-ban' }],
  '/truc-ban/danh-sach': [{ as: 'supervisor', at: '/truc-ban/danh-sach' }],
  '/truc-ban/so-lieu': [{ as: 'supervisor', at: '/truc-ban/so-lieu' }],
  '/truc/chat-luong': [{ as: 'supervisor', at: '/truc/chat-luong' }],
  '/truc/chat-luong/[id]': { seenIn: 'tests/browser/shift-board.browser.test.ts' },
  '/truc/chat-luong/chuan': [{ as: 'supervisor', at: '/truc/chat-luong/chuan' }],
  '/truc/bang': [{ as: 'supervisor', at: '/truc/bang' }],
  '/truc/man-hinh': [{ as: 'supervisor', at: '/truc/man-hinh' }],
  '/truc/mau-cau': [{ as: 'supervisor', at: '/truc/mau-cau' }],
  '/truc/goi-lai': [{ as: 'supervisor', at: '/truc/goi-lai' }],
  '/truc/lam-cham': [{ as: 'supervisor', at: '/truc/lam-cham' }],
  '/truc/so-lieu': [{ as: 'supervisor', at: '/truc/so-lieu' }],
  '/truc/ghi/[id]': { seenIn: 'tests/browser/contact-record.browser.test.ts' },
  '/lich-truc': [{ as: 'supervisor', at: '/lich-truc' }],
  '/lich-truc/[id]': { seenIn: 'tests/browser/roster.browser.test.ts' },
  '/lich-truc/du-bao': [{ as: 'supervisor', at: '/lich-truc/du-bao' }],
  '/ca-truc': { seenIn: 'tests/browser/today.browser.test.ts' },
  '/chuyen-gui': { seenIn: 'tests/browser/case-forms.browser.test.ts' },
  '/chuyen-gui/[id]': { seenIn: 'tests/browser/case-forms.browser.test.ts' },
  '/chuyen-gui/noi-nhan': { seenIn: 'tests/browser/case-forms.browser.test.ts' },
  '/dong-ho': { seenIn: 'tests/browser/case-duties.browser.test.ts' },
  '/ho-so': { seenIn: 'tests/browser/cases.browser.test.ts' },
  '/ho-so/[id]': { seenIn: 'tests/browser/cases.browser.test.ts' },
  '/ho-so/[id]/bieu-mau': { seenIn: 'tests/browser/case-forms.browser.test.ts' },
  '/ho-so/[id]/bieu-mau/[form]': { seenIn: 'tests/browser/case-forms.browser.test.ts' },
  '/ho-so/[id]/bieu-mau/[form]/in': { seenIn: 'tests/browser/case-forms.browser.test.ts' },
  '/ho-so/[id]/chuyen-gui': { seenIn: 'tests/browser/case-forms.browser.test.ts' },
  '/ho-so/[id]/chuyen-gui/moi': { seenIn: 'tests/browser/case-forms.browser.test.ts' },
  '/ho-so/[id]/in': { seenIn: 'tests/browser/cases.browser.test.ts' },
  '/ho-so/[id]/ke-hoach': { seenIn: 'tests/browser/cases.browser.test.ts' },
  '/ho-so/[id]/nguoi': { seenIn: 'tests/browser/cases.browser.test.ts' },
  '/ho-so/[id]/quyet-dinh': { seenIn: 'tests/browser/cases.browser.test.ts' },
  '/ho-so/[id]/quyet-dinh/ky': { seenIn: 'tests/browser/decision.browser.test.ts' },
  '/ho-so/[id]/tai-lieu': { seenIn: 'tests/browser/cases.browser.test.ts' },
  '/ho-so/mo': { seenIn: 'tests/browser/cases.browser.test.ts' },
  '/lang-nghe': { seenIn: 'tests/browser/listening-desk.browser.test.ts' },
  '/lang-nghe/canh-bao': { seenIn: 'tests/browser/listening-desk.browser.test.ts' },
  '/lang-nghe/canh-bao/[id]': { seenIn: 'tests/browser/listening-desk.browser.test.ts' },
  '/lang-nghe/duyet': { seenIn: 'tests/browser/listening-desk.browser.test.ts' },
  '/lang-nghe/luu-giu': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lang-nghe/luu-giu/bai-hong': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lang-nghe/luu-giu/noi-but-danh': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lang-nghe/mo-hinh': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lang-nghe/mo-hinh/[id]': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lang-nghe/mo-hinh/phien-ban': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lang-nghe/mo-hinh/phien-ban/[id]': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lang-nghe/nguon': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lang-nghe/nguon/[id]': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lang-nghe/nguon/moi': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lang-nghe/quy-tac': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lang-nghe/quy-tac/[code]': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lang-nghe/quy-tac/moi': { seenIn: 'tests/browser/listening-ops.browser.test.ts' },
  '/lich': { seenIn: 'tests/browser/case-duties.browser.test.ts' },
  '/ma-bam': { seenIn: 'tests/browser/hash-desk.browser.test.ts' },
  '/ma-bam/[id]': { seenIn: 'tests/browser/hash-desk.browser.test.ts' },
  '/ma-bam/duyet': { seenIn: 'tests/browser/hash-desk.browser.test.ts' },
  '/ma-bam/moi': { seenIn: 'tests/browser/hash-desk.browser.test.ts' },
  '/ma-bam/moi/tep': { seenIn: 'tests/browser/hash-desk.browser.test.ts' },
  '/ma-bam/ngan-hang': { seenIn: 'tests/browser/hash-desk.browser.test.ts' },
  '/ma-bam/nguon': { seenIn: 'tests/browser/hash-desk.browser.test.ts' },
  '/ma-bam/nhat-ky': { seenIn: 'tests/browser/hash-desk.browser.test.ts' },
  '/ma-bam/thanh-vien': { seenIn: 'tests/browser/hash-desk.browser.test.ts' },
  '/ma-bam/trao-doi': { seenIn: 'tests/browser/hash-desk.browser.test.ts' },
  '/ma-bam/tu-go': { seenIn: 'tests/browser/hash-desk.browser.test.ts' },
  '/quy-tac': { seenIn: 'tests/browser/case-duties.browser.test.ts' },
  '/quy-tac/[id]': { seenIn: 'tests/browser/case-duties.browser.test.ts' },
  '/quy-tac/ngay-nghi': { seenIn: 'tests/browser/case-duties.browser.test.ts' },
  '/quy-tac/bieu-mau': { seenIn: 'tests/browser/case-duties.browser.test.ts' },
  '/quyen/thu': { seenIn: 'tests/browser/case-duties.browser.test.ts' },
  '/tu-van': [{ as: 'supervisor', at: '/tu-van' }],
  '/tu-van/[id]': { seenIn: 'tests/browser/series.browser.test.ts' },
  '/viec/het-ca': { seenIn: 'tests/browser/today.browser.test.ts' },
  '/viec/huong': { seenIn: 'tests/browser/case-duties.browser.test.ts' },
  '/viec/lien-he': { seenIn: 'tests/browser/case-duties.browser.test.ts' },
  '/viec/quyen-xem': { seenIn: 'tests/browser/case-duties.browser.test.ts' },
  '/xa': { seenIn: 'tests/browser/case-duties.browser.test.ts' },
};
