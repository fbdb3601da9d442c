import { Option, type Command } from 'commander';
import {
  addSiteContact,
  contactKinds,
  endSiteContact,
  listContacts,
  verifySiteContact,
  type Contact,
  type ContactKind,
} from '../../warehouse/index.ts';
import {
  actingCommand,
  calendarDay,
  groupCommand,
  print,
  printJson,
  say,
  withCaller,
  wholeNumber,
  type ActingOptions,
} from '../command.ts';
import { givenSite } from '../given/month-and-site.ts';
import { todayOf } from '../given/today.ts';
import { counted, table } from '../table.ts';

/** `daybook sites contacts list|add|verify|end` */
export function contactsCommand(): Command {
  const contacts = groupCommand(
    'contacts',
    'Contacts of sites: billing (who also get the invoices), operational, emergency.',
    'daybook sites contacts list 0170',
  );
  for (const command of [listContactsCommand(), addCommand(), verifyCommand(), endCommand()])
    contacts.addCommand(command);
  return contacts;
}

interface ListOptions extends ActingOptions {
  readonly due?: boolean;
}

function listContactsCommand(): Command {
  return actingCommand('list', 'Contacts, and whether each is verified.', 'daybook sites contacts list 0170')
    .argument('[site]', 'site number (default: all sites)', givenSite)
    .option('--due', 'only those not verified within 90 days')
    .action(async (site: string | undefined, options: ListOptions) => {
      const all = await withCaller(options, async (acting) =>
        listContacts(acting, { site: site ?? null, today: await todayOf(acting, undefined) }),
      );
      const contacts = options.due === true ? all.filter(({ isVerified }) => !isVerified) : all;
      if (options.json) return printJson(contacts);
      if (contacts.length === 0) return say('No matching contacts.');
      print(table(['number', 'site', 'kind', 'name', 'e-mails', 'phone', 'verified'], contacts.map(rowOf)));
      const due = contacts.filter(({ isVerified }) => !isVerified).length;
      say(`${counted(contacts.length, 'contact')}, ${String(due)} not verified within 90 days.`);
    });
}

function rowOf(contact: Contact): string[] {
  const { number, site, kind, name, emails, phone, verifiedOn, isVerified } = contact;
  const verified = verifiedOn === null ? 'never' : `on ${verifiedOn}`;
  return [
    ...[number, site, kind, name, emails ?? '–', phone ?? '–', isVerified ? verified : `${verified}: due`],
  ];
}

interface AddOptions extends ActingOptions {
  readonly kind: ContactKind;
  readonly name: string;
  readonly emails?: string;
  readonly phone?: string;
  readonly verified?: string;
  readonly seen?: number;
}

function addCommand(): Command {
  return actingCommand(
    'add',
    'Add a contact to a site.',
    'daybook sites contacts add 0170 --kind billing --name "Accounts payable" --emails payables@hotel.example',
  )
    .argument('<site>', 'site number', givenSite)
    .addOption(new Option('--kind <kind>', 'what for').choices(contactKinds).makeOptionMandatory())
    .requiredOption('--name <name>', 'person or department')
    .option('--emails <addresses>', 'e-mail addresses, separated by semicolons')
    .option('--phone <number>', 'phone number')
    .option('--verified <day>', 'day on which the contact was verified', calendarDay)
    .option('--seen <revision>', 'refuse if the site has changed since this revision', wholeNumber(0))
    .action(async (site: string, options: AddOptions) => {
      const { kind, name, emails = null, phone = null, verified: verifiedOn = null, seen = null } = options;
      const added = await withCaller(options, async (acting) =>
        addSiteContact(
          acting,
          { site, kind, name, emails, phone, verifiedOn },
          { today: await todayOf(acting, undefined), seen },
        ),
      );
      if (options.json) return printJson(added);
      say(`Contact ${added.number} of site ${site} was added.`);
    });
}

function verifyCommand(): Command {
  return actingCommand(
    'verify',
    'Record that a contact was verified.',
    'daybook sites contacts verify 12 --on 2025-06-01',
  )
    .argument('<number>', 'number of the contact')
    .option('--on <day>', 'day on which it was verified (default: today)', calendarDay)
    .action(async (number: string, options: ActingOptions & { readonly on?: string }) => {
      const verified = await withCaller(options, async (acting) => {
        const today = await todayOf(acting, undefined);
        return verifySiteContact(acting, { number, on: options.on ?? today, today });
      });
      if (options.json) return printJson(verified);
      say(`Contact ${number} of site ${verified.site} is verified; it is due again after 90 days.`);
    });
}

function endCommand(): Command {
  return actingCommand(
    'end',
    'End a contact; the history keeps it.',
    'daybook sites contacts end 12 --reason "left the hotel"',
  )
    .argument('<number>', 'number of the contact')
    .action(async (number: string, options: ActingOptions) => {
      const ended = await withCaller(options, (acting) => endSiteContact(acting, number));
      if (options.json) return printJson(ended);
      say(`Contact ${number} of site ${ended.site} has ended.`);
    });
}
