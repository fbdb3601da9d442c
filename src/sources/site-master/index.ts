import { code, date, flag, quantity, site, text, type Feed } from '../feed.ts';

const optional = { needs: 'nothing' } as const;

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
    text(['SITE_NAME', 'site_name']),
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
};

export const feeds: readonly Feed[] = [masterNonFinancial];
