-- An agency has one account by which it calls systems of others: the house makes it.
create unique index channel_account_of_webhooks on channels.channel_account (agency) where adapter = 'webhook';
