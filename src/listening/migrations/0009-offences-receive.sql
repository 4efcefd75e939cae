-- What was kept for those who investigate until they could receive it is delivered now.
update listening.outbox set state = 'WAITING', attempts = 0, run_at = now(), reason = null
where recipient = 'OFFENCES' and state = 'NO_RECEIVER' and reason = 'module-offences-absent';
