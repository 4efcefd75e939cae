-- A person of one file and a person of another may be held to be one, or not to be: who has a part in both says so, in one of the two. The
-- claim is of the file in which it was said, and whoever does not see both persons does not see it.
alter table offences.same_person_claim
  drop constraint same_person_claim_one_id_file_id_fkey,
  drop constraint same_person_claim_other_id_file_id_fkey,
  add foreign key (one_id) references offences.person_of_interest,
  add foreign key (other_id) references offences.person_of_interest;
create index same_person_claim_of_other on offences.same_person_claim (other_id);
