/**
 * Random attempts at random codes, played in a separate thread: the test runner tracks every promise of its own thread,
 * which takes longer than the attempts.
 */
import { once } from 'node:events';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { drawCode } from '../../src/codes/confirmation-code.ts';
import { engines } from '../engines.ts';
import { inTurn } from '../parallel.ts';
import { startService } from '../service.ts';
import { homeNumber } from './battlefield.ts';
import { createRange } from './guessing-range.ts';
import { seededRandom } from './seeded-random.ts';

export interface Game {
  /** The same seed plays the same game. */
  readonly seed: string;
  /** Attacked numbers. */
  readonly numbers: number;
  /** Codes of a number that are live at once. */
  readonly live: number;
  readonly digits: number;
  /** Attempts at a number, unless an earlier one is correct. */
  readonly tries: number;
}

export interface Score {
  readonly guessed: number;
  readonly wins: number;
}

const atOnce = 200;
/** How many numbers are played before their codes are removed: a large table would only be slower. */
const batch = 10_000;

/** Plays a game through the service's own check, on the embedded database. */
export async function play(game: Game): Promise<Score> {
  const worker = new Worker(new URL(import.meta.url), { workerData: game });
  const [score] = await once(worker, 'message');
  await worker.terminate();
  return score;
}

async function playHere({ seed, numbers, live, digits, tries }: Game): Promise<Score> {
  const service = await startService(engines[0]!, { settings: { RATE_LIMITS: 'off' } });
  const range = createRange(service);
  let guessed = 0;
  let wins = 0;
  async function attack(index: number): Promise<void> {
    const random = seededRandom(`${seed} ${live} ${index}`);
    const phoneNumber = homeNumber(index);
    await range.send(
      phoneNumber,
      Array.from({ length: live }, () => drawCode(digits, random)),
    );
    for (let tried = 0; tried < tries; tried += 1) {
      guessed += 1;
      if (!(await range.guess(phoneNumber, drawCode(digits, random)))) continue;
      wins += 1;
      return;
    }
  }
  for (let begun = 0; begun < numbers; begun += batch) {
    await inTurn(Math.min(batch, numbers - begun), atOnce, (index) => attack(begun + index));
    await range.clear();
  }
  await service.close();
  return { guessed, wins };
}

if (!isMainThread && parentPort !== null) parentPort.postMessage(await playHere(workerData));
