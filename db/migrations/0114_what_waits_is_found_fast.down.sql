drop index sources.batch_of_feed, billing.mailing_not_out, billing.posting_not_posted;
