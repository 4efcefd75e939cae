-- The limits of the register have come to work (0006); their periods go on from there to the rules of time.
-- Hands over to work.
select work.hand_exposure_periods_over();
drop function work.hand_exposure_periods_over();
