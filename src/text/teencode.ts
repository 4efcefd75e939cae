/**
 * Everyday abbreviations of Vietnamese chat and what they stand for. Our own list, written from common use; harmless words alone:
 * abuse in abbreviations is left as it stands, so that a model learns it as it is written. One line: the word, then its short forms.
 * A meaning has only words of two or more letters, none of which is a short form itself (the test checks it).
 */
const LINES = `
không: k ko kg hok hk hem hong hông hổng khg kô kông khum hg
được: đc dc đx đuoc đcj đươc đựơc
biết: bik bit bít bjt bjk bík
gì: j rì jj gj
rồi: r rùi rồy roài rui ròi òi
với: vs zới zs vớj
vậy: z v zậy dậy vầy zị dzậy vại zẫy
vui: zui dzui vuj
vô: zô dzô
về: zề dzề
và: zà
em: e iem ẻm
anh: a ank ah
chị: chj cj
mình: mk mik mh mjh mìh mìn mềnh
mày: m
tao: t
bạn: b bn pạn bợn bẹn
mọi: mọj
người: ng ngừi ngừoi ngườj
người ta: ngta ngt
mọi người: mn mng mọingười
nhưng: nhug nhưg nhg nkưng
những: nhữg nkững nhx
như: nkư nhuw
như thế nào: ntn nthn nhtn
thế nào: tnao thếnào
thế: tke
nào: nàk
này: nì nèy
nhiều: nhìu nhiu nkiu nhìuu nhiềuu
nhé: nhóe nhaz nkes
nha: nhoa
cũng: cx cug cũg cg cữg củg
của: cuả cuar
chưa: chx ckưa chũa
cho: choa cko
chồng: ck ckồng
vợ: vk zợ
con: cn
cái: cáj kái
có: kó cóa
còn: kòn
các: kác cák
cùng: kùng cùg
cảm ơn: cmon camon cámơn thks thanks thank tks thankiu thnks kamsa cảmơn
xin lỗi: sr sory xlỗi xloi
xin chào: helo hj halo
tạm biệt: pp bibi baibai bie
chúc ngủ ngon: gnite
chúc mừng sinh nhật: hpbd hbd cmsn
sinh nhật: snhat bday
nói: ns nój
nữa: nx nũa
nếu: nếo
làm: lm nàm
lắm: lém
luôn: lun
lại: lạj
lúc: lúk
sau: sauu
sáng: ság
trong: trog tronq
trước: trc trướk trườc
trường: trườg trg
trời: trùi chời
trả lời: trloi
tin nhắn: tnhan
nhắn tin: ib nt nhtin
bình luận: cmt
thích: thik thix thjk thíc
thôi: thui thoy
thật: thặc
thấy: thấj
thì: thj
tiền: tjền xiền
tình yêu: tyeu
tình cảm: tcam
tôi: tui tôj
tới: tứi tớj
tất cả: tcả
từ: tuè
tuổi: tuổj
tại: tạj
tại sao: tsao
đang: đag đg
đã: đaz
đây: đey đêy
đó: đós
đi: đj
đẹp: đjp
điện thoại: đt đthoai dthoai
đúng: đún đúg
đừng: đừg đừn
đồng: đồg
khi: khj
khi nào: knao knào
không biết: kbit kbik kobt kbiet hokbit kbt
không có: kco kcó koco
không phải: kphai kpải kphải
không được: kđc kdc kođc
không sao: ksao kosao
khác: khák
khóc: khók
kết bạn: kb ketban addfr
quá: qá quớ
quên: wên
quan tâm: qtam qtâm
quan trọng: qtrọng qtrong
phải: fải phảj phãi
phòng: fòng
phim: fim
phút: fút
giờ: giừo giờj
bây giờ: bjo bgio bh bayjo bâyjo bâygiờ
bao giờ: baojo bjờ baogiờ bgiờ
bao nhiêu: bnhieu bnhiu baonhieu bnhiêu
bị: bj bỵ
bởi vì: bvi
vì: vìk vỳ zì
vẫn: zẫn
việt nam: vn vnam
viết: zít
vài: vàj
xinh: xjnh xynh
yêu: iu yêuu yew iêu
yêu cầu: ycau ycầu
ơi: ưi
ừm: uh uk uhm ừh ukm
vâng: vg vânq zâng
dạ: dạk
dễ: dễk
dùng: zùng dùg
dữ: dữk
ok: okie oke okela oki okê okey
hiểu: hỉu hỉuu
hiện tại: htai htại
hơn: hưn
hỏi: hỏj hõi
học: họk
học sinh: hs hsinh
học sinh giỏi: hsg
học tập: htap
sinh viên: sv svien
giáo viên: gv gvien
giáo dục: gduc
giáo viên chủ nhiệm: gvcn
chủ nhiệm: cnhiem
phụ huynh: phhs
đại học: đh dhoc
trung học: thoc
bài tập: btap bt btvn
bình thường: bthg bthuong bthường bìnhthường
thường: thườg thươnq
công ty: cty
công việc: cviec
công nghệ: cnghe
chương trình: ctrinh
chính: chjnh
chắc: chắk chak
chết: ckết
chơi: chs chơj
chỉ: chỉk
chuyện: chiện chyện
chúng ta: cta
chúng tôi: ctôi ctoi
chúng mình: cmình
gia đình: gđ gdinh gđình
giống: gống giốg
giúp: zúp
giết thời gian: gtg
thời gian: tgian tgan thgian
thành phố: tpho
thông tin: ttin
thông báo: tbao
thể thao: tthao
tham gia: tgia
facebook: fb
zalo: zl
instagram: insta ig
youtube: ytb ytube
điểm: đỉm đỉêm
đáng yêu: kute qte
dễ thương: dthg dthuong dth
hạnh phúc: hp hphuc
hình: hjnh
hình như: hnhu hìnhnhư
hôm nay: hnay hômnay
hôm qua: hqua hômqua
ngày mai: nmai
nghe: nge ngke
nghĩ: ngĩ
nghỉ: ngỉ
nhớ: nkớ
nhìn: njn
mới: mứi mớj
muốn: mún
một: mụt
mà: màk
mấy: mếy mấj
máy tính: mtinh
mất: mấc
rất: rấc
riêng: riêg
sống: sốg sốnq
suy nghĩ: snghi
số điện thoại: sđt sdt sodt
tài khoản: tkhoan
mật khẩu: mkhau
số tài khoản: stk
ảnh: ảh ãnh
ảnh đại diện: avt ava
video: vid vdeo
nhóm: gr grp
quản trị viên: admin adm
trực tuyến: onl onlai
nổi tiếng: nỗitiếng
ví dụ: vd
vân vân: vv
tức là: tlà
tương đối: tđối
nhân viên: nv nvien
sản phẩm: sp sphẩm
giá: giák
miễn phí: mphi
hà nội: hnoi
sài gòn: sg sgon
hồ chí minh: hcm tphcm
hy vọng: hvong
hết hàng: hhang
thằng: tk thg
`;

/** Short form -> what it stands for. */
export const TEENCODE: ReadonlyMap<string, string> = new Map(
  LINES.trim()
    .split('\n')
    .flatMap((line) => {
      const [meaning = '', forms = ''] = line.split(': ');
      return forms.split(' ').map((form) => [form, meaning] as const);
    }),
);
