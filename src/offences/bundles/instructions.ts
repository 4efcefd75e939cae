import { readFileSync } from 'node:fs';
import { type BagFile, text } from './bag.ts';

const SPKI = '302a300506032b6570032100';

/** The public key as PEM, as openssl reads it. */
export function publicKeyPem(publicKey: Uint8Array): string {
  const der = Buffer.concat([Buffer.from(SPKI, 'hex'), publicKey]).toString('base64');
  return `-----BEGIN PUBLIC KEY-----\n${der}\n-----END PUBLIC KEY-----\n`;
}

/** What lets anybody check a bundle without this platform: the commands in words, the key, and a short program. */
export function instructions(publicKey: Uint8Array, stamped: boolean): BagFile[] {
  const key = Buffer.from(publicKey).toString('hex');
  const stamp = stamped
    ? `4. Dấu thời gian (RFC 3161). TSA.pem là chứng thư của tổ chức cấp dấu thời gian, lấy từ chính tổ chức đó:
   openssl ts -verify -in manifest.json.tsr -data manifest.json -CAfile TSA.pem
`
    : `4. Gói này KHÔNG có dấu thời gian: khi đóng gói, hệ thống chưa kết nối với tổ chức cấp dấu thời gian nào.
`;
  return [
    { path: 'public-key.pem', bytes: text(publicKeyPem(publicKey)) },
    { path: 'kiem_tra.py', bytes: readFileSync(new URL('./kiem_tra.py', import.meta.url)) },
    {
      path: 'HUONG-DAN.txt',
      bytes: text(`KIỂM TRA GÓI CHỨNG CỨ, KHÔNG CẦN MẠNG

Khóa công khai của nơi đóng gói (Ed25519):
   ${key}
Khóa này phải giống khóa mà nơi đóng gói đã công bố hoặc gửi bằng đường khác. Đừng chỉ tin khóa nằm trong gói.

1. Kiểm tra toàn bộ gói bằng một lệnh (python3 và openssl 3):
   python3 kiem_tra.py GOI.zip ${key}
   Đúng thì hiện "DUNG"; sai thì hiện "SAI:" và tên tệp đã bị thay đổi.

2. Giá trị băm của từng tệp (gói là BagIt, RFC 8493):
   sha256sum -c manifest-sha256.txt
   sha256sum -c tagmanifest-sha256.txt

3. Chữ ký số của danh mục (manifest.json viết theo RFC 8785):
   openssl pkeyutl -verify -pubin -inkey public-key.pem -rawin -in manifest.json -sigfile manifest.json.sig

${stamp}
5. Chuỗi quản lý của từng mục nằm trong manifest.json, phần "artefacts": mỗi việc có
   hash = SHA-256( previous || body || mac ), và previous là hash của việc trước.

6. Thư mục audit/ là trích lục nhật ký của từng đơn vị đã chủ trì vụ việc, mỗi đơn vị một tệp; nhật ký dài được chia
   thành nhiều tệp (".phan-2", ".phan-3"...), mỗi tệp kiểm tra được riêng. Mỗi dòng có
   hash = SHA-256( previousHash || "số thứ tự|nội dung" || mac ), và "proofs" chứng minh dòng đó nằm trong nhật ký
   (cây Merkle của RFC 6962 trên các hash, gốc là "root") mà không lộ các dòng khác.

HOW TO CHECK THIS BUNDLE OFFLINE, IN SHORT: run kiem_tra.py as in 1; the public key must be the one that the sender
published elsewhere. 2: digests. 3: Ed25519 signature. 4: time stamp. 5: custody chains. 6: extract of the audit with
inclusion proofs.
`),
    },
  ];
}
