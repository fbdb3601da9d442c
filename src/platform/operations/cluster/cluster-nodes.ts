import { isIPv4 } from 'node:net';
import { refusal } from '../../../kernel/errors.ts';

/** A machine of the cluster. */
export interface ClusterNode {
  /** As the machine is called; also the name of its member. */
  readonly name: string;
  /** IPv4 address at which the others and Daybook reach it. */
  readonly address: string;
}

/** Fewer cannot tell a dead machine from a cut cable: a majority has to remain. */
const fewestNodes = 3;

/** Reads `db1=10.0.0.11,db2=10.0.0.12,…`. Refuses with `CLUSTER_NODES_INVALID`, which says what is wrong. */
export function readClusterNodes(text: string): readonly ClusterNode[] {
  const nodes = text.split(',').map((part) => {
    const [, name, address] = /^([a-z][a-z0-9-]{0,30})=(.+)$/.exec(part.trim()) ?? [];
    if (name === undefined || address === undefined)
      throw refusal('CLUSTER_NODES_INVALID', { problem: `'${part}' is not NAME=ADDRESS` });
    if (!isIPv4(address))
      throw refusal('CLUSTER_NODES_INVALID', { problem: `'${address}' is not an IPv4 address` });
    return { name, address };
  });
  const values = new Set(nodes.flatMap(({ name, address }) => [name, address]));
  if (values.size < nodes.length * 2)
    throw refusal('CLUSTER_NODES_INVALID', { problem: 'a name or an address stands there twice' });
  if (nodes.length < fewestNodes || nodes.length % 2 === 0)
    throw refusal('CLUSTER_NODES_INVALID', {
      problem: `there are ${String(nodes.length)}, and a majority needs three or another odd number`,
    });
  return nodes;
}
