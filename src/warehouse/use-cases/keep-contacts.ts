import { takenUpAgain, type Connection } from '../../platform/database/index.ts';
import { requireAnyRight, requireRight, type Principal } from '../../platform/security/index.ts';
import {
  addContact,
  contactOf,
  endContact,
  readContacts,
  verifyContact,
  type Contact,
  type ContactKind,
  type NewContact,
} from '../sites/contacts.ts';

/** Contacts that somebody may see, of a site or of all; `today` says which are verified. */
export async function listContacts(
  { caller }: Principal,
  { site, today }: { readonly site: string | null; readonly today: string },
): Promise<Contact[]> {
  const at = site === null ? {} : { site };
  await requireRight(caller, { object: 'site-information', action: 'read', ...at });
  return caller.transaction((transaction) => readContacts(transaction, site, today));
}

/** Adds a contact to a site; its number. Refuses as `addContact` does. */
export async function addSiteContact(
  principal: Principal,
  contact: NewContact,
  { today, seen }: { readonly today: string; readonly seen: number | null },
): Promise<{ readonly number: string }> {
  await mayKeep(principal, contact);
  const { database, person } = principal;
  const changing = { actor: person.userId, today, seen };
  return {
    number: await database.transaction(
      (transaction) => addContact(transaction, contact, changing),
      takenUpAgain,
    ),
  };
}

/** Says that a contact was asked on a day and is right. Refuses with SITES_CONTACT_UNKNOWN and SITES_DAY_INVALID. */
export function verifySiteContact(
  principal: Principal,
  verification: { readonly number: string; readonly on: string; readonly today: string },
): Promise<{ readonly number: string; readonly site: string }> {
  const { today } = verification;
  return keeping(principal, verification.number, (transaction, actor) =>
    verifyContact(transaction, verification, { actor, today }),
  );
}

/** Ends a contact. Refuses with SITES_CONTACT_UNKNOWN. */
export function endSiteContact(
  principal: Principal,
  number: string,
): Promise<{ readonly number: string; readonly site: string }> {
  return keeping(principal, number, (transaction, actor) => endContact(transaction, number, actor));
}

async function keeping(
  principal: Principal,
  number: string,
  work: (transaction: Connection, actor: string) => Promise<void>,
): Promise<{ readonly number: string; readonly site: string }> {
  const { database, person } = principal;
  const contact = await contactOf(database, number);
  await mayKeep(principal, contact);
  await database.transaction(async (transaction) => {
    await contactOf(transaction, number);
    await work(transaction, person.userId);
  }, takenUpAgain);
  return { number, site: contact.site };
}

/** Whom invoices go to is general information; the others are kept by whoever looks after the site, too. */
async function mayKeep(
  { caller }: Principal,
  { site, kind }: { readonly site: string; readonly kind: ContactKind },
): Promise<void> {
  const general = { object: 'site-information', action: 'change', site } as const;
  if (kind === 'billing') await requireRight(caller, general);
  else await requireAnyRight(caller, [general, { object: 'site', action: 'change', site }]);
}
