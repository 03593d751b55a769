import { settingNames } from './schema.ts';

const distanceMax = 2;
const lettersMin = 6;
const ours = new Set(settingNames.flatMap((name) => [name, `${name}_FILE`]));
/** Names in `.env` that compose.yaml reads. */
const composeName = /^(POSTGRES|COMPOSE|DOCKER)_/;

/**
 * Warnings about names that are not settings: of the environment those that look like one of ours, of `.env` all
 * but compose's own.
 */
export function unknownNames(names: Iterable<string>, dotenvNames: ReadonlySet<string>): string[] {
  const warnings: string[] = [];
  for (const name of names) {
    if (ours.has(name)) continue;
    const isInFile = dotenvNames.has(name);
    const nearest = nearestSetting(name, isInFile ? 4 : lettersMin);
    const subject = `\`${name}\`${isInFile ? ' in .env' : ''} is not a setting`;
    if (nearest !== undefined) warnings.push(`${subject}; did you mean ${nearest}?`);
    else if (isInFile && !composeName.test(name)) warnings.push(`${subject}.`);
  }
  return warnings;
}

function nearestSetting(name: string, lengthMin: number): string | undefined {
  if (name.length < lengthMin) return undefined;
  let nearest: string | undefined;
  let shortest = distanceMax + 1;
  for (const candidate of ours) {
    if (candidate.length < lengthMin || Math.abs(candidate.length - name.length) > distanceMax) continue;
    if (!sharesPart(name.toUpperCase(), candidate)) continue;
    const distance = editDistance(name.toUpperCase(), candidate);
    if (distance < shortest) [nearest, shortest] = [candidate, distance];
  }
  return nearest;
}

/**
 * Whether a part of the candidate stands in the name: it is in more parts than a near name differs in places. To ask that
 * first saves some 3 % of the program's start.
 */
function sharesPart(name: string, candidate: string): boolean {
  const length = Math.max(1, Math.floor(candidate.length / (distanceMax + 1)));
  for (let start = 0; start + length <= candidate.length; start += length) {
    if (name.includes(candidate.slice(start, start + length))) return true;
  }
  return false;
}

/** Levenshtein's distance: insertions, deletions and replacements. */
function editDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (const [row, letter] of [...left].entries()) {
    const current = [row + 1];
    for (const [column, other] of [...right].entries()) {
      const replaced = (previous[column] ?? 0) + (letter === other ? 0 : 1);
      current.push(Math.min(replaced, (previous[column + 1] ?? 0) + 1, (current[column] ?? 0) + 1));
    }
    previous = current;
  }
  return previous.at(-1) ?? 0;
}
