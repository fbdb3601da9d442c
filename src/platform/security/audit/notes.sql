-- Reads leave no change, so whoever reads what is sensitive leaves a note.

create function audit.note_read(kind text, what text, filter jsonb, row_count bigint) returns void
language sql security definer set search_path = '' as $$
  -- A filter may name a person, so it can be erased like any other personal data.
  select audit.note(kind, what, null, jsonb_build_object('rows', jsonb_build_object('new', row_count)), null,
    jsonb_build_object('filter', filter::text))
$$;
comment on function audit.note_read(text, text, jsonb, bigint) is
  'Tells the trail of a read of sensitive data or of an export: what, filter, number of rows.';

create function audit.statement_read() returns jsonb
language plpgsql stable set search_path = '' as $$
declare
  query_text text := current_query();
  -- EXECUTE and FETCH only name what they run; it stands in the session.
  behind jsonb := (
    select jsonb_agg(left(statement, 1000)) from (
      select statement from pg_catalog.pg_prepared_statements where from_sql
      union all
      select statement from pg_catalog.pg_cursors where name <> ''
      limit 20
    ) as listed);
begin
  return jsonb_strip_nulls(jsonb_build_object(
    'statement', left(query_text, 4000),
    'characters', case when length(query_text) > 4000 then length(query_text) end,
    'sha256', case when length(query_text) > 4000 then encode(sha256(convert_to(query_text, 'UTF8')), 'hex') end,
    'behind', behind));
end
$$;
comment on function audit.statement_read() is
  'The statement that runs, its first 4000 characters, and what prepared statements and cursors of the session stand '
  'for: at most some 24 kB.';

create function audit.note_statement(what text) returns boolean
language plpgsql security definer set search_path = '' as $$
declare
  note_id text := gen_random_uuid();
  read_statement jsonb := audit.statement_read();
  note text;
begin
  if current_setting('transaction_read_only') = 'on' then
    raise exception '% is read in a transaction that may write, because the trail keeps who read it', what
      using errcode = 'read_only_sql_transaction', hint = 'Use: set transaction read write.';
  end if;
  note := jsonb_build_object(
    'note', note_id, 'what', what, 'told', read_statement, 'at', clock_timestamp(), 'database', current_database(),
    'login', session_user, 'caller', current_setting('daybook.caller', true),
    'started', transaction_timestamp(), 'taken_on', current_setting('role'),
    'request', current_setting('daybook.request', true), 'transaction', pg_current_xact_id());
  -- The log of the server is out of reach of a rollback; what is undone comes from there into the trail.
  raise log 'daybook read note % %', security.seal_of(note), note;
  perform audit.note('read', what, jsonb_build_object('note', note_id), '{"rows": {"new": null}}', null,
    jsonb_build_object('filter', read_statement::text));
  return true;
end
$$;
comment on function audit.note_statement(text) is
  'Tells the trail of a statement that reads a sensitive view, and the log of the server in case it is undone; always '
  'true, so that a view can ask for it once.';

create function audit.is_under_way(number text) returns boolean
language sql stable as $$
  -- A number that this server has not given yet is of another one, whose log this was; asked for, it is an error.
  select case
    when is_under_way.number::xid8 >= pg_snapshot_xmax(pg_current_snapshot()) then true
    else coalesce(pg_xact_status(is_under_way.number::xid8) = 'in progress', false)
  end
$$;
comment on function audit.is_under_way(text) is 'A transaction, by its number, is not over yet as far as one can see.';

create function audit.sealed_notes(seals text[], notes text[]) returns text[]
language sql stable as $$
  -- Anybody can have words of their own written into a log, by an error that quotes them.
  select coalesce(array_agg(distinct pair.note), '{}') from unnest(seals, notes) as pair (seal, note)
  where security.seal_of(pair.note) = pair.seal
$$;
comment on function audit.sealed_notes(text[], text[]) is 'Of notes found in a log those that this database wrote.';

create function audit.recover_notes(notes text[]) returns bigint
language plpgsql as $$
declare
  recovered bigint;
begin
  insert into audit.pending
    (recorded_at, started_at, kind, relation, now, login, caller, taken_on, reason, request_id, transaction_id)
  select
    clock_timestamp(), (note ->> 'started')::timestamptz, 'read', note ->> 'what',
    jsonb_build_object('key', jsonb_build_object('note', note -> 'note'),
      'changes', jsonb_build_object('read_at', jsonb_build_object('new', note -> 'at'),
        'undone', jsonb_build_object('new', true)),
      'personal', jsonb_build_object('filter', (note -> 'told')::text)),
    (note ->> 'login')::name, note ->> 'caller', note ->> 'taken_on', 'from the log: what the reader did was undone',
    note ->> 'request', note ->> 'transaction'
  from (select note_text::jsonb as note from unnest(notes) as note_text) as sealed
  where note ->> 'database' = current_database()
    and not audit.is_under_way(note ->> 'transaction')
    and not exists (
      select from audit.entry
      where entry.relation = note ->> 'what' and entry.row_key = jsonb_build_object('note', note -> 'note'))
    and not exists (
      select from audit.pending
      where pending.kind = 'read' and pending.now -> 'key' -> 'note' = note -> 'note');
  get diagnostics recovered = row_count;
  return recovered;
end
$$;
comment on function audit.recover_notes(text[]) is
  'Writes notes of reads into the trail whose transaction was undone, from what the log of the server kept and '
  'audit.sealed_notes let through; how many.';

grant execute on function audit.note_read(text, text, jsonb, bigint), audit.note_statement(text) to daybook_member;
