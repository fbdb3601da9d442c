--! why: what monitoring asks every few seconds, the newest load of a feed and what has not gone out, is found without
--! reading what is done

create index batch_of_feed on sources.batch (feed, batch_id desc);
create index mailing_not_out on billing.mailing (state) where state in ('waiting', 'partly sent', 'refused');
create index posting_not_posted on billing.posting (state) where state in ('pending', 'failed', 'unclear');
