import { createHash } from 'node:crypto';
import { JsonNumber, type Json, type JsonObject } from '../../kernel/exact-json.ts';
import type { ExportFile } from '../exports/export-file.ts';
import type { DescribedComponent } from '../exports/description/described-terms.ts';
import { dormantTerms } from './dormant-terms.ts';
import { components, mixes } from './sample-components.ts';
import { idOf, type Draw, type SampleSite } from './sample-site.ts';

/**
 * Contract exports of an invented operator, one for each site: components in the proportions of the real exports
 * (contract-corpus.md 2), figures in their ranges (1c), names and ids invented. The same seed gives the same bytes.
 */
export function sampleExports(sites: readonly SampleSite[], seed: number): ExportFile[] {
  return sites.map((site) => {
    const draw: Draw = (words, count) => {
      const digest = createHash('sha256')
        .update(`${String(seed)} ${site.site} ${words}`)
        .digest();
      return digest.readUInt32BE(0) % count;
    };
    return {
      name: `${site.site}_contract.json`,
      content: `${JSON.stringify(documentOf(site, draw), null, 2)}\n`,
    };
  });
}

function mixOf(site: SampleSite, draw: Draw): readonly DescribedComponent[] {
  let left = draw('mix', 100);
  for (const [weight, mix] of mixes) {
    left -= weight;
    if (left >= 0) continue;
    // A rate for each room is for houses that have rooms; hours are for sites that have people.
    if (mix.includes('perOccupiedRoom') && !site.hasRooms) break;
    if (mix.includes('perLaborHour') && site.jobs.length === 0) break;
    return mix;
  }
  return ['revenueShare', 'depositedRevenue'];
}

/** Percent of what a site is budgeted to bring that a component of a mix is to bring. */
function partOf(mix: readonly DescribedComponent[], component: DescribedComponent): number {
  const hasFee = mix.includes('fixedFee') && mix.length > 1;
  if (component === 'fixedFee') return hasFee ? 10 : 100;
  return hasFee ? 90 : 100;
}

const labels: Readonly<Partial<Record<DescribedComponent, string>>> = {
  revenueShare: 'Revenue Share',
  managementAgreement: 'Management Agmt',
  perLaborHour: 'Per Labor Hour',
  fixedFee: 'Fixed Fee',
  perOccupiedRoom: 'Other',
};

const terms = ['Due in 30 Days', 'Due on Receipt', 'Due by 20th', 'Due in 15 Days', 'Due in 45 Days'];

function documentOf(site: SampleSite, draw: Draw): JsonObject {
  const mix = mixOf(site, draw);
  const switchedOn = mix.map(
    (component) => [component, components[component](site, draw, partOf(mix, component))] as const,
  );
  const label = mix.map((component) => labels[component]).find((one) => one !== undefined) ?? 'Other';
  const isIncreased =
    (mix.includes('fixedFee') || mix.includes('perLaborHour')) && draw('increment', 3) === 0;
  const original: Json = {
    ...dormantTerms(idOf(site, 0)),
    paymentTerms: terms[draw('terms', terms.length)] ?? 'Due in 30 Days',
    incrementAmount: new JsonNumber(isIncreased ? '3.0' : '0.0'),
    contractType: label,
    supportingReports: mix.includes('perLaborHour') ? ['HoursBackupReport'] : ['MixOfSales'],
    ...Object.fromEntries(switchedOn),
  };
  return {
    metadata: {
      siteNumber: site.site,
      customerName: site.name,
      customerID: `CUST-${site.site}`,
      contractStatus: 'active',
      contractVersion: '1.0',
      notes: null,
    },
    original,
  };
}
