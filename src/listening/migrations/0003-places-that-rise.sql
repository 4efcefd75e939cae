-- A harm may rise in one province: its key is the province's code and the label.
alter table listening.trend drop constraint trend_kind_check;
alter table listening.trend add constraint trend_kind_check check (kind in ('label', 'term', 'place'));
