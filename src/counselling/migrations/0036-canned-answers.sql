-- Sentences that the desk keeps ready, in both languages. A change is another version, and none is edited; a version without words
-- ends the answer. Nothing of any contact stands in them.
create table counselling.canned_answer (
  desk_code text not null,
  code text not null check (code ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(code) <= 30),
  version smallint not null check (version > 0),
  retired boolean not null default false,
  title_vi text not null,
  title_en text not null,
  vi text not null,
  en text not null,
  source text not null,
  verified boolean not null,
  set_by text not null,
  set_at timestamptz not null,
  primary key (desk_code, code, version)
);
grant select, insert on counselling.canned_answer to lachan_app;

insert into counselling.canned_answer (desk_code, code, version, title_vi, title_en, vi, en, source, verified, set_by, set_at) values
  ('111-intake', 'chao', 1, 'Chào', 'Greeting', 'Chào {em}. 111 đang ở đây với {em}. {Em} kể điều {em} muốn kể trước nhé.', 'Hello. 111 is here with you. Start with whatever you want to tell first.', 'Câu của nền tảng, chờ 111 đọc · this platform''s own, until 111 has read it', false, 'counselling.answers', now()),
  ('111-intake', 'cam-on', 1, 'Cảm ơn em đã kể', 'Thanks for telling', 'Cảm ơn {em} đã kể. Đây không phải lỗi của {em}.', 'Thank you for telling. It is not your fault.', 'Câu của nền tảng, chờ 111 đọc · this platform''s own, until 111 has read it', false, 'counselling.answers', now()),
  ('111-intake', 'an-toan', 1, 'Hỏi an toàn lúc này', 'Asking whether the child is safe now', '{Em} đang ở đâu, và lúc này {em} có an toàn không?', 'Where are you, and are you safe now?', 'Câu của nền tảng, chờ 111 đọc · this platform''s own, until 111 has read it', false, 'counselling.answers', now()),
  ('111-intake', 'ai-doc', 1, 'Ai đọc được', 'Who can read this', 'Chỉ người đang nói chuyện với {em} ở 111 đọc được. Nếu {em} gặp nguy hiểm, 111 báo cho người đi bảo vệ {em}, và nói trước với {em}.', 'Only the person at 111 you are talking with can read this. If you are in danger, 111 tells those who protect you, and tells you first.', 'Câu của nền tảng, chờ 111 đọc · this platform''s own, until 111 has read it', false, 'counselling.answers', now()),
  ('111-intake', 'giu-bang-chung', 1, 'Giữ bằng chứng', 'Keeping evidence', '{Em} đừng xóa tin nhắn. {Em} chụp màn hình, ghi lại tên tài khoản và ngày giờ, rồi chặn người đó. {Em} không cần gửi ảnh nhạy cảm cho ai, kể cả 111.', 'Do not delete the messages. Take screenshots, write down the account name and when it was, then block that person. You need not send intimate pictures to anybody, 111 included.', 'Câu của nền tảng, chờ 111 đọc · this platform''s own, until 111 has read it', false, 'counselling.answers', now()),
  ('111-intake', 'cho', 1, 'Xin em chờ', 'Asking to wait', '{Em} chờ một phút nhé. 111 đang xem lại để trả lời {em} cho đúng.', 'Please wait a minute. 111 is looking something up to give you the right answer.', 'Câu của nền tảng, chờ 111 đọc · this platform''s own, until 111 has read it', false, 'counselling.answers', now()),
  ('111-intake', 'quay-lai', 1, 'Cách quay lại', 'How to come back', 'Sáu từ của {em} mở lại cuộc trò chuyện này bất cứ lúc nào. {Em} cũng có thể gọi 111, miễn phí, cả ngày lẫn đêm.', 'Your six words open this chat again at any time. You can also call 111, free of charge, day and night.', 'Câu của nền tảng, chờ 111 đọc · this platform''s own, until 111 has read it', false, 'counselling.answers', now()),
  ('111-intake', 'tam-biet', 1, 'Tạm biệt', 'Goodbye', 'Cảm ơn {em} đã nói chuyện với 111. {Em} quay lại lúc nào cũng được.', 'Thank you for talking with 111. You can come back at any time.', 'Câu của nền tảng, chờ 111 đọc · this platform''s own, until 111 has read it', false, 'counselling.answers', now());
