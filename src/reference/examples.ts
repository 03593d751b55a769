import { readFile } from 'node:fs/promises';

/** What a service was asked and what it answered, as `npm run openapi` has recorded it. */
export interface Examples {
  /** By `operationId` and a name. */
  readonly operations: Readonly<Record<string, Readonly<Record<string, Exchange>>>>;
  /** An answer for each problem, by its code. */
  readonly problems: Readonly<Record<string, object>>;
}

interface Exchange {
  readonly request?: unknown;
  readonly answer?: unknown;
}

/** Where the recording service said that it was. */
const recordedUrl = 'http://127.0.0.1:8000';

/** The examples as a service at `publicUrl` would have made them. */
export async function readExamples(publicUrl: string): Promise<Examples> {
  const text = await readFile(new URL('./examples.json', import.meta.url), 'utf8');
  return JSON.parse(text, (_, value) =>
    typeof value === 'string' && value.startsWith(`${recordedUrl}/`)
      ? publicUrl + value.slice(recordedUrl.length)
      : value,
  );
}

/** The examples of one side of an operation, by their names; undefined when there are none. */
export function examplesOf(
  { operations }: Examples,
  operationId: string,
  side: 'request' | 'answer',
): Readonly<Record<string, object>> | undefined {
  const named = Object.entries(operations[operationId] ?? {}).flatMap(([name, exchange]) =>
    exchange[side] === undefined ? [] : [[name, { summary: asTitle(name), value: exchange[side] }] as const],
  );
  return named.length > 0 ? Object.fromEntries(named) : undefined;
}

/** `first_sign_in` as people write it. */
function asTitle(name: string): string {
  const words = name.replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
