import { code, date, flag, quantity, site, text, type Feed, type RecordRuleFault } from '../feed.ts';

const optional = { needs: 'nothing' } as const;

const zipForm = /^(\d{5}(-\d{4})?|[A-Z]\d[A-Z] ?\d[A-Z]\d)$/;

/** State and postal code as operations.md 7 has them; where a spreadsheet took the zero away, it says so. */
function hasKnownPlace(cell: (header: string) => string): RecordRuleFault | null {
  const [state, zip] = [cell('STATE'), cell('ZIP')];
  if (state !== '' && !/^[A-Z]{2}$/i.test(state)) {
    const message = 'is not the two letters of a state or province, for example CT';
    return { header: 'STATE', rule: 'not a state', message };
  }
  if (zip === '' || zipForm.test(zip)) return null;
  const message = /^\d{3,4}$/.test(zip)
    ? 'is too short for a ZIP code; a spreadsheet takes leading zeros away: format the column as text and write ' +
      zip.padStart(5, '0')
    : 'is neither a ZIP code (06101 or 06101-1234) nor a Canadian postal code (K1A 0B1)';
  return { header: 'ZIP', rule: 'not a postal code', message };
}

/**
 * MASTER_NON_FINANCIAL: the sites (data.md 1.1). A file is the complete list; a column it lacks is left blank, and
 * said so.
 */
const masterNonFinancial: Feed = {
  name: 'master_non_financial',
  source: 'site-master',
  title: 'Site with its name, place, organisation and size',
  columns: [
    site('SITE'),
    text(['SITE_NAME', 'site_name'], {}, 100),
    text(['GL_STRING', 'gl_string'], optional),
    text(['STREET_ADDRESS', 'street_address'], optional),
    text(['CITY', 'city'], optional),
    code(['STATE', 'state'], optional, 10),
    text(['ZIP', 'zip'], optional, 20),
    quantity(['TOTAL_ROOMS_AVAILABLE', 'rooms_available'], ['0', '5000'], optional),
    quantity(['TOTAL_AVAILABLE_PARKING', 'parking_spaces'], ['0', '10000'], optional),
    date(['FIRST_WORKED_DATE', 'opened_on'], optional),
    date(['LAST_WORKED_DATE', 'closed_on'], optional),
    text(['DISTRICT', 'district'], optional),
    text(['DM', 'district_manager'], { ...optional, personal: 'name' }),
    text(['SVP_REGION', 'svp_region'], optional),
    text(['COG_SEGMENT', 'cog_segment'], optional),
    text(['BUSINESS_SEGMENT', 'business_segment'], optional),
    text(['PL_CATEGORY', 'pl_category'], optional),
    text(['LEGAL_ENTITY', 'legal_entity'], optional),
    text(['P_CONTRACT_TYPE', 'contract_type'], optional),
    flag(['TP_DEPOSITS', 'is_deposited_by_operator'], optional),
  ],
  key: ['site_id'],
  slice: 'whole list',
  period: null,
  references: [],
  checkRecord: hasKnownPlace,
};

export const feeds: readonly Feed[] = [masterNonFinancial];
