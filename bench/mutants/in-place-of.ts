import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

/** Loads the text of another file in place of one: `DAYBOOK_MUTANT` is `<file>:<file with the changed text>`. */
const [file = '', changedFile = ''] = (process.env['DAYBOOK_MUTANT'] ?? '').split(':');
const url = pathToFileURL(file).href;

registerHooks({
  load(asked, context, next) {
    if (asked !== url) return next(asked, context);
    return { format: 'module-typescript', source: readFileSync(changedFile, 'utf8'), shortCircuit: true };
  },
});
