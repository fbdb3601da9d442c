import type pg from 'pg';
import { valueTypes } from '../value-types.ts';

/** Session settings of every connection: no schema is searched, so every name in SQL carries its schema. */
const SESSION = '-c search_path= -c TimeZone=UTC -c DateStyle=ISO,YMD -c IntervalStyle=iso_8601';

/** The driver's settings that every connection of ours shares. */
export function clientSettings(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    application_name: 'daybook',
    options: SESSION,
    types: valueTypes,
    keepAlive: true,
  };
}
