import { takenUpAgain } from '../../platform/database/index.ts';
import { requireRight, type Principal } from '../../platform/security/index.ts';
import { nameOf } from '../entries/entry.ts';
import { promoteVersion, type Promotion } from '../versions/promote-version.ts';
import { listVersions, takeVersion, type ListedVersion, type Taking } from '../versions/version.ts';
import { editorOf, requireEditing, savedChange, type Editing, type SavedChange } from './editing.ts';

/** Versions of a forecast, and submissions. */
export async function listForecastVersions(
  { caller }: Principal,
  siteYear: { readonly site: string; readonly year: number },
): Promise<ListedVersion[]> {
  await requireRight(caller, { object: 'forecast', action: 'read', site: siteYear.site });
  return caller.transaction((transaction) => listVersions(transaction, siteYear));
}

/** Takes a version from another; nothing is copied. Refuses as `takeVersion` does. */
export async function takeForecastVersion(
  { caller, database, person, reason }: Principal,
  { isEditing, ...newVersion }: Pick<Editing, 'isEditing'> & Omit<Taking, 'takenBy' | 'reason'>,
): Promise<void> {
  await requireEditing(caller, newVersion.site, isEditing);
  const taking = { ...newVersion, takenBy: person.userId, reason };
  await database.transaction((transaction) => takeVersion(transaction, taking), takenUpAgain);
}

/** Which version is applied to the working one. */
export interface PromotionRequest extends Editing, Pick<Promotion, 'site' | 'version' | 'seen'> {
  /** That of the day of the change by default. */
  readonly year?: number | undefined;
}

/** The change of the working version, and what was left out because the site does not work then. */
export interface PromotedVersion extends SavedChange {
  readonly outside: readonly string[];
}

/** Applies what a version says differently to the working version, as one change. Refuses as `promoteVersion` does. */
export async function promoteForecastVersion(
  principal: Principal,
  { site, version, year: askedYear, seen, ...editing }: PromotionRequest,
): Promise<PromotedVersion> {
  const editor = await editorOf(principal, [site], editing);
  const promotion = { ...editor, site, version, seen, year: askedYear ?? Number.parseInt(editor.today, 10) };
  const { saved, outside } = await principal.database.transaction(
    (transaction) => promoteVersion(transaction, promotion),
    takenUpAgain,
  );
  return { ...savedChange(saved), outside: outside.map(nameOf) };
}
