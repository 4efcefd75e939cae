import type { IncomingMessage, ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { Network } from '../../kernel/index.ts';
import { localServer } from '../../kernel/outgoing/local-server.testing.ts';
import type { LookOutcome } from './look.ts';

/** Pages that look as if something were gone. All of it is invented; every host lies under `example`. */
export interface HostilePage {
  readonly name: string;
  readonly host: string;
  readonly answer: (request: IncomingMessage, response: ServerResponse) => void;
  /** What a look comes to; whatever it is, it never speaks for its being gone. */
  readonly comesTo: LookOutcome;
  readonly path?: string;
  readonly way?: readonly string[];
  /** A look before found the page as `/truoc` of its host shows it. */
  readonly before?: true;
  readonly scheme?: 'https';
}

const words = (text: string) => `<p>${`${text} `.repeat(40)}</p>`;
/** Enough words to be a page of its own. */
export const STORY = `<!doctype html><title>Bài mẫu</title><main><h1>Bài mẫu</h1>${words('Nội dung mẫu của một bài đã bị báo.')}${words('Đoạn giữ chỗ thứ hai, không có gì khác.')}</main>`;
const OTHER = `<!doctype html><title>Trang khác</title><main><h1>Trang khác</h1>${words('Một trang mẫu khác hẳn trang trước.')}${words('Nó nói về chuyện khác.')}</main>`;
const html = (response: ServerResponse, body: string, status = 200, headers: Record<string, string> = {}) =>
  response.writeHead(status, { 'content-type': 'text/html; charset=utf-8', ...headers }).end(body);
const says = (text: string) => (_request: IncomingMessage, response: ServerResponse) =>
  void html(response, `<!doctype html><title>${text}</title><h1>${text}</h1><a href="/">Trang chủ</a>`);
const status =
  (code: number, body = '<h1>Không tìm thấy</h1>') =>
  (_request: IncomingMessage, response: ServerResponse) =>
    void html(response, body, code);
const redirect = (to: string) => (request: IncomingMessage, response: ServerResponse) =>
  request.url === '/bai/1' ? void response.writeHead(302, { location: to }).end() : void html(response, OTHER);
/** The first bytes of a drawn picture, and noise behind: nobody's picture. */
const PICTURE = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.alloc(90_000, 7)]);
const picture = (response: ServerResponse, code = 200) =>
  response.writeHead(code, { 'content-type': 'image/png', 'content-length': String(PICTURE.length) }).end(PICTURE);
const story =
  (answer: HostilePage['answer']): HostilePage['answer'] =>
  (request, response) =>
    request.url === '/truoc' ? void html(response, STORY) : answer(request, response);

export const hostilePages: readonly HostilePage[] = [
  // Words on a page with 200, in the languages of those who send them.
  ...(
    [
      ['vi', 'Trang không tồn tại'],
      ['vi-2', 'Bài viết đã bị gỡ'],
      ['en', 'Sorry, this page isn’t available'],
      ['zh', '页面不存在'],
      ['ja', 'ページが見つかりません'],
      ['ko', '페이지를 찾을 수 없습니다'],
      ['ru', 'Страница не найдена'],
      ['th', 'ไม่พบหน้าที่คุณต้องการ'],
    ] as const
  ).map(
    ([code, text]): HostilePage => ({
      name: `says in ${code} with 200 that it is not there`,
      host: `noi-${code}.example`,
      answer: says(text),
      comesTo: 'SOFT_404',
    }),
  ),
  {
    name: 'says it in the words of 1258 and of no language that we know',
    host: 'la.example',
    answer: (_request, response) =>
      void html(response, `<title>Ezt nem találjuk</title>${words('Ez az oldal már nincs itt.')}`),
    comesTo: 'PRESENT',
  },
  {
    name: 'leads a deleted film to the first page',
    host: 've-trang-chu.example',
    answer: redirect('/'),
    comesTo: 'SOFT_404',
  },
  {
    name: 'leads to the first page in a language',
    host: 've-vi.example',
    answer: redirect('/vi/'),
    comesTo: 'SOFT_404',
  },
  {
    name: 'leads to another site, which says 404',
    host: 'di-noi-khac.example',
    answer: (_request, response) =>
      void response.writeHead(302, { location: `http://noi-404.test:${portOf(_request)}/` }).end(),
    comesTo: 'CHANGED',
  },
  {
    name: 'has nothing at the other site either: 404 there',
    host: 'noi-404.test',
    path: '/',
    way: ['http://duong-hong.invalid/'],
    answer: status(404),
    comesTo: 'GONE',
  },
  { name: 'wants to be signed in with 401', host: 'can-401.example', answer: status(401), comesTo: 'RESTRICTED' },
  {
    name: 'forbids with 403',
    host: 'cam-403.example',
    answer: status(403, '<h1>Trang không tồn tại</h1>'),
    comesTo: 'RESTRICTED',
  },
  {
    name: 'leads to a page to sign in',
    host: 'dang-nhap.example',
    answer: redirect('/accounts/login/?next=/bai/1'),
    comesTo: 'RESTRICTED',
  },
  {
    name: 'wants to be signed in with 404',
    host: 'dang-nhap-404.example',
    answer: status(404, '<h1>Bạn cần đăng nhập để xem nội dung này</h1>'),
    comesTo: 'RESTRICTED',
  },
  {
    name: 'wants a password with 200',
    host: 'mat-khau.example',
    answer: (_request, response) =>
      void html(response, '<title>Nội dung không tồn tại</title><form><input type="password"></form>'),
    comesTo: 'RESTRICTED',
  },
  {
    name: 'asks how old one is',
    host: 'tuoi.example',
    answer: says('Bạn đã đủ 18 tuổi chưa?'),
    comesTo: 'RESTRICTED',
  },
  {
    name: 'asks with 404 how old one is',
    host: 'tuoi-404.example',
    answer: status(404, '<h1>Verify your age to continue</h1>'),
    comesTo: 'RESTRICTED',
  },
  {
    name: 'wants a puzzle solved',
    host: 'do.example',
    answer: says('Just a moment... Verify you are human'),
    comesTo: 'RESTRICTED',
  },
  {
    name: 'puts a puzzle before it with 404',
    host: 'do-404.example',
    answer: status(404, '<title>404</title><div class="g-recaptcha"></div>'),
    comesTo: 'RESTRICTED',
  },
  {
    name: 'is not shown in this country, with 200',
    host: 'nuoc.example',
    answer: says('This video is not available in your country'),
    comesTo: 'RESTRICTED',
  },
  {
    name: 'is not shown in this country, with 451',
    host: 'nuoc-451.example',
    answer: status(451, '<h1>Nội dung không khả dụng tại quốc gia của bạn</h1>'),
    comesTo: 'RESTRICTED',
  },
  {
    name: 'is not shown in this country, with 404',
    host: 'nuoc-404.example',
    answer: status(404, '<h1>Content unavailable in your region</h1>'),
    comesTo: 'RESTRICTED',
  },
  {
    name: 'is shown to who comes from a search alone',
    host: 'tu-tim-kiem.example',
    answer: ({ headers }, response) =>
      void (headers.referer?.includes('google') ? html(response, STORY) : html(response, '<h1>404</h1>', 404)),
    comesTo: 'REFERRER_ONLY',
  },
  {
    name: 'is shown to telephones alone',
    host: 'dien-thoai.example',
    answer: ({ headers }, response) =>
      void (headers['user-agent']?.includes('Mobile') ? html(response, STORY) : html(response, '<h1>404</h1>', 404)),
    comesTo: 'REFERRER_ONLY',
  },
  {
    name: 'is shown to who comes the way that was reported, and is lawful without',
    host: 'co-duong.example',
    way: ['http://duong-vao.example/mo'],
    answer: ({ headers }, response) =>
      void html(
        response,
        headers.referer?.includes('duong-vao') ? STORY : OTHER,
        headers.referer?.includes('duong-vao') ? 200 : 404,
      ),
    comesTo: 'REFERRER_ONLY',
  },
  {
    name: 'hides from who comes the way that was reported, and is there without',
    host: 'nguoc-duong.example',
    way: ['http://duong-vao.example/mo'],
    answer: ({ headers }, response) =>
      void (headers.referer ? html(response, '<h1>404</h1>', 404) : html(response, STORY)),
    comesTo: 'PRESENT',
  },
  {
    name: 'was reached by a way that nobody can go any more',
    host: 'mat-duong.example',
    way: ['http://duong-hong.invalid/'],
    answer: status(404),
    comesTo: 'GONE',
  },
  {
    name: 'sets a cookie and leads to itself until it comes back',
    host: 'banh.example',
    answer: (_request, response) => void response.writeHead(302, { location: '/bai/1', 'set-cookie': 'qua=1' }).end(),
    comesTo: 'UNREACHABLE',
  },
  {
    name: 'wants cookies',
    host: 'banh-200.example',
    answer: says('Please enable cookies to continue'),
    comesTo: 'RESTRICTED',
  },
  {
    name: 'shows the same film under another cutting',
    host: 'doi-bam.example',
    before: true,
    answer: story((_request, response) => void html(response, OTHER)),
    comesTo: 'CHANGED',
  },
  {
    name: 'shows what it showed, and says 404 to it',
    host: 'van-do-404.example',
    before: true,
    answer: story((_request, response) => void html(response, STORY, 404)),
    comesTo: 'PRESENT',
  },
  {
    name: 'says 404 and still serves the film that stood on it',
    host: 'phim-con.example',
    before: true,
    answer: (request, response) => {
      if (request.url === '/truoc') return void html(response, `${STORY}<video src="/phim.mp4"></video>`);
      if (request.url === '/phim.mp4')
        return void response.writeHead(200, { 'content-type': 'video/mp4' }).end(Buffer.alloc(200_000, 1));
      return void html(response, '<h1>404</h1>', 404);
    },
    comesTo: 'PRESENT',
  },
  {
    name: 'serves a picture and says 404 to it',
    host: 'anh-404.example',
    answer: (_request, response) => void picture(response, 404),
    comesTo: 'CHANGED',
  },
  {
    name: 'serves a picture as if it were a page',
    host: 'anh-van-ban.example',
    answer: (_request, response) => void response.writeHead(404, { 'content-type': 'text/html' }).end(PICTURE),
    comesTo: 'CHANGED',
  },
  {
    name: 'is empty with 200',
    host: 'rong.example',
    answer: (_request, response) => void html(response, ''),
    comesTo: 'CHANGED',
  },
  {
    name: 'says 204',
    host: 'rong-204.example',
    answer: (_request, response) => void response.writeHead(204).end(),
    comesTo: 'CHANGED',
  },
  {
    name: 'never ends, with 404',
    host: 'vo-tan.example',
    answer: (_request, response) => {
      response.writeHead(404, { 'content-type': 'text/html' });
      const more = () => {
        while (!response.destroyed && response.write('<p>x</p>'.repeat(1_000)));
        if (!response.destroyed) response.once('drain', more);
      };
      more();
    },
    comesTo: 'UNREACHABLE',
  },
  {
    name: 'comes drop by drop, with 404',
    host: 'nho-giot.example',
    answer: (_request, response) => {
      response.writeHead(404, { 'content-type': 'text/html' });
      const drop = setInterval(() => (response.destroyed ? clearInterval(drop) : response.write('.')), 100);
      response.once('close', () => clearInterval(drop));
    },
    comesTo: 'UNREACHABLE',
  },
  {
    name: 'never answers',
    host: 'im.example',
    answer: () => undefined,
    comesTo: 'UNREACHABLE',
  },
  {
    name: 'leads in a circle',
    host: 'vong.example',
    answer: ({ url }, response) =>
      void response.writeHead(302, { location: url === '/bai/1' ? '/bai/2' : '/bai/1' }).end(),
    comesTo: 'UNREACHABLE',
  },
  {
    name: 'leads ever further',
    host: 'xa-mai.example',
    answer: ({ url }, response) => void response.writeHead(302, { location: `/bai/1${url}` }).end(),
    comesTo: 'UNREACHABLE',
  },
  {
    name: 'leads into a private network',
    host: 'mang-rieng.example',
    answer: (_request, response) => void response.writeHead(302, { location: 'http://10.0.0.7/404' }).end(),
    comesTo: 'UNREACHABLE',
  },
  {
    name: 'leads to the machine itself',
    host: 'may-minh.example',
    answer: (_request, response) => void response.writeHead(302, { location: 'http://[::1]:8080/' }).end(),
    comesTo: 'UNREACHABLE',
  },
  {
    name: 'sends readers on by the page itself',
    host: 'chuyen-tiep.example',
    answer: (_request, response) =>
      void html(response, '<meta http-equiv="refresh" content="0; url=/khong-con"><p>Đang chuyển…</p>'),
    comesTo: 'CHANGED',
  },
  {
    name: 'is filled by a script alone',
    host: 'kich-ban.example',
    answer: (_request, response) =>
      void html(response, '<!doctype html><div id="app"></div><script>document.title="404"</script>'),
    comesTo: 'CHANGED',
  },
  {
    name: 'is overloaded',
    host: 'qua-tai.example',
    answer: status(503, '<h1>Trang không tồn tại</h1>'),
    comesTo: 'UNREACHABLE',
  },
  { name: 'has had too many questions', host: 'hoi-nhieu.example', answer: status(429), comesTo: 'UNREACHABLE' },
  { name: 'fails', host: 'loi.example', answer: status(500), comesTo: 'UNREACHABLE' },
  {
    name: 'breaks off before the length that it named, with 404',
    host: 'dut.example',
    answer: (_request, response) => {
      response.writeHead(404, { 'content-type': 'text/html', 'content-length': '5000' });
      response.write('<h1>404</h1>');
      setTimeout(() => response.destroy(), 20);
    },
    comesTo: 'UNREACHABLE',
  },
  {
    name: 'swells when it is unpacked, with 404',
    host: 'phong.example',
    answer: (_request, response) =>
      void response
        .writeHead(404, { 'content-type': 'text/html', 'content-encoding': 'gzip' })
        .end(gzipSync(Buffer.alloc(30_000_000, 32))),
    comesTo: 'UNREACHABLE',
  },
  {
    name: 'is packed wrongly, with 404',
    host: 'goi-hong.example',
    answer: (_request, response) =>
      void response.writeHead(404, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end('không nén'),
    comesTo: 'UNREACHABLE',
  },
  { name: 'has no name any more', host: 'khong-ten.invalid', answer: status(404), comesTo: 'UNREACHABLE' },
  {
    name: 'shows a wrong certificate',
    host: 'chung-thu.example',
    scheme: 'https',
    answer: status(404),
    comesTo: 'UNREACHABLE',
  },
  {
    name: 'speaks no HTTP',
    host: 'la-giao-thuc.example',
    answer: (_request, response) => void response.socket?.end('220 xin chao\r\n'),
    comesTo: 'UNREACHABLE',
  },
];

const portOf = ({ socket }: IncomingMessage) => socket.localPort;

/** This machine under every name but those that have none. */
export const exampleNetwork: Network = {
  resolve: async (host) => {
    if (host.endsWith('.invalid')) throw new Error('no such name');
    return ['127.0.0.1'];
  },
  allows: (address) => address === '127.0.0.1',
};

/** One server for all of them, told apart by their hosts; whatever has no page there is a page of its own. */
export const hostileServer = () =>
  localServer((request, response) => {
    const host = request.headers.host?.split(':')[0];
    const page = hostilePages.find((one) => one.host === host);
    if (page) page.answer(request, response);
    else html(response, OTHER);
  });
