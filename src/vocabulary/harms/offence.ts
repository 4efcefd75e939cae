/** Offences of the Penal Code that an online matter may touch. Titles paraphrased; to be checked against the consolidated text. */
import { law } from '../source.ts';
import { type CodeOf, listOf } from '../term.ts';

export interface OffenceColumns {
  readonly article: number;
  /** Upper age of the victim in the definition (exclusive); null where age is no element. */
  readonly victimUnder: 16 | 18 | null;
}

export const offence = listOf<OffenceColumns>()({
  name: 'offence',
  title: { vi: 'Tội danh', en: 'Offence' },
  source: law.penal,
  verified: false,
  terms: {
    'PC-131': {
      vi: 'Tội xúi giục hoặc giúp người khác tự sát (Điều 131)',
      en: 'Inciting or assisting suicide (art. 131)',
      article: 131,
      victimUnder: null,
    },
    'PC-133': {
      vi: 'Tội đe dọa giết người (Điều 133)',
      en: 'Threatening to kill (art. 133)',
      article: 133,
      victimUnder: null,
    },
    'PC-134': {
      vi: 'Tội cố ý gây thương tích hoặc gây tổn hại cho sức khỏe của người khác (Điều 134)',
      en: 'Intentional injury (art. 134)',
      article: 134,
      victimUnder: null,
    },
    'PC-141': { vi: 'Tội hiếp dâm (Điều 141)', en: 'Rape (art. 141)', article: 141, victimUnder: null },
    'PC-142': {
      vi: 'Tội hiếp dâm người dưới 16 tuổi (Điều 142)',
      en: 'Rape of a person under 16 (art. 142)',
      article: 142,
      victimUnder: 16,
    },
    'PC-143': {
      vi: 'Tội cưỡng dâm (Điều 143)',
      en: 'Coerced sexual intercourse (art. 143)',
      article: 143,
      victimUnder: null,
    },
    'PC-144': {
      vi: 'Tội cưỡng dâm người từ đủ 13 tuổi đến dưới 16 tuổi (Điều 144)',
      en: 'Coerced sexual intercourse with a person of 13 to under 16 (art. 144)',
      article: 144,
      victimUnder: 16,
    },
    'PC-145': {
      vi: 'Tội giao cấu hoặc thực hiện hành vi quan hệ tình dục khác với người từ đủ 13 tuổi đến dưới 16 tuổi (Điều 145)',
      en: 'Sexual intercourse or other sexual acts with a person of 13 to under 16 (art. 145)',
      article: 145,
      victimUnder: 16,
    },
    'PC-146': {
      vi: 'Tội dâm ô đối với người dưới 16 tuổi (Điều 146)',
      en: 'Indecent acts with a person under 16 (art. 146)',
      article: 146,
      victimUnder: 16,
    },
    'PC-147': {
      vi: 'Tội sử dụng người dưới 16 tuổi vào mục đích khiêu dâm (Điều 147)',
      en: 'Use of a person under 16 for pornographic purposes (art. 147)',
      article: 147,
      victimUnder: 16,
    },
    'PC-150': {
      vi: 'Tội mua bán người (Điều 150)',
      en: 'Trafficking in persons (art. 150)',
      article: 150,
      victimUnder: null,
    },
    'PC-151': {
      vi: 'Tội mua bán người dưới 16 tuổi (Điều 151)',
      en: 'Trafficking in a person under 16 (art. 151)',
      article: 151,
      victimUnder: 16,
    },
    'PC-153': {
      vi: 'Tội chiếm đoạt người dưới 16 tuổi (Điều 153)',
      en: 'Abduction of a person under 16 (art. 153)',
      article: 153,
      victimUnder: 16,
    },
    'PC-155': {
      vi: 'Tội làm nhục người khác (Điều 155)',
      en: 'Humiliation (art. 155)',
      article: 155,
      victimUnder: null,
    },
    'PC-156': { vi: 'Tội vu khống (Điều 156)', en: 'Slander (art. 156)', article: 156, victimUnder: null },
    'PC-159': {
      vi: 'Tội xâm phạm bí mật hoặc an toàn thư tín, điện thoại, điện tín hoặc hình thức trao đổi thông tin riêng tư khác (Điều 159)',
      en: 'Breach of secrecy of private communications (art. 159)',
      article: 159,
      victimUnder: null,
    },
    'PC-170': {
      vi: 'Tội cưỡng đoạt tài sản (Điều 170)',
      en: 'Extortion of property (art. 170)',
      article: 170,
      victimUnder: null,
    },
    'PC-174': {
      vi: 'Tội lừa đảo chiếm đoạt tài sản (Điều 174)',
      en: 'Fraudulent appropriation of property (art. 174)',
      article: 174,
      victimUnder: null,
    },
    'PC-185': {
      vi: 'Tội ngược đãi hoặc hành hạ ông bà, cha mẹ, vợ chồng, con, cháu hoặc người có công nuôi dưỡng mình (Điều 185)',
      en: 'Ill-treatment within the family (art. 185)',
      article: 185,
      victimUnder: null,
    },
    'PC-288': {
      vi: 'Tội đưa hoặc sử dụng trái phép thông tin mạng máy tính, mạng viễn thông (Điều 288)',
      en: 'Unlawful supply or use of information on networks (art. 288)',
      article: 288,
      victimUnder: null,
    },
    'PC-290': {
      vi: 'Tội sử dụng mạng máy tính, mạng viễn thông, phương tiện điện tử thực hiện hành vi chiếm đoạt tài sản (Điều 290)',
      en: 'Use of networks to appropriate property (art. 290)',
      article: 290,
      victimUnder: null,
    },
    'PC-325': {
      vi: 'Tội dụ dỗ, ép buộc hoặc chứa chấp người dưới 18 tuổi phạm pháp (Điều 325)',
      en: 'Enticing, forcing or harbouring a person under 18 to break the law (art. 325)',
      article: 325,
      victimUnder: 18,
    },
    'PC-326': {
      vi: 'Tội truyền bá văn hóa phẩm đồi trụy (Điều 326)',
      en: 'Spreading obscene materials (art. 326)',
      article: 326,
      victimUnder: null,
    },
    'PC-327': {
      vi: 'Tội chứa mại dâm (Điều 327)',
      en: 'Harbouring prostitution (art. 327)',
      article: 327,
      victimUnder: null,
    },
    'PC-328': {
      vi: 'Tội môi giới mại dâm (Điều 328)',
      en: 'Procuring prostitution (art. 328)',
      article: 328,
      victimUnder: null,
    },
    'PC-329': {
      vi: 'Tội mua dâm người dưới 18 tuổi (Điều 329)',
      en: 'Paying for sexual acts of a person under 18 (art. 329)',
      article: 329,
      victimUnder: 18,
    },
  },
});
export type Offence = CodeOf<typeof offence>;
