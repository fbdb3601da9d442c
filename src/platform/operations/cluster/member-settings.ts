import type { ClusterNode } from './cluster-nodes.ts';

/** Passwords of a cluster, each made for it. */
export interface ClusterPasswords {
  /** Of `postgres`, with which Patroni looks after its server. */
  readonly superuser: string;
  /** Of `replicator`, as whom standbys follow. */
  readonly replication: string;
  /** Of `daybook`, the owner of the database. */
  readonly owner: string;
  /** Of Patroni's own service, as whom members talk to each other. */
  readonly service: string;
}

/** Where the files of a machine lie on it. */
export const memberFolder = '/etc/daybook-cluster';

/** Settings of etcd on one machine: what the machines agree upon is stored there. */
export function etcdSettings(node: ClusterNode, nodes: readonly ClusterNode[]): string {
  const tls = [
    `  cert-file: ${memberFolder}/node.pem`,
    `  key-file: ${memberFolder}/node-key.pem`,
    `  trusted-ca-file: ${memberFolder}/ca.pem`,
    '  client-cert-auth: true',
  ];
  return lines([
    '# etcd: agrees on which machine takes writes. It needs a disk of its own that flushes fast.',
    `name: ${node.name}`,
    'data-dir: /var/lib/etcd/daybook',
    `listen-peer-urls: https://${node.address}:2380`,
    `listen-client-urls: https://${node.address}:2379,https://127.0.0.1:2379`,
    `initial-advertise-peer-urls: https://${node.address}:2380`,
    `advertise-client-urls: https://${node.address}:2379`,
    `initial-cluster: ${nodes.map(({ name, address }) => `${name}=https://${address}:2380`).join(',')}`,
    'initial-cluster-token: daybook',
    'initial-cluster-state: new',
    'auto-compaction-mode: periodic',
    'auto-compaction-retention: 1h',
    'client-transport-security:',
    ...tls,
    'peer-transport-security:',
    ...tls,
  ]);
}

/** Settings of Patroni on one machine, which starts PostgreSQL there, promotes and demotes it. */
export function patroniSettings(
  node: ClusterNode,
  nodes: readonly ClusterNode[],
  passwords: ClusterPasswords,
): string {
  return lines([
    '# Patroni: starts PostgreSQL on this machine, and promotes or demotes it.',
    'scope: daybook',
    'namespace: /daybook/',
    `name: ${node.name}`,
    '',
    'restapi:',
    `  listen: ${node.address}:8008`,
    `  connect_address: ${node.address}:8008`,
    ...tlsOf('  ', { certificate: 'certfile', key: 'keyfile', authority: 'cafile' }),
    '  authentication:',
    '    username: patroni',
    `    password: ${passwords.service}`,
    '',
    'ctl:',
    ...tlsOf('  ', { certificate: 'certfile', key: 'keyfile', authority: 'cacert' }),
    '',
    'etcd3:',
    `  hosts: ${nodes.map(({ address }) => `${address}:2379`).join(',')}`,
    '  protocol: https',
    ...tlsOf('  ', { certificate: 'cert', key: 'key', authority: 'cacert' }),
    '',
    'bootstrap:',
    '  # Of the whole cluster, once; change it later with patronictl edit-config.',
    '  dcs:',
    ...agreedSettings,
    '  initdb:',
    '    - encoding: UTF8',
    '    - locale: C.UTF-8',
    '    - data-checksums',
    `  post_bootstrap: ${memberFolder}/post-bootstrap.sh`,
    '',
    ...serverSettings(node, passwords),
    '# Fences this machine: it restarts where Patroni hangs and could not demote its server. `required` instead of',
    '# `automatic` starts no primary without it.',
    'watchdog:',
    '  mode: automatic',
    '  device: /dev/watchdog',
    '  safety_margin: 5',
    '',
    'tags:',
    '  nofailover: false',
    '  clonefrom: false',
  ]);
}

/** Members check the certificate of the server that they follow. */
const checkedTls = ['      sslmode: verify-full', `      sslrootcert: ${memberFolder}/ca.pem`];

/** How Patroni runs the server of one machine. */
function serverSettings(node: ClusterNode, passwords: ClusterPasswords): readonly string[] {
  return [
    'postgresql:',
    `  listen: ${node.address},127.0.0.1:5432`,
    `  connect_address: ${node.address}:5432`,
    '  data_dir: /var/lib/postgresql/17/daybook',
    '  bin_dir: /usr/lib/postgresql/17/bin',
    '  pgpass: /var/lib/postgresql/patroni.pgpass',
    '  use_unix_socket: true',
    '  use_pg_rewind: true',
    '  remove_data_directory_on_rewind_failure: false',
    '  # A new member copies at once; PostgreSQL would spread the checkpoint before it over minutes.',
    '  basebackup:',
    '    checkpoint: fast',
    '  authentication:',
    '    superuser:',
    '      username: postgres',
    `      password: ${passwords.superuser}`,
    ...checkedTls,
    '    replication:',
    '      username: replicator',
    `      password: ${passwords.replication}`,
    ...checkedTls,
    '  parameters:',
    '    unix_socket_directories: /var/run/postgresql',
    '    ssl: on',
    `    ssl_cert_file: ${memberFolder}/node.pem`,
    `    ssl_key_file: ${memberFolder}/node-key.pem`,
    '  pg_hba:',
    '    - local all postgres peer',
    '    - hostssl replication replicator all scram-sha-256',
    '    - hostssl replication daybook all scram-sha-256',
    '    - hostssl all all all scram-sha-256',
    '',
  ];
}

/** What all members agree upon, below `bootstrap: dcs:`. */
const agreedSettings = [
  '    # A primary whose lease ran out is replaced after ttl seconds at the latest; less is refused by Patroni.',
  '    ttl: 20',
  '    loop_wait: 2',
  '    retry_timeout: 5',
  '    # A server that crashed is replaced at once rather than waited for.',
  '    primary_start_timeout: 0',
  '    # Whatever was confirmed is on two machines; without a standby nothing is confirmed.',
  '    synchronous_mode: true',
  '    synchronous_mode_strict: true',
  '    maximum_lag_on_failover: 1048576',
  '    check_timeline: true',
  '    slots:',
  '      # Log that Daybook has not stored yet is kept by every member, so that a failover leaves no gap.',
  '      daybook_log:',
  '        type: physical',
  '    postgresql:',
  '      use_slots: true',
  '      parameters:',
  '        wal_level: replica',
  '        hot_standby: on',
  '        # A long read at a standby is not cancelled because the primary cleans up behind it.',
  '        hot_standby_feedback: on',
  '        max_connections: 100',
  '        reserved_connections: 40',
  '        max_locks_per_transaction: 1024',
  '        max_wal_senders: 10',
  '        max_replication_slots: 10',
  '        # Log that nobody takes may not fill the disk.',
  '        max_slot_wal_keep_size: 16GB',
  '        summarize_wal: on',
  '        wal_compression: on',
  '        password_encryption: scram-sha-256',
  '        timezone: UTC',
  '        jit: off',
  '        shared_preload_libraries: pg_stat_statements',
  '        pg_stat_statements.max: 2000',
  '        pg_stat_statements.track_utility: off',
  '        log_error_verbosity: terse',
  '        log_min_error_statement: panic',
];

/** The script that Patroni runs once, on the first primary: it makes the owner of Daybook and its database. */
export function postBootstrap({ owner }: ClusterPasswords): string {
  return lines([
    '#!/bin/sh',
    '# Run once by Patroni, on the first primary; its first parameter is the address of the new cluster.',
    'set -eu',
    'exec psql --no-psqlrc --quiet --set ON_ERROR_STOP=1 --dbname "$1" <<\'SQL\'',
    `create role daybook login createrole replication password '${owner}';`,
    'create database daybook owner daybook;',
    'SQL',
  ]);
}

function tlsOf(
  indent: string,
  names: { readonly certificate: string; readonly key: string; readonly authority: string },
): readonly string[] {
  return [
    `${indent}${names.certificate}: ${memberFolder}/node.pem`,
    `${indent}${names.key}: ${memberFolder}/node-key.pem`,
    `${indent}${names.authority}: ${memberFolder}/ca.pem`,
  ];
}

function lines(written: readonly string[]): string {
  return `${written.join('\n')}\n`;
}
