import { createHash } from 'node:crypto';

const statementsMax = 500;

/**
 * Names prepared statements by their text. When there are too many, the others get no name and are parsed each time,
 * because the server keeps named ones as long as the connection lasts.
 */
export function statementNames(isOn: boolean): (text: string) => string | undefined {
  const names = new Map<string, string>();
  return (text) => {
    const known = names.get(text);
    if (known !== undefined || !isOn || names.size >= statementsMax) return known;
    const name = createHash('sha256').update(text).digest('hex').slice(0, 32);
    names.set(text, name);
    return name;
  };
}
