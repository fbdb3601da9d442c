import { randomBytes } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../kernel/clock.ts';
import { refusal } from '../../../kernel/errors.ts';
import { keepInside } from '../../../kernel/inside-folder.ts';
import type { ClusterNode } from './cluster-nodes.ts';
import {
  etcdSettings,
  memberFolder,
  patroniSettings,
  postBootstrap,
  type ClusterPasswords,
} from './member-settings.ts';
import { makeAuthority, makeNodeCertificate } from './node-certificates.ts';

/**
 * Writes what the machines of a cluster need: for each a folder with the settings of etcd and Patroni, its certificate
 * and the script that makes the database; the authority of the certificates, and the settings of Daybook. Passwords and
 * keys are made for it, and only the owner of the files may read them. The paths. Refuses with `CLUSTER_FOLDER_TAKEN`
 * where something lies in the folder, whose keys would be lost.
 */
export async function writeClusterExample(
  folder: string,
  nodes: readonly ClusterNode[],
  clock: Clock,
): Promise<readonly string[]> {
  const present = await readdir(folder).catch(() => []);
  if (present.length > 0) throw refusal('CLUSTER_FOLDER_TAKEN', { folder });
  const authority = await makeAuthority(clock);
  const passwords: ClusterPasswords = {
    superuser: makePassword(),
    replication: makePassword(),
    owner: makePassword(),
    service: makePassword(),
  };
  const files: (readonly [path: readonly string[], content: string])[] = [
    [['ca.pem'], authority.certificate],
    [['ca-key.pem'], authority.key],
    [['daybook.env'], daybookSettings(nodes, passwords)],
  ];
  for (const node of nodes) {
    const { certificate, key } = await makeNodeCertificate(node, authority, clock);
    files.push(
      [[node.name, 'etcd.yml'], etcdSettings(node, nodes)],
      [[node.name, 'patroni.yml'], patroniSettings(node, nodes, passwords)],
      [[node.name, 'post-bootstrap.sh'], postBootstrap(passwords)],
      [[node.name, 'ca.pem'], authority.certificate],
      [[node.name, 'node.pem'], certificate],
      [[node.name, 'node-key.pem'], key],
    );
  }
  for (const [path, content] of files) await keepInside(folder, path, content);
  return files.map(([path]) => join(folder, ...path));
}

/** The settings of a Daybook server, as a file for systemd or a shell. */
function daybookSettings(nodes: readonly ClusterNode[], { owner }: ClusterPasswords): string {
  const hosts = nodes.map(({ address }) => `${address}:5432`).join(',');
  const parameters = `target_session_attrs=read-write&sslmode=verify-full&sslrootcert=${memberFolder}/ca.pem`;
  return `DATABASE_URL=postgres://daybook:${owner}@${hosts}/daybook?${parameters}\n`;
}

/** 32 characters that need no quoting anywhere. */
function makePassword(): string {
  return randomBytes(16).toString('hex');
}
