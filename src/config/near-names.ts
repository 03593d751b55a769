import { closest, distance } from 'fastest-levenshtein';
import { settingNames } from './schema.ts';

const distanceMax = 2;
const lettersMin = 6;
const lettersMinInFile = 4;
const ours = settingNames.flatMap((name) => [name, `${name}_FILE`]);
/** Names in `.env` that compose.yaml reads. */
const composeName = /^(POSTGRES|COMPOSE|DOCKER)_/;

/**
 * Warnings about unknown names: in the environment those that look like a setting, in `.env` all except compose's own.
 */
export function unknownNames(names: Iterable<string>, dotenvNames: ReadonlySet<string>): string[] {
  const warnings: string[] = [];
  for (const name of names) {
    if (ours.includes(name)) continue;
    const isInFile = dotenvNames.has(name);
    const nearest = nearestSetting(name.toUpperCase(), isInFile ? lettersMinInFile : lettersMin);
    const subject = `\`${name}\`${isInFile ? ' in .env' : ''} is not a setting`;
    if (nearest !== undefined) warnings.push(`${subject}; did you mean ${nearest}?`);
    else if (isInFile && !composeName.test(name)) warnings.push(`${subject}.`);
  }
  return warnings;
}

function nearestSetting(name: string, lengthMin: number): string | undefined {
  if (name.length < lengthMin) return undefined;
  const candidates = ours.filter(
    ({ length }) => length >= lengthMin && Math.abs(length - name.length) <= distanceMax,
  );
  // Undefined without candidates, whatever its type says.
  const nearest: string | undefined = closest(name, candidates);
  return nearest !== undefined && distance(name, nearest) <= distanceMax ? nearest : undefined;
}
