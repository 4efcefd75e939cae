import { z } from 'zod';
import banTrongTroChoi from '../content/scenarios/ban-trong-tro-choi.json' with { type: 'json' };
import bongBongQua from '../content/scenarios/bong-bong-qua.json' with { type: 'json' };
import conVuaKe from '../content/scenarios/con-vua-ke.json' with { type: 'json' };
import emOLaiSauGioHoc from '../content/scenarios/em-o-lai-sau-gio-hoc.json' with { type: 'json' };
import kimCuongMienPhi from '../content/scenarios/kim-cuong-mien-phi.json' with { type: 'json' };
import motTranNuaThoi from '../content/scenarios/mot-tran-nua-thoi.json' with { type: 'json' };
import nguoiBanChiCoTrenMang from '../content/scenarios/nguoi-ban-chi-co-tren-mang.json' with { type: 'json' };
import tamAnhGhep from '../content/scenarios/tam-anh-ghep.json' with { type: 'json' };
import tamAnhTrongNhomLop from '../content/scenarios/tam-anh-trong-nhom-lop.json' with { type: 'json' };
import tinNhanLucNuaDem from '../content/scenarios/tin-nhan-luc-nua-dem.json' with { type: 'json' };
import tinTuyenViecMuaHe from '../content/scenarios/tin-tuyen-viec-mua-he.json' with { type: 'json' };
import { type Scenario, scenario } from './scenario.ts';

/** Practice scenes that come with the house, in the order of their names: what the portal has on its first day. */
export const writtenScenarios: readonly Scenario[] = z
  .array(scenario)
  .parse([
    banTrongTroChoi,
    bongBongQua,
    conVuaKe,
    emOLaiSauGioHoc,
    kimCuongMienPhi,
    motTranNuaThoi,
    nguoiBanChiCoTrenMang,
    tamAnhGhep,
    tamAnhTrongNhomLop,
    tinNhanLucNuaDem,
    tinTuyenViecMuaHe,
  ]);
