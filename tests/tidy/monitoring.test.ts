import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { alertKinds } from '../../src/platform/operations/index.ts';
import { root } from './tree.ts';

/** Where Linux distributions put it; Debian's package is called `prometheus`. */
const promtool = ['/usr/bin/promtool', '/usr/local/bin/promtool'].find(isProgram);
const leftOut = promtool === undefined && 'there is no promtool here. Next: apt-get install -y prometheus';

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // not there, which is what was asked
  }
}

test('promtool reads the rules of Prometheus, one for each limit', { skip: leftOut }, async () => {
  const file = join(root, 'docs/operate/monitoring/daybook-rules.yml');
  const { stdout } = await promisify(execFile)(promtool ?? '', ['check', 'rules', file]);
  const limits = alertKinds.flatMap(({ delivered: { warn, critical } }) =>
    [warn, critical].filter((limit) => limit !== null),
  );
  assert.ok(limits.length > 40, 'there is something to look at');
  // And one for a server that does not answer.
  assert.match(stdout, new RegExp(`SUCCESS: ${String(limits.length + 1)} rules`));
});
