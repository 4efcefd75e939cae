-- What is drafted may be mended until it is sent. From then on the copy is what the receiver was given, and stays so.
create function cases.keep_sent_facts() returns trigger language plpgsql set search_path = '' as $$
begin
  if not exists (select 1 from cases.referral where id = old.referral_id and status = 'DRAFT') then
    raise exception 'the facts of a referral that was sent stay as they are';
  end if;
  return coalesce(new, old);
end
$$;
create trigger keep_sent_facts before update or delete on cases.referral_part for each row execute function cases.keep_sent_facts();
create function cases.keep_sent_basis() returns trigger language plpgsql set search_path = '' as $$
begin
  raise exception 'the basis of a referral that was sent stays as it is';
end
$$;
create trigger keep_sent_basis before update on cases.referral for each row
  when (old.status <> 'DRAFT' and old.basis <> new.basis) execute function cases.keep_sent_basis();
grant update (sealed), delete on cases.referral_part to lachan_app;
grant update (basis) on cases.referral to lachan_app;
