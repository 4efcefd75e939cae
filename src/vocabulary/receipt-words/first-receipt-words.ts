/**
 * The first list of 2,048 receipt words. No new receipt gets them: many are bare syllables, and a keyboard with Telex changes some while
 * they are typed. Receipts that people hold are of them, so every word stays readable for ever; a test keeps the list by its digest.
 *
 * A word is one syllable ("xanh") or two written together ("meonau"). The first syllable of a pair never stands alone in the list, so
 * text with spaces reads back in one way only.
 */

const words =
  'ach amcam amden amdep amdo amhong ammoi amnau amnhe amnho amtim amto amtron amvang amxam amxanh amxinh ang ' +
  'aocam aoden aodep aodo aohong aomem aomoi aonau aonhe aonho aosach aotim aoto aouot aovang aoxam aoxanh aoxinh ' +
  'at au ay baban babanh babong babut bacay bach bachai bacoc bade badia baga bagau bai bakem bakeo bakhan bakhay ' +
  'bakien bala bam bameo bamu bamuc bancam bando banhbe banhdo banhto bannau bannhe bannho bantim banui banxam ' +
  'baoc baong bapdep bapkho bapmoi bapnho bapnon bapto baqua baquat barua basach basao basen basoc batcam batden ' +
  'batdep batdo bathia batho batmoi batnau batnhe batnho batom batrau battim batto batui batxam bavet bavit bavoi ' +
  'baxe baybut baycap baycay baycoc bayde baydia bayga baygau bayghe bayhoa bayhop baykem baykeo bayla baymeo ' +
  'baymu baymuc baynai baynui bayoc bayong bayqua bayrua baysao baysen baysoc baythe baytho baytom baytui bayvet ' +
  'bayvit bayvoi bayxe be bec bem beng bepcam bepden bepdep bepdo bepmoi bepnau bepnhe bepnho beptim bepto bepxam ' +
  'bet bichin bido biec biem bien biet bieu bikho bin binau bingon bingot binh binho binon bit bithom bitim bito ' +
  'bitron biu bivang bixanh bocon boden boi bokhoe bonau bonbut boncap boncay boncoc bonde bondia bonga bongau ' +
  'bongdo bonghe bongto bonho bonhoa bonhop bonkem bonkeo bonla bonmeo bonmu bonmuc bonnai bonnui bonoc bonon ' +
  'bonong bonqua bonrua bonsao bonsen bonsoc bonthe bontho bontom bontui bonvet bonvit bonvoi bonxe bot boto ' +
  'bovang boxam boxinh buc bum bunam bunden bundo bunkho bunmoi bunnho buntim buoc buot butcam butden butdep ' +
  'butdo butmoi butnau butnhe butnho buttim butto butxam buu buyt cach caden cakhoe camcao camden camdep camdo ' +
  'camkho cammoi camnho camnon camtim camto canau canh canho canon capcam capden capdep capdo capmem capmoi ' +
  'capnau capnhe capnho captim capto capxam cato caucam cauden caudep caudo caumoi caunau caunhe caunho cautim ' +
  'cauto cauxam cavang caxam caxinh caycao cayden caydep caydo caykho caymoi caynho caynon caytim cayto cha chac ' +
  'chach chaibe chaido chaito cham chang chanh chao chap chat cheam chech cheden chedo chekho chemoi chen cheng ' +
  'chenh chenho cheo chep chetim chia chiec chieng chiep chiet chieu chin chinh chip chit chiu choa choai choan ' +
  'choang choat choe choen choet choi chom chong chop chu chuan chuc chuech chuenh chum chun chung chuoi chuom ' +
  'chuon chuong chuot chup chut chuy chuyen coccam cocden cocdep cocdo cocmoi cocnau cocnhe cocnho coctim cocto ' +
  'cocxam coden codo cohong coi comam comden comdo comkho commoi comnho comtim con conau conhe cop cotim cotron ' +
  'covang coxam coxanh cuacam cuaden cuadep cuado cuamoi cuanau cuanhe cuanho cuatim cuato cuaxam cui cuoc cuom ' +
  'cuon cup cuu dac dach daycam dayden daydep daydo daymoi daynau daynhe daynho daytim dayto dayxam dec deden ' +
  'dekhoe dem denau dencam dendep dendo denh denho denmoi dennau dennhe dennho denon dentim dento denxam dep det ' +
  'deto devang dexam dexinh diacam diaden diadep diado diamoi dianau dianhe dianho diatim diato diaxam dieng dim ' +
  'din dip diu doac doai doang doanh duacao duaden duadep duado duakho duamoi duanho duanon duat duatim duato due ' +
  'duenh dum duoc duom duon duot dup duyet ec em encon enden eng enh ennau ennho ennon ento envang enxam enxinh ' +
  'et eu gac gachdo gachto gacon gaden gakhoe gam ganau gang ganh ganho ganon gaoam gaoden gaodo gaokho gaomoi ' +
  'gaonho gaotim gap gat gato gaucon gauden gaudep gaunau gaunho gaunon gauto gauxam gavang gaxam gaxinh ghecam ' +
  'ghech gheden ghedep ghedo ghem ghemoi ghen ghenau ghenh ghenhe ghenho gheo ghep ghetim gheto ghexam ghi ghim ' +
  'gi gia giac gianh giap giau giay gich giec giem gien gieng gieo giep gieu gin gioc giocam gioden giodep giodo ' +
  'giomoi gion gionau giong gionhe gionho giot giotim gioto gioxam gip giu giua giuc giui gium giun giuoc giuong ' +
  'giup giut go goa goc gomcam gomden gomdep gomdo gommem gommoi gomnau gomnhe gomnho gomtim gomto gomxam gon ' +
  'gong goong gop gua guc gui gun gung guoc guoi guom guong guot gut hac hach haibut haicap haicay haicoc haide ' +
  'haidia haiga haigau haighe haihoa haihop haikem haikeo haila haimeo haimu haimuc hainui haioc haiong haiqua ' +
  'hairua haisao haisen haisoc haithe haitho haitom haitui haivet haivit haivoi haixe hap hat hec hech hem henh ' +
  'hep heu hi hich hieng him hin hinh hip hit hiu hoac hoacao hoach hoaden hoadep hoado hoakho hoamoi hoanho ' +
  'hoanon hoat hoatim hoato hoay hoc hodo hoen hoet homoi honho hopcam hopden hopdep hopdo hopmoi hopnau hopnhe ' +
  'hopnho hoptim hopto hopxam hoto hovang hoxanh hua huc huech hui hun huoc huom huou hut huu huych ich im in inh ' +
  'it iu kecam kech keden kedep kedo kehong kemam kemden kemdo kemem kemkho kemmoi kemnho kemoi kemtim kenau ' +
  'kencam kenden kendep kendo keng kenh kenhe kenho kenmoi kennau kennhe kennho kentim kento kenxam keoam keoden ' +
  'keodo keokho keomoi keonho keotim kep kesach ketim keto keu keuot kevang kexam kexanh kexinh khach khai kham ' +
  'khanbe khando khanto khao khap khau khaybe khaydo khayto khec khem khen khenh kheo khep khet kheu khia khich ' +
  'khien khieng khiet khieu khin khinh khit khiu khoan khoang khoanh khoao khoat khoay khoe khoen khoeo khong ' +
  'khoong khop khu khua khuan khuang khuat khuay khuech khum khuoc khuon khuot khuou khuu khuy khuya khuyen ' +
  'khuyet khuynh ki kia kich kienbe kiendo kieng kiento kiet kin kip kit kiu lach lachin lado lakho lanau langon ' +
  'langot lanho lanon lat lathom latim lato latron lavang laxanh lay lechin ledo lekho lem len lenau leng lengon ' +
  'lengot lenho lenon let lethom letim leto letron leu levang lexanh li lich liec lieng liep lieu lim lin lip lit ' +
  'liu loac loai loang loat loen loong lopcam lopden lopdep lopdo lopmoi lopnau lopnhe lopnho loptim lopto lopxam ' +
  'luacao luaden luadep luado luakho luamoi luanho luanon luat luatim luato lum luoc luom luon lup luy luya mach ' +
  'mamcam mamden mamdep mamdo mammoi mamnau mamnhe mamnho mamtim mamto mamxam mancam manden mandep mando manmoi ' +
  'mannau mannhe mannho mantim manto manxam mao map maycam mayden maydep maydo maymoi maynau maynhe maynho maytim ' +
  'mayto mayxam mec mech mem meng menh meocon meoden meodep meonau meonho meonon meoto meoxam mep meu miaam ' +
  'miaden miado miakho miamoi mianho miatim mich miet mieu mim min mip mitdep mitkho mitmoi mitnho mitnon mitto ' +
  'miu moc mom mon moong mop mot mua muccon mucden mucnau mucnho mucnon mucto mucxam muden mudep mudo muhong mum ' +
  'mumem mumoi munau mung munhe munho muoiga muoila muoimu muoioc muoixe muom muon muop muot musach mutim muto ' +
  'muu muuot muvang muxam muxanh muxinh na nac naicon naiden naidep nainau nainho nainon naito naixam nambut ' +
  'namcap namcay namcoc namde namdia namgau namghe namhoa namhop namkem namkeo namla nammeo nammu nammuc namnai ' +
  'namnui namoc namong namqua namrua namsao namsen namsoc namthe namtom namtui namvet namvit namvoi namxe nang ' +
  'nanh nap nau nay ne nencam nenden nendep nendo nenmoi nennau nennhe nennho nentim nento nenxam neo nep net neu ' +
  'ngach ngam ngan nganh ngap ngau ngay nghen nghenh nghich nghiep nghiet nghim nghin nghinh nghit nghiu ngoa ' +
  'ngoac ngoach ngoai ngoan ngoang ngoanh ngoao ngoen ngom ngot nguay nguech ngui ngum ngun ngung nguoc nguon ' +
  'nguong ngup ngut nguu nguyt nhac nhacam nhach nhaden nhadep nhado nhamoi nhanau nhang nhanh nhanhe nhanho nhao ' +
  'nhap nhatim nhato nhau nhaxam nhe nhech nhem nheo nhep nheu nhich nhiec nhien nhiep nhiet nhieu nhim nhin ' +
  'nhinh nhip nhit nhiu nho nhoa nhoai nhoang nhoe nhoen nhoi nhom nhong nhop nhua nhue nhum nhun nhuoc nhuom ' +
  'nhuon nhuong nhut nhuy nhuyen ni nia nich niem nien nieng niet nieu nin nip nit niu noa noan noc noicam noiden ' +
  'noidep noido noimoi noinau noinhe noinho noitim noito noixam nom noncam nonden nondep nondo nonmoi nonnau ' +
  'nonnhe nonnho nontim nonto nonxam noong nop not nu nua nuc nuicao nuiden nuidep nuido nuikho nuimoi nuinho ' +
  'nuinon nuitim nuito num nuoc nuoi nuom nuong nup nut nuy oa oac oach oang oat occon ocden ockhoe ocnau ocnho ' +
  'octo ocvang ocxam ocxinh oe oichin oido oikho oinau oingon oingot oinho oinon oithom oitim oito oitron oivang ' +
  'oixanh ongcon ongden ongdep ongnau ongnho ongnon ongto ongxam op otdo otkho otnho oto otto otvang otxanh phac ' +
  'phach phai phanh phap phau phec phech phen pheng phenh pheu phia phiem phien phiet phieu phim phin phinh phit ' +
  'phiu phoam phoden phodo phokho phom phomoi phon phonho phop photim phua phui phuoc phuon phuou phut pin quac ' +
  'quacao quaden quadep quado quakho quam quamoi quanh quanho quanon quao quap quatbe quatdo quatim quato quatto ' +
  'quau quay quech quen quenh quet queu quyt ra rac rai ram ranh rao rap raucao rauden raudep raudo raukho raumoi ' +
  'raunho raunon rautim rauto rech rem ren reng renh reo rep reu ri rich rieng riet rieu rim rin rinh rip rit riu ' +
  'roa roat rocam roden rodep rodo rohong rom romem romoi ronau rong ronhe ronho rop rosach rotim roto rouot ' +
  'rovang roxam roxanh roxinh ruacon ruaden ruanau ruanho ruanon ruato ruaxam ruc rum ruoc ruoi ruom ruon ruong ' +
  'rup sa sac sachbe sachdo sachto sai sancam sanden sandep sando sanh sanmoi sannau sannhe sannho santim santo ' +
  'sanxam saocao saoden saodep saodo saokho saomoi saonho saonon saotim saoto saubut saucap saucay saucoc saudia ' +
  'sauga saugau saughe sauhoa sauhop saukem saukeo saula saumeo saumu saumuc saunai saunui sauong sauqua saurua ' +
  'sausao sausen sausoc sauthe sautho sautom sautui sauvet sauvit sauvoi sauxe se sec sem sencao senden sendep ' +
  'sendo senh senkho senmoi sennho sennon sentim sento seo set seu sia sich sieng sieu simdep simkho simmoi ' +
  'simnho simnon simto sin sit soa soai soan soccon socden socdep socnau socnho socnon socto socxam som song ' +
  'soong sop su suat sum sun suoi sup sut suu suy suyen suyt tac tach tambut tamcap tamcay tamcoc tamde tamdia ' +
  'tamga tamgau tamghe tamhoa tamhop tamkem tamkeo tamla tammeo tammu tammuc tamnai tamnui tamoc tamong tamqua ' +
  'tamrua tamsao tamsen tamsoc tamthe tamtho tamtom tamtui tamvet tamvit tamvoi tamxe tanh taocao taoden taodep ' +
  'taodo taokho taomoi taonho taonon taotim taoto tap taucam tauden taudep taudo taumoi taunau taunhe taunho ' +
  'tautim tauto tauxam tec tech temcam temden temdep temdo temmem temmoi temnau temnhe temnho temtim temto temxam ' +
  'ten teng tenh tep tet teu tha thac thap thau thay thecam thech theden thedep thedo them themem themoi then ' +
  'thenau thenh thenhe thenho theo thep thet thetim theto theu thexam thiabe thiado thiato thich thiec thiem ' +
  'thieng thiep thiet thieu thin thiu thoan thoang thoat thocon thoden thodep thom thon thonau thonho thonon thop ' +
  'thoto thoxam thua thuat thucam thuden thudep thudo thue thum thumoi thun thunau thung thunhe thuoi thuon thuot ' +
  'thup thut thutim thuto thuxam thuyen thuyet tia tiec tiem tieng tiep tiet tip tiu toat toe tomcon tomden ' +
  'tomdep tomnau tomnho tomnon tomto tomxam toong top tot trach trai tranh trao trap trat traube traudo trauto ' +
  'trecao trech treden tredep tredo trekho trem tremoi tren trenho trenon tret tretim treto treu tria trich trien ' +
  'trieng triet trit triu troc trot trua truan truat trui trum trun truoc truot trut truu truyen tua tuat tucam ' +
  'tuden tudep tudo tue tuhong tuicam tuiden tuidep tuido tuimoi tuinau tuinhe tuinho tuitim tuito tuixam tum ' +
  'tumem tumoi tun tunau tunhe tunho tuoi tuom tuon tuop tup tusach tutim tuto tuuot tuvang tuxam tuxanh tuxinh ' +
  'tuya tuyt ua uan uat ue ui um un uoc uoi uom uon uong uop uot up ut uu uych va vac vach vaicam vaiden vaidep ' +
  'vaido vaimem vaimoi vainau vainhe vainho vaitim vaixam vam vanh vao vap vau vayto vec vecam veden vedep vedo ' +
  'vehong vemem vemoi ven venau venh venhe venho veo vesach vetcon vetden vetdep vetim vetnau vetnho vetnon veto ' +
  'vetto vetxam veu veuot vevang vexam vexanh vexinh via vicam vich viden videp vido viec viem vieng vihong vimoi ' +
  'vin vinau vinhe vinho vitcon vitden vitdep vitim vitnau vitnho vitnon vito vitron vitto vitxam viu vivang ' +
  'vixam vixanh vixinh voc voicon voiden voidep voinau voinho voinon voito voixam von vot vua vuc vui vun vuoc ' +
  'vuonbe vuondo vuonto vut xa xach xam xan xang xanh xap xat xay xec xecam xeden xedep xedo xehong xem xemem ' +
  'xemoi xen xenau xeng xenh xenhe xenho xesach xetim xeto xeu xeuot xevang xexam xexanh xexinh xia xiec xiem ' +
  'xien xieng xieu xim xin xinh xit xiu xoan xoat xoay xoc xocam xoden xodep xodo xoe xoet xohong xoiam xoiden ' +
  'xoido xoikho xoimoi xoinho xoitim xom xomoi xon xonau xong xonhe xonho xop xotim xoto xotron xovang xoxam ' +
  'xoxanh xoxinh xua xuc xue xui xum xun xung xuoc xuoi xup xuyen xuyt yem yeng yet ';

/** In the order of their eleven bits. */
export const firstReceiptWords: readonly string[] = Object.freeze(words.trim().split(' '));

/** First syllables of two-syllable words. Each opens a pair with the syllable that follows it. */
export const firstHeads: ReadonlySet<string> = new Set(
  (
    'am ao ba ban banh bap bat bay bep bi bo bon bong bun but ca cam cap cau cay chai che co coc com cua day de den ' +
    'dia dua en ga gach gao gau ghe gio gom hai ho hoa hop ke kem ken keo khan khay kien la le lop lua mam man may ' +
    'meo mia mit mu muc muoi nai nam nen nha noi non nui oc oi ong ot pho qua quat rau ro rua sach san sao sau sen ' +
    'sim soc tam tao tau tem the thia tho thu tom trau tre tu tui vai vay ve vet vi vit voi vuon xe xo xoi '
  )
    .trim()
    .split(' '),
);

/** Second syllables of the pairs. */
const tails: ReadonlySet<string> = new Set(
  (
    'am ban banh be bong but cam cao cap cay chai chin coc con de den dep dia do ga gau ghe hoa hong hop kem keo ' +
    'khan khay kho khoe kien la mem meo moi mu muc nai nau ngon ngot nhe nho non nui oc ong qua quat rua sach sao ' +
    'sen soc the thia tho thom tim to tom trau tron tui uot vang vet vit voi xam xanh xe xinh '
  )
    .trim()
    .split(' '),
);

/** A word of the first list as a person reads it: pairs with a space between their syllables ("meo nau"). */
export function spellFirstReceiptWord(word: string): string {
  for (let cut = 2; cut <= word.length - 2; cut++) {
    if (firstHeads.has(word.slice(0, cut)) && tails.has(word.slice(cut)))
      return `${word.slice(0, cut)} ${word.slice(cut)}`;
  }
  return word;
}
