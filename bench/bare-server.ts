import Fastify from 'fastify';
import pg from 'pg';

/**
 * What the data service is measured against: Fastify and `pg` with the same questions as SQL by hand, without people,
 * rights and pages. `DATABASE_URL` says where; prints its address.
 */
const pool = new pg.Pool({ connectionString: process.env['DATABASE_URL'], max: 10 });
const server = Fastify();

const statements = {
  key: 'select * from api.site where site_id = $1',
  page: `select * from api.ledger_balance where site_id = $1
    order by site_id, period_month, batch_id, source_line limit 101`,
  expand: `select ledger.*, (select to_json(account) from api.account as account
      where account.account_id = ledger.account_id) as account
    from api.ledger_balance as ledger where site_id = $1
    order by site_id, period_month, batch_id, source_line limit 101`,
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
