-- Reads leave no change, so whoever reads what is sensitive leaves a note.

create function audit.note_read(kind text, what text, filter jsonb, row_count bigint) returns void
language sql security definer set search_path = '' as $$
  -- A filter may name a person, so it can be erased like any other personal data.
  select audit.note(kind, what, null, jsonb_build_object('rows', jsonb_build_object('new', row_count)), null,
    jsonb_build_object('filter', filter::text))
$$;
comment on function audit.note_read(text, text, jsonb, bigint) is
  'Tells the trail of a read of sensitive data or of an export: what, filter, number of rows.';

create function audit.note_statement(what text) returns boolean
language plpgsql security definer set search_path = '' as $$
begin
  if current_setting('transaction_read_only') = 'on' then
    raise exception '% is read in a transaction that may write, because the trail keeps who read it', what
      using errcode = 'read_only_sql_transaction', hint = 'Use: set transaction read write.';
  end if;
  perform audit.note_read('read', what, jsonb_build_object('statement', current_query()), null);
  return true;
end
$$;
comment on function audit.note_statement(text) is
  'Tells the trail of a statement that reads a sensitive view; always true, so that a view can ask for it once.';

grant execute on function audit.note_read(text, text, jsonb, bigint), audit.note_statement(text) to daybook_member;
