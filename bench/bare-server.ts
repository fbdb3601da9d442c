import Fastify from 'fastify';
import pg from 'pg';

/**
 * What the data service is measured against: Fastify and `pg` with the same questions as SQL by hand, without people,
 * rights and tokens of pages. `DATABASE_URL` says where; prints its address. `key`, `page` and `expand` answer what the
 * service answers, with the GUIDs of a row and of what it leads to, and its ETag; `plain` the columns alone.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const server = Fastify();

/** A site with its own GUID and that of its territory. */
const site = `
  select 'W/"' || hash_record_extended(site, 0) || '"' as "@odata.etag"
    , ('ea7e18ca' || lpad(to_hex(site_id::integer + 1), 4, '0') || '80008' || left(md5(site_id), 15))::uuid as site_guid
    , site.*
    , ('89ba9c23000080008' || lpad(to_hex(territory_id), 15, '0'))::uuid as _territory_value
  from api.site where site_id = $1`;

/** Ledger rows with six GUIDs each; those of site and month begin alike. */
const page = `
  select 'W/"' || hash_record_extended(row(site_id, period_month, account_id, entity, account_index, transaction_id,
      amount, batch_id, source_line), 0) || '"' as "@odata.etag"
    , ('8c065093' || place || left(md5(site_id || chr(31) || period_month || chr(31) || batch_id || chr(31)
      || source_line), 15))::uuid as ledger_balance_guid
    , site_id, period_month, account_id, entity, account_index, transaction_id, amount, batch_id, source_line
    , ('2341858c000080008' || left(md5(account_id), 15))::uuid as _account_value
    , ('c553cac9000080008' || lpad(to_hex(batch_id), 15, '0'))::uuid as _batch_value
    , ('e20aa22e' || place || account_part)::uuid as _budget_value
    , ('ea150a4d' || place || account_part)::uuid as _forecast_account_value
    , ('ea7e18ca' || left(place, 4) || '80008' || left(md5(site_id), 15))::uuid as _site_value
    EXPANDED
  from (
    select ledger.*
      , lpad(to_hex(site_id::integer + 1), 4, '0') || '8' || lpad(to_hex((extract(year from period_month)::integer
        - 1900) * 12 + extract(month from period_month)::integer), 3, '0') || '8' as place
      , left(md5(site_id || chr(31) || period_month || chr(31) || account_id), 15) as account_part
    from api.ledger_balance as ledger where site_id = $1
    order by site_id, period_month, batch_id, source_line limit 100) as ledger`;

const account = `
  , (select to_json(shown) from (
      select 'W/"' || hash_record_extended(account, 0) || '"' as "@odata.etag"
        , ('2341858c000080008' || left(md5(account_id), 15))::uuid as account_guid, account.*
      from api.account where account.account_id = ledger.account_id) as shown) as account`;

const statements = {
  key: site,
  page: page.replace('EXPANDED', ''),
  expand: page.replace('EXPANDED', account),
  plain: `select * from api.ledger_balance where site_id = $1
    order by site_id, period_month, batch_id, source_line limit 100`,
  months: `select period_month, sum(amount) as total from api.ledger_balance where site_id = $1
    group by period_month order by period_month`,
};

for (const [name, text] of Object.entries(statements))
  server.get<{ Params: { site: string } }>(`/${name}/:site`, async ({ params }) => {
    const { rows } = await pool.query<Record<string, unknown>>(text, [params.site]);
    return name === 'key' ? rows[0] : { value: rows };
  });

const address = await server.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`up at ${address}\n`);
process.once('SIGTERM', () => {
  void server.close().then(() => pool.end());
});
