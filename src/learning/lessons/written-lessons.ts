import { z } from 'zod';
import anhRiengTuLaCuaEm from '../content/lessons/anh-rieng-tu-la-cua-em.json' with { type: 'json' };
import biLuaTienLamGi from '../content/lessons/bi-lua-tien-lam-gi.json' with { type: 'json' };
import chiaKhoaCuaEm from '../content/lessons/chia-khoa-cua-em.json' with { type: 'json' };
import hinhVaGiongGia from '../content/lessons/hinh-va-giong-gia.json' with { type: 'json' };
import hoiRoiHayLam from '../content/lessons/hoi-roi-hay-lam.json' with { type: 'json' };
import khiBiTreuTrenMang from '../content/lessons/khi-bi-treu-tren-mang.json' with { type: 'json' };
import loThayThuKhongDanhChoMinh from '../content/lessons/lo-thay-thu-khong-danh-cho-minh.json' with { type: 'json' };
import matKhauDaiVaVui from '../content/lessons/mat-khau-dai-va-vui.json' with { type: 'json' };
import muoiPhutDauTien from '../content/lessons/muoi-phut-dau-tien.json' with { type: 'json' };
import nghiMatDiChoi from '../content/lessons/nghi-mat-di-choi.json' with { type: 'json' };
import nguoiBanLaMay from '../content/lessons/nguoi-ban-la-may.json' with { type: 'json' };
import nguoiLaTrenMang from '../content/lessons/nguoi-la-tren-mang.json' with { type: 'json' };
import oBenBanBiBatNat from '../content/lessons/o-ben-ban-bi-bat-nat.json' with { type: 'json' };
import quyUocManHinhCuaNha from '../content/lessons/quy-uoc-man-hinh-cua-nha.json' with { type: 'json' };
import sauMotCuSoc from '../content/lessons/sau-mot-cu-soc.json' with { type: 'json' };
import thuThachTrongNhom from '../content/lessons/thu-thach-trong-nhom.json' with { type: 'json' };
import tinNayCoThatKhong from '../content/lessons/tin-nay-co-that-khong.json' with { type: 'json' };
import truocKhiDangAnhCon from '../content/lessons/truoc-khi-dang-anh-con.json' with { type: 'json' };
import tuBaiHocDenBaoTin from '../content/lessons/tu-bai-hoc-den-bao-tin.json' with { type: 'json' };
import ungDungGiuChanEm from '../content/lessons/ung-dung-giu-chan-em.json' with { type: 'json' };
import upMayKhiSo from '../content/lessons/up-may-khi-so.json' with { type: 'json' };
import { type Lesson, lesson } from './lesson.ts';

/** Lessons that come with the house, in the order of their names: what the portal has on its first day. */
export const writtenLessons: readonly Lesson[] = z
  .array(lesson)
  .parse([
    anhRiengTuLaCuaEm,
    biLuaTienLamGi,
    chiaKhoaCuaEm,
    hinhVaGiongGia,
    hoiRoiHayLam,
    khiBiTreuTrenMang,
    loThayThuKhongDanhChoMinh,
    matKhauDaiVaVui,
    muoiPhutDauTien,
    nghiMatDiChoi,
    nguoiBanLaMay,
    nguoiLaTrenMang,
    oBenBanBiBatNat,
    quyUocManHinhCuaNha,
    sauMotCuSoc,
    thuThachTrongNhom,
    tinNayCoThatKhong,
    truocKhiDangAnhCon,
    tuBaiHocDenBaoTin,
    ungDungGiuChanEm,
    upMayKhiSo,
  ]);
