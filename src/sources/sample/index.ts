export { generateSample, type SampleOptions, type SampleSummary } from './generate.ts';
