import assert from 'node:assert/strict';

/** Fails with the findings, a line each, when there are any. */
export function assertNone(findings: readonly string[]): void {
  assert.ok(findings.length === 0, `${findings.length} findings\n${findings.join('\n')}`);
}
