/** `npm run bench`: the service's speed beside a bare server's, on each engine. */
import { type Engine, engines } from '../test/engines.ts';
import { startLoad } from './load.ts';
import { measureProfile, measureSends, measureStart, measureVerify } from './measures.ts';
import { type Measure, readOptions } from './options.ts';
import { printComparison, printHeading, printOutage, printSends, printStart, printWait } from './report.ts';
import { measureOutage, measurePage, measureReferees, measureStop } from './waits.ts';

const { measures, engine: chosen, roundsCount } = readOptions(process.argv.slice(2));
const load = startLoad();
printHeading();
try {
  for (const engine of engines) {
    if (chosen !== undefined && chosen !== engine.name) continue;
    if (engine.skip !== false) {
      console.log(`${engine.name} is left out: ${engine.skip}`);
      continue;
    }
    for (const measure of measures) await run(measure, engine);
  }
} finally {
  load.stop();
}

async function run(measure: Measure, engine: Engine): Promise<void> {
  if (measure === 'page') return printWait(measure, engine.name, await measurePage(engine));
  if (measure === 'referees') return printWait(measure, engine.name, await measureReferees(engine));
  if (measure === 'outage') {
    if (engine.name === 'postgresql') printOutage(engine.name, await measureOutage());
    return;
  }
  const database = await engine.createDatabase();
  const place = { load, database, roundsCount };
  try {
    if (measure === 'sends') printSends(engine.name, await measureSends(place));
    else if (measure === 'start') printStart(engine.name, await measureStart(place));
    else if (measure === 'stop') printWait(measure, engine.name, await measureStop(database));
    else {
      const compared = await (measure === 'verify' ? measureVerify : measureProfile)(place);
      printComparison(measure, engine.name, compared);
    }
  } finally {
    await database.remove();
  }
}
