import assert from 'node:assert/strict';
import { test } from 'node:test';
import { escapeHtml } from './html.ts';

test('a text cannot break out of the place where it is shown', () => {
  assert.equal(
    escapeHtml(`<script>alert("x" & 'y')</script>`),
    '&lt;script&gt;alert(&quot;x&quot; &amp; &#39;y&#39;)&lt;/script&gt;',
  );
  assert.equal(escapeHtml('Café 0170 · 1,250.00'), 'Café 0170 · 1,250.00');
});
