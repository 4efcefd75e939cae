/** Logins of the demonstration's people who are tested with, by where they work. */
export const helpline = {
  agent: 'tiep.nhan@tongdai111.example',
  counsellor: 'tu.van.mot@tongdai111.example',
  secondCounsellor: 'tu.van.hai@tongdai111.example',
  supervisor: 'giam.sat@tongdai111.example',
  administrator: 'quan.tri@tongdai111.example',
  dataOfficer: 'du.lieu@tongdai111.example',
  auditor: 'kiem.tra@tongdai111.example',
} as const;

export const commune = {
  officer: 'can.bo@xa-mau.example',
  chair: 'chu.tich@xa-mau.example',
  chairElsewhere: 'chu.tich@phuong-khac.example',
  investigator: 'dieu.tra@cong-an-mau.example',
  facilityWorker: 'nhan.vien@co-so-mau.example',
} as const;

export const province = { officer: 'so.y.te@tinh-mau.example' } as const;

export const ministry = {
  officer: 'tre.em@bo-mau.example',
  /** Of the agency that audits the others. */
  dataOfficer: 'du.lieu@bo-mau.example',
  systemAdministrator: 'he.thong@bo-mau.example',
  listeningAnalyst: 'lang.nghe@bo-mau.example',
  reviewer: 'tham.dinh.mot@bo-mau.example',
  secondReviewer: 'tham.dinh.hai@bo-mau.example',
  listeningSupervisor: 'phu.trach@bo-mau.example',
} as const;

/** Those who look at products for children. */
export const evaluators = { first: 'danh.gia.mot@bo-mau.example', second: 'danh.gia.hai@bo-mau.example' } as const;

/** Those who verify content; the analysts of the register do too. */
export const content = { verifier: 'tham.dinh@tongdai111.example' } as const;

/** Those who order what was verified, and the member that is ordered. */
export const orders = {
  officer: 'yeu.cau.mot@a05-mau.example',
  second: 'yeu.cau.hai@a05-mau.example',
  member: 'dau.moi@nen-tang-mau.example',
  coordinator: 'dieu.phoi@a05-mau.example',
} as const;

/** Who edits what the portal teaches: two at the ministry, one at 111. */
export const editors = {
  first: 'bien.tap.mot@bo-mau.example',
  second: 'bien.tap.hai@bo-mau.example',
  third: 'bien.tap@tongdai111.example',
} as const;

/** The police who investigate: two of one unit, one of another, one of the body that coordinates. */
export const investigators = {
  lead: 'dieu.tra@cong-an-mau.example',
  second: 'dieu.tra.hai@cong-an-mau.example',
  elsewhere: 'dieu.tra@cong-an-khac.example',
  coordinator: 'dieu.tra@a05-mau.example',
} as const;

/** The department of the police that keeps the hash register. */
export const register = {
  dutyOfficer: 'truc.ban@a05-mau.example',
  analyst: 'phan.tich.mot@a05-mau.example',
  secondAnalyst: 'phan.tich.hai@a05-mau.example',
  operator: 'van.hanh@a05-mau.example',
  approver: 'phe.duyet@a05-mau.example',
  auditor: 'kiem.tra@a05-mau.example',
} as const;
