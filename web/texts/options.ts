import { dataTexts } from './data.ts';

// What next steps of the service call an option of a command, and what the app has in its place: a field, a box, a
// choice. Options that are typed where Daybook runs stay as they are.

const { uploadTry, uploadDespite: boxes } = dataTexts;

const box = (name: string): string => `with the box “${name}” ticked`;
const overHttp = String.raw`; over HTTP with \?\w+=true and the header x-daybook-reason`;

/** Loads that say what they allow. */
const ofLoads: readonly (readonly [option: RegExp, words: string])[] = [
  [new RegExp(`with --reload --reason "[^"]*"${overHttp}`, 'g'), `${box(boxes.reload)} and a reason`],
  [
    new RegExp(`with --accept-loss --reason "[^"]*"${overHttp}`, 'g'),
    `${box(boxes.accept_loss)} and a reason`,
  ],
  [/with --reload and a reason/g, `${box(boxes.reload)} and a reason`],
  [/with --override and a reason/g, `${box(boxes.override)} and a reason`],
  [
    /--again makes it the newest; over HTTP \?again=true/g,
    `Loading it ${box(boxes.again)} makes it the newest`,
  ],
  [/, with --again/g, `, ${box(boxes.again)}`],
  [/--dry-run shows what would change/g, `“${uploadTry}” loads nothing yet`],
  [/, or allow more with --max-failing-percent/g, ', or have more allowed where Daybook runs'],
  [/, or a corrected export with --from/g, ', or a corrected export'],
  [
    /Use, for example, --set (\S+?)=(\S+?)(?=\.$|\s|$)/g,
    'Type the value itself into its column, such as $2 into $1',
  ],
  [/Add --\S+: (.+), for example --\S+ (?=\S+\.$)/g, 'Enter $1, for example '],
  [/Use, for example, --\S+ (?=[^-=]\S*\.$)/g, 'Use, for example, '],
  [/ \(over HTTP: GET \S+?\)/g, ''],
  [/Add --feed, for example: /g, 'Say what the file is: '],
  [/; --dry-run shows what each row would do/g, '; a trial shows what each row would do'],
  [/with the command \(--emails, --opened\) or in the row/g, 'with the site, or in its row'],
];

/** Contracts, statements and what comes of them. */
const ofBilling: readonly (readonly [option: RegExp, words: string])[] = [
  [/with --proceed and a reason/g, 'with a reason to proceed'],
  [/, or omit --through to withdraw/g, ', or none to withdraw'],
  [/Give their numbers, or --site, --take-over or --all; /g, 'Select them; '],
  [/, --remove takes one out/g, ', and a row can be taken out'],
  [/Give field=value, --remove, --copy or --patch: /g, 'Change something first: '],
  [/in the same command; --draft saves terms/g, 'and save again; a draft may have terms'],
  [/; --history shows those that were retired/g, '; retired ones are not offered any more'],
  [/, or `contracts reject [^`]*`/g, ', or reject it there'],
  [
    /Give numbers, or options such as --month and --district, or --all; add --dry-run to see what they choose/g,
    'Select statements, or narrow the list by month or district',
  ],
  [/, or write it with --out/g, ''],
  [
    /Give --reason, an --amount above 0 such as (\S+), and with --invoice the number of an invoice group/g,
    'Give a reason, an amount above 0 such as $1, and the invoice group where it is about one',
  ],
  [/another invoice group with --group/g, 'another invoice group'],
  [/; you may preview it with --dry-run/g, '; you may preview it'],
  [/, adding --failed if it refused the document/g, ', as refused where it refused the document'],
  [
    /Give --title and --amount to add a line, or --remove and --reason to remove one/g,
    'Give a title and an amount to add a line, or a reason to remove one',
  ],
];

/** Forecasts and P&L. */
const ofForecasts: readonly (readonly [option: RegExp, words: string])[] = [
  [/Omit --version for the working forecast/g, 'Choose the working forecast'],
  [/Use --year (\S+), or a date in that year: --as-of \S+?(?=\.$|$)/g, 'Choose the year $1, or a date in it'],
  [
    /Give months of one year in order: --year \S+ --from (\S+) --to (\S+), or one with --month/g,
    'Choose months of one year in order, such as $1 to $2, or one',
  ],
  [/Give one of --year .* in order/g, 'Choose one year, one quarter, or months in order'],
  [/, or write a file instead: --xlsx FILE/g, ', or export it as a file instead'],
  [/confirm it with --confirm/g, 'confirm it'],
  [/, or choose other days with --from and --to/g, ', or choose other days'],
  [/Choose another site with --like/g, 'Choose another site'],
  [/, or add --dry-run to see who is late/g, ', or see first who is late'],
  [/Add --edit; the/g, 'Confirm that you edit what is not yours; the'],
  [/Omit --today, or ask/g, 'Leave the day out, or ask'],
  [/ or with --from budget, prior-year or version:NAME/g, ' or from the budget, the prior year or a version'],
  [/; add --as-budget to submit the budget unchanged/g, '; the budget can be submitted unchanged'],
  [/, or add --remove to let them follow/g, ', or have them follow'],
];

/** People, and what every place has. */
const ofAll: readonly (readonly [option: RegExp, words: string])[] = [
  [/Add --until YYYY-MM-DD/g, 'Name the day on which it ends'],
  [/a later day with --until YYYY-MM-DD/g, 'a later day'],
  [/; without --yes the command previews a later date/g, '; a preview may be of a later date'],
  [/ as an administrator \(--as\)/g, ' as an administrator'],
  [/, then save with --seen \S+?(?=\.|$)/g, ', then save'],
  [/ and repeat the change with --seen \S+?(?=\.|$)/g, ' and repeat the change'],
  [/, then write yours with --seen and its number/g, ', then write yours'],
  [/,? with --reason or, over HTTP, the header x-daybook-reason/g, ''],
  [/ \(over HTTP in the header x-daybook-reason\)/g, ''],
  [/: --reason "[^"]*", over HTTP the header x-daybook-reason/g, ', as the reason'],
  [/--reason "[^"]*"/g, 'a reason'],
  [/--reason/g, 'a reason'],
];

/** Words of a next step as the app says them: no option of a command that the app has a field for. */
export function optionsInApp(words: string): string {
  return [...ofLoads, ...ofBilling, ...ofForecasts, ...ofAll].reduce(
    (said, [option, inApp]) => said.replaceAll(option, inApp),
    words,
  );
}
