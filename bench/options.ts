import { parseArgs } from 'node:util';

export const measures = [
  'verify',
  'profile',
  'sends',
  'start',
  'page',
  'referees',
  'stop',
  'outage',
] as const;
export type Measure = (typeof measures)[number];

export interface Options {
  readonly measures: readonly Measure[];
  /** Undefined: every engine that is there. */
  readonly engine: string | undefined;
  readonly roundsCount: number;
}

const usage = `npm run bench -- [--only ${measures.join('|')}] [--engine sqlite|postgresql] [--rounds 7]`;

/** Reads the command line. Throws a TypeError for what it does not know. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string' },
      engine: { type: 'string' },
      rounds: { type: 'string', default: '7' },
    },
  });
  const chosen = measures.filter((measure) => values.only === undefined || values.only === measure);
  const roundsCount = Number(values.rounds);
  const isEngine = values.engine === undefined || ['sqlite', 'postgresql'].includes(values.engine);
  if (chosen.length === 0 || !isEngine || !Number.isInteger(roundsCount) || roundsCount < 1) {
    throw new TypeError(usage);
  }
  return { measures: chosen, engine: values.engine, roundsCount };
}
