import { date, site, text } from '../parameters.ts';
import type { Question } from '../question.ts';

const siteAccess: Question = {
  name: 'site-access',
  summary: 'Sites that a person may see, and in which role',
  objects: ['user'],
  isSensitive: true,
  parameters: [text('user', { description: 'Workday user, in upper or lower case', example: 'jdoe' })],
  answers: 'rows',
  example: 'daybook ask site-access --user amos.account@demo.invalid --as sek',
  ask: {
    text: `
      select site_id as site, role, job_profile from warehouse.site_access_of($1) order by site_id, role, job_profile`,
    binds: ['user'],
  },
  explain: {
    text: `
      select fact, user_id as user, job_profile, role, scope, site_id as site,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.site_access_rows($1)
      order by site_id, job_profile`,
    binds: ['user'],
  },
  whenEmpty: { text: 'select message from warehouse.why_no_access($1)', binds: ['user'] },
};

const siteHistory: Question = {
  name: 'site-history',
  summary: 'Name, district, region and district manager of a site over time',
  // Its rows name their loads.
  objects: ['site', 'load'],
  parameters: [
    site(),
    date('on', {
      description: 'Only what was true on this date (default: the whole history)',
      isRequired: false,
      example: '2025-03-15',
    }),
  ],
  answers: 'rows',
  example: 'daybook ask site-history --site 0170 --on 2025-03-15',
  ask: {
    text: `
      select valid_from_on as valid_from, valid_to_on as valid_to, site_name, district, district_manager, svp_region,
        cog_segment, business_segment, pl_category, legal_entity, contract_type, rooms_available, parking_spaces,
        opened_on, closed_on
      from warehouse.site_history($1, $2)
      order by valid_from_on`,
    binds: ['site', 'on'],
  },
  explain: {
    text: `
      select fact, site_id as site, valid_from_on as valid_from, valid_to_on as valid_to, site_name, district,
        district_manager, svp_region, cog_segment, business_segment, pl_category, legal_entity, contract_type,
        rooms_available, parking_spaces, opened_on, closed_on,
        batch_id, file_name as file, source_line as line, received_at
      from warehouse.site_history_rows($1, $2)
      order by valid_from_on, fact`,
    binds: ['site', 'on'],
  },
};

export const siteQuestions: readonly Question[] = [siteAccess, siteHistory];
