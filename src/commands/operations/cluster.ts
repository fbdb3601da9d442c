import type { Command } from 'commander';
import { systemClock } from '../../kernel/clock.ts';
import { readClusterNodes, writeClusterExample } from '../../platform/operations/index.ts';
import { daybookCommand, groupCommand, print, printJson, say, type CommonOptions } from '../command.ts';

interface ExampleOptions extends CommonOptions {
  readonly nodes: string;
  readonly out: string;
}

/** `daybook cluster example` */
export function clusterCommand(): Command {
  const cluster = groupCommand(
    'cluster',
    'Several database servers of which one takes writes: settings for Patroni and etcd.',
    'daybook cluster example --nodes db1=10.0.0.11,db2=10.0.0.12,db3=10.0.0.13 --out cluster',
  );
  cluster.addCommand(
    daybookCommand(
      'example',
      'Write the settings, certificates and passwords of a cluster with a synchronous standby.',
      'daybook cluster example --nodes db1=10.0.0.11,db2=10.0.0.12,db3=10.0.0.13 --out cluster',
    )
      .requiredOption('--nodes <list>', 'its machines: NAME=ADDRESS, three or more, separated by commas')
      .requiredOption('--out <folder>', 'new folder for the files')
      .action(writeExample),
  );
  return cluster;
}

async function writeExample({ nodes, out, json }: ExampleOptions): Promise<void> {
  const paths = await writeClusterExample(out, readClusterNodes(nodes), systemClock);
  if (json) return printJson({ paths });
  for (const path of paths) print(path);
  say(
    'These files hold passwords and keys: copy each folder to its machine only, and keep ca-key.pem elsewhere.',
  );
}
