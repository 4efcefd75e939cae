/**
 * The laws that many rows rest on, as every row names them; lists.test.ts holds the data files to it. A row that needs an article adds
 * it: `${law.decree56}, art. 26`.
 */
export const law = {
  children: 'Law on Children 102/2016/QH13',
  decree56: 'Decree 56/2017/ND-CP',
  decree147: 'Decree 147/2024/ND-CP',
  decree53: 'Decree 53/2022/ND-CP',
  decree70: 'Decree 70/2021/ND-CP',
  cyber2018: 'Cybersecurity Law 24/2018/QH14',
  cyber2025: 'Cybersecurity Law 116/2025/QH15',
  decree333: 'Decree 333/2026/ND-CP',
  personalData: 'Personal Data Protection Law 91/2025/QH15',
  decree356: 'Decree 356/2025/ND-CP',
  penal: 'Penal Code 100/2015/QH13, amended by 12/2017/QH14',
  criminalProcedure: 'Criminal Procedure Code 101/2015/QH13',
  labour: 'Labour Code 45/2019/QH14',
  decision830: 'Decision 830/QD-TTg of 1 June 2021',
  decision838: 'Decision 838/QD-LDTBXH of 21 July 2021',
  decision716: 'Decision 716/QD-BTTTT of 26 May 2021',
  procedure: 'published administrative procedure 2.001947',
} as const;

/** Defined by this project; change freely with a version of the list. */
export const ours = 'defined by Lá Chắn';
