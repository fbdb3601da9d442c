import type { Clock } from '../../../kernel/clock.ts';
import type { ClusterNode } from './cluster-nodes.ts';

/** A certificate with its key, both PEM. */
export interface KeyPair {
  readonly certificate: string;
  readonly key: string;
}

const years = 10;

/** An authority of the cluster's own, that signs the certificates of its machines. */
export async function makeAuthority(clock: Clock): Promise<KeyPair> {
  // Loaded here only: nobody else needs to make certificates.
  const { generate } = await import('selfsigned');
  const { cert, private: key } = await generate([{ name: 'commonName', value: 'Daybook cluster' }], {
    ...validity(clock),
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  return { certificate: cert, key };
}

/** The certificate by which a machine is known to the others, to its clients, and as a client of etcd. */
export async function makeNodeCertificate(
  { name, address }: ClusterNode,
  authority: KeyPair,
  clock: Clock,
): Promise<KeyPair> {
  const { generate } = await import('selfsigned');
  const { cert, private: key } = await generate([{ name: 'commonName', value: name }], {
    ...validity(clock),
    ca: { key: authority.key, cert: authority.certificate },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'keyUsage', digitalSignature: true, keyEncipherment: true },
      { name: 'extKeyUsage', serverAuth: true, clientAuth: true },
      {
        name: 'subjectAltName',
        altNames: [
          { type: 2, value: name },
          { type: 7, ip: address },
          // As Patroni calls its own server.
          { type: 2, value: 'localhost' },
          { type: 7, ip: '127.0.0.1' },
        ],
      },
    ],
  });
  return { certificate: cert, key };
}

function validity(clock: Clock): {
  readonly keyType: 'ec';
  readonly algorithm: 'sha256';
  readonly notBeforeDate: Date;
  readonly notAfterDate: Date;
} {
  const now = clock.now();
  return {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: now,
    notAfterDate: new Date(now.getTime() + years * 365 * 86_400_000),
  };
}
