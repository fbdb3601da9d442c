/** What an attempt came to: an outcome to be counted, or a finding. */
export interface Verdict {
  /** Such as `http 404`. */
  readonly outcome: string;
  /** What was said, in which no secret may stand. */
  readonly said: string;
  /** What is wrong with it; null when nothing is. */
  readonly finding: string | null;
}

/** Longer than anything that is asked may take: what takes longer hangs. */
const longestMilliseconds = 40_000;

/** What a program says by mistake: where it is and what it is made of. */
const inside =
  /^ +at .+:\d+:\d+\)?$|node_modules\/|\/src\/[\w/-]+\.ts|UnhandledPromise|TypeError:|RangeError:/m;

/** Counts what attempts came to and keeps what should not have been. */
export class Judge {
  readonly findings: string[] = [];
  readonly #outcomes = new Map<string, number>();
  readonly #secrets: ReadonlySet<string>;

  constructor(secrets: ReadonlySet<string>) {
    this.#secrets = secrets;
  }

  /** Makes an attempt and judges it. */
  async try(what: string, make: () => Promise<Verdict>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const tooLong = new Promise<Verdict>((resolve) => {
      timer = setTimeout(() => {
        resolve({ outcome: 'no answer', said: '', finding: 'no answer for 40 seconds' });
      }, longestMilliseconds);
    });
    const failed = (error: unknown): Verdict => {
      const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
      const said = error instanceof Error ? `${error.message}${cause}` : String(error);
      return { outcome: 'failed', said: '', finding: `it failed: ${said}` };
    };
    const { outcome, said, finding } = await Promise.race([make().catch(failed), tooLong]);
    clearTimeout(timer);
    this.#outcomes.set(outcome, (this.#outcomes.get(outcome) ?? 0) + 1);
    if (finding !== null) this.find(`${what}: ${finding} ${said.slice(0, 300)}`);
    this.look(what, said);
  }

  /** Looks for secrets, and for the inside of the program, in what was said. */
  look(what: string, said: string): void {
    for (const secret of this.#secrets) if (said.includes(secret)) this.find(`${what}: a secret was said`);
    const told = inside.exec(said)?.[0];
    if (told !== undefined) this.find(`${what}: the inside of the program was said: ${told.slice(0, 300)}`);
  }

  find(finding: string): void {
    this.findings.push(finding.replaceAll(/\p{Cc}/gu, '?').slice(0, 1_000));
  }

  /** How often each outcome came, most often first. */
  outcomes(): (readonly [what: string, count: number])[] {
    return [...this.#outcomes].sort(([, one], [, other]) => other - one);
  }
}
