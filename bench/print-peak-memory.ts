/** Loaded before a program: tells its peak resident memory when it ends. */
process.on('exit', () => {
  process.stderr.write(`peak ${String(process.resourceUsage().maxRSS)} kB\n`);
});
