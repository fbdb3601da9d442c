import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readConfiguration } from '../../../src/platform/configuration.ts';
import { temporaryFolder } from '../../scenarios/deliveries.ts';
import { daybookHere } from '../commands/here.ts';

const three = 'db1=10.0.0.11,db2=10.0.0.12,db3=10.0.0.13';

test('the example of a cluster has settings and certificates for each machine, closed to others', async () => {
  const out = join(await temporaryFolder(), 'cluster');
  const said = await daybookHere(['cluster', 'example', '--nodes', three, '--out', out, '--json']);
  const { paths } = JSON.parse(said.out) as { paths: string[] };
  assert.equal(paths.length, 3 + 3 * 6);
  for (const path of paths) assert.equal((await stat(path)).mode & 0o077, 0, path);

  const authority = new X509Certificate(await readFile(join(out, 'ca.pem')));
  const machine = new X509Certificate(await readFile(join(out, 'db2', 'node.pem')));
  assert.ok(machine.verify(authority.publicKey));
  assert.equal(machine.checkIP('10.0.0.12'), '10.0.0.12');
  assert.equal(machine.checkIP('10.0.0.11'), undefined);
  // Without it Patroni cannot compare its own server with the others, and nobody is promoted.
  assert.equal(machine.checkHost('localhost'), 'localhost');

  const [, databaseUrl = ''] =
    /^DATABASE_URL=(.*)$/m.exec(await readFile(join(out, 'daybook.env'), 'utf8')) ?? [];
  assert.equal(readConfiguration({}, { DATABASE_URL: databaseUrl }).databaseUrl, databaseUrl);
  assert.match(databaseUrl, /@10\.0\.0\.11:5432,10\.0\.0\.12:5432,10\.0\.0\.13:5432\/daybook\?/);

  const again = await daybookHere(['cluster', 'example', '--nodes', three, '--out', out]);
  assert.match(again.err, /is not empty, and keys that lie there would be lost/);
});

test('machines that cannot make a majority are refused, and it is said why', async () => {
  const cases = {
    'db1=10.0.0.11,db2=10.0.0.12': 'there are 2, and a majority needs three or another odd number',
    'db1=10.0.0.11,db1=10.0.0.12,db3=10.0.0.13': 'a name or an address stands there twice',
    'db1=10.0.0.11,db2=db2.example,db3=10.0.0.13': "'db2.example' is not an IPv4 address",
    'db1=10.0.0.11,10.0.0.12,db3=10.0.0.13': "'10.0.0.12' is not NAME=ADDRESS",
  };
  for (const [nodes, problem] of Object.entries(cases)) {
    const said = await daybookHere(['cluster', 'example', '--nodes', nodes, '--out', '/nowhere']);
    assert.equal(said.code, 1);
    assert.ok(said.err.includes(problem), said.err);
  }
});
