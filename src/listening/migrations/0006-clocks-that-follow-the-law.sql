-- A correction of a deadline rule moves the clocks that run by it.
grant update (due_at) on listening.alert to lachan_app;
