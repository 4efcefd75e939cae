import { type Ctx, ok, type Result } from '../kernel/index.ts';
import { readPastNotices } from '../work/index.ts';
import { demonstrationCases } from './cases/play-cases.ts';
import { playEmergencies } from './cases/play-emergencies.ts';
import { readCast } from './cast.ts';
import { playCatalogue } from './catalogue/play-catalogue.ts';
import { playAlerts } from './content/play-alerts.ts';
import { playAppeals } from './content/play-appeals.ts';
import { playBlocks } from './content/play-blocks.ts';
import { playContent } from './content/play-content.ts';
import { playDeliveries } from './content/play-deliveries.ts';
import { playMachineReports } from './content/play-machine-reports.ts';
import { playNetwork } from './content/play-network.ts';
import { playOrders } from './content/play-orders.ts';
import { enterPeople } from './enter-people.ts';
import { playLearning } from './learning/play-learning.ts';
import { playListening } from './listening/play-listening.ts';
import { playLiveHelp } from './live-help/play-live-help.ts';
import { must } from './must.ts';
import { playOffences } from './offences/play-offences.ts';
import { demonstrationCommunes } from './people.ts';
import { playRegister } from './register/play-register.ts';
import { playReports } from './reports/play-reports.ts';
import { playVoice } from './voice/play-voice.ts';

const REPORTS = 300;

/**
 * Plays the invented country into an installation where nobody is yet; at every start, where its people are it does nothing. Where an
 * earlier version has played it, people who are new in this one join, and no story is told a second time.
 */
export async function playDemonstration(ctx: Ctx, say: (line: string) => void): Promise<Result<void>> {
  const entered = must(await enterPeople(ctx));
  const cast = must(await readCast(ctx));
  const entries = must(await playRegister(ctx, cast));
  if (entries > 0) say(`Đã tạo ${entries} mục mã băm hư cấu · ${entries} invented hash entries`);
  const content = must(await playContent(ctx, cast));
  if (content > 0) say(`Đã tạo ${content} mục nội dung hư cấu · ${content} invented content items`);
  const orders = must(await playOrders(ctx, cast));
  const alerts = must(await playAlerts(ctx, cast));
  if (alerts > 0) say(`Đã tạo ${alerts} cảnh báo hư cấu · ${alerts} invented alerts`);
  if (orders > 0) say(`Đã tạo ${orders} yêu cầu gỡ bỏ hư cấu · ${orders} invented takedown orders`);
  const filed = must(await playMachineReports(ctx, cast));
  if (filed > 0) say(`Đã tạo ${filed} báo cáo tự động hư cấu · ${filed} invented machine reports`);
  const members = must(await playNetwork(ctx, cast));
  if (members > 0) say(`Đã tạo ${members} thành viên Mạng lưới hư cấu · ${members} invented members of the network`);
  const given = must(await playDeliveries(ctx, cast));
  if (given > 0) say(`Đã tạo ${given} lần gửi hư cấu tới thành viên · ${given} invented deliveries to members`);
  const blocks = must(await playBlocks(ctx, cast));
  if (blocks > 0) say(`Đã tạo ${blocks} mục chặn hư cấu · ${blocks} invented block entries`);
  const files = must(await playOffences(ctx, cast));
  if (files > 0) say(`Đã tạo ${files} vụ việc hư cấu · ${files} invented offence files`);
  const contested = must(await playAppeals(ctx, cast));
  if (contested > 0)
    say(
      `Đã tạo ${contested} yêu cầu hư cấu có khiếu nại, khóa tài khoản · ${contested} invented orders with appeals and locks`,
    );
  const taught = must(await playLearning(ctx, cast));
  if (taught > 0)
    say(
      `Biên tập viên hư cấu đã duyệt và đăng ${taught} bài · Invented editors approved and published ${taught} items`,
    );
  const products = must(await playCatalogue(ctx, cast));
  if (products > 0) say(`Đã tạo ${products} sản phẩm hư cấu trong danh mục · ${products} invented products`);
  const asked = must(await playVoice(ctx, cast));
  if (asked > 0) say(`Đã tạo ${asked} cuộc lấy ý kiến hư cấu · ${asked} invented consultations`);
  if (entered === 0) return ok();
  say('Đang tạo dữ liệu minh họa … · Making the demonstration');
  const cases = demonstrationCases(ctx, cast);
  const { handOver } = cases;
  const reports = must(await playReports(ctx, cast, { count: REPORTS, communes: demonstrationCommunes, handOver }));
  if (reports === 0) return ok();
  const opened = must(await cases.play()) + must(await playEmergencies(ctx, cast));
  const heard = must(await playListening(ctx, cast));
  const talks = must(await playLiveHelp(ctx, cast));
  must(
    await readPastNotices(
      ctx,
      cast.actors.map(({ person }) => person),
    ),
  );
  say(
    `  ${cast.actors.length} người, ${reports} báo tin, ${opened} hồ sơ, ${heard} bài đăng, ${talks} cuộc tư vấn, tất cả là hư cấu · people, reports, cases, posts and contacts, all invented`,
  );
  return ok();
}
