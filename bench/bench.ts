/** `npm run bench`: the service's speed beside a bare server's, on each engine. */
import { engines } from '../test/engines.ts';
import { startLoad } from './load.ts';
import { measureProfile, measureSends, measureStart, measureVerify } from './measures.ts';
import { readOptions } from './options.ts';
import { printComparison, printHeading, printSends, printStart } from './report.ts';

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
    for (const measure of measures) {
      const database = await engine.createDatabase();
      const place = { load, database, roundsCount };
      try {
        if (measure === 'sends') printSends(engine.name, await measureSends(place));
        else if (measure === 'start') printStart(engine.name, await measureStart(place));
        else {
          const compared = await (measure === 'verify' ? measureVerify : measureProfile)(place);
          printComparison(measure, engine.name, compared);
        }
      } finally {
        await database.remove();
      }
    }
  }
} finally {
  load.stop();
}
