const majorMin = 15;

/** Why a server of that version is refused; undefined when it is not. `number` is like 150020. */
export function refusalOfPostgresql(number: number, name: string): string | undefined {
  if (number >= majorMin * 10000) return undefined;
  return `PostgreSQL ${name} is too old; ${majorMin} or newer is needed.`;
}
