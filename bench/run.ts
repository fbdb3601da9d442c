import { parseArgs } from 'node:util';
import { benchArchive } from './archive.ts';
import { benchAudit } from './audit.ts';
import { benchBilling } from './billing.ts';
import { benchChanges } from './changes.ts';
import { benchCluster } from './cluster.ts';
import { benchDataReads } from './data-service.ts';
import { benchHostile } from './hostile.ts';
import { benchIntake } from './intake.ts';
import { benchJobs } from './jobs.ts';
import { benchLedger } from './ledger.ts';
import { benchMetered } from './metered.ts';
import { benchMutants } from './mutants.ts';
import { benchOneMoreDay } from './one-more-day.ts';
import { benchPnl } from './pnl.ts';
import { benchQuestions } from './questions.ts';
import { benchRequests } from './requests.ts';
import { benchRestores } from './restores.ts';
import { benchRowSecurity } from './row-security.ts';
import { benchStartAgain } from './start-again.ts';
import { benchScreens } from './screens.ts';
import { report } from './workbench.ts';

/** `npm run bench [-- --only intake --scale 0.1 --seed 7]`: prints the figures of bench/README.md. */
const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scale: { type: 'string', default: '1' },
    seed: { type: 'string', default: '1' },
  },
});
const scale = Number.parseInt(String(Math.round(100 * JSON.parse(values.scale))), 10) / 100;
const benches = {
  intake: benchIntake,
  ledger: benchLedger,
  day: benchOneMoreDay,
  questions: benchQuestions,
  rights: benchRowSecurity,
  audit: benchAudit,
  billing: benchBilling,
  pnl: benchPnl,
  start: benchStartAgain,
  changes: benchChanges,
  archive: benchArchive,
  jobs: benchJobs,
  metered: benchMetered,
  service: benchDataReads,
  screens: benchScreens,
  hostile: (size: number) => benchHostile(size, Number.parseInt(values.seed, 10)),
  requests: (size: number) => benchRequests(size, Number.parseInt(values.seed, 10)),
  restores: (size: number) => benchRestores(size, Number.parseInt(values.seed, 10)),
  cluster: (size: number) => benchCluster(size, Number.parseInt(values.seed, 10)),
  mutants: (size: number) => benchMutants(size, Number.parseInt(values.seed, 10)),
};

const chosen = Object.entries(benches).filter(([name]) => values.only === undefined || values.only === name);
if (chosen.length === 0) throw new Error(`--only takes one of ${Object.keys(benches).join(', ')}`);
if (scale !== 1) report('scale (1 is the size of bench/README.md)', String(scale));
for (const [, bench] of chosen) await bench(scale);
