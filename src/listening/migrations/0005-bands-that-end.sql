-- Bands go thirty days after a cluster's last post, long before the cluster: which still have them is known by an index, and
-- the bands themselves by their keys, which follow from the signature.
alter table listening.cluster add column banded boolean not null default true;
create index cluster_banded on listening.cluster (last_at) where banded;
grant update (banded) on listening.cluster to lachan_app;
