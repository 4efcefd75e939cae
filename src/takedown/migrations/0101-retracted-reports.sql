-- Reports that were taken back after they had been finished, for whoever follows what machines reported.
create index machine_report_retracted on takedown.machine_report (retracted_at) where state = 'RETRACTED' and finished_at is not null and not test;
