const majorMin = 15;

/** The sentence that refuses a server of that version, or undefined when it is good. `number` is like 150020. */
export function refusalOfPostgresql(number: number, name: string): string | undefined {
  if (number >= majorMin * 10000) return undefined;
  return `PostgreSQL ${name} is too old; ${majorMin} or newer is needed.`;
}
