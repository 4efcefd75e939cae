-- Content is erased by deleting the wraps of its key. A second mark of the same was never set and could be set by the app.
alter table kernel.data_key drop column destroyed_at;
