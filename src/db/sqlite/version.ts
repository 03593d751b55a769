/** Older ones have a bug in resetting the WAL that can lose commits (https://sqlite.org/wal.html). */
const versionMin = [3, 51, 3] as const;

/** Why a SQLite library of that version is refused; undefined when it is not. */
export function refusalOfSqlite(version: string): string | undefined {
  const parts = version.split('.').map(Number);
  for (const [index, least] of versionMin.entries()) {
    const part = parts[index] ?? 0;
    if (part > least) return undefined;
    if (!(part === least))
      return `SQLite ${version} may lose commits; ${versionMin.join('.')} or newer is needed: update Node.`;
  }
  return undefined;
}
