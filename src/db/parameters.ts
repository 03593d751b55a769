/**
 * Allows only parameters that mean the same on both engines.
 *
 * @throws TypeError for a boolean, undefined, Date, NaN or any other object than bytes: one engine would
 * refuse it late, the other would store something else (SQLite keeps NaN as NULL).
 */
export function checkParameters(parameters: readonly unknown[]): void {
  for (let index = 0; index < parameters.length; index += 1) {
    const value = parameters[index];
    switch (typeof value) {
      case 'string':
      case 'bigint':
        continue;
      case 'number':
        if (Number.isFinite(value)) continue;
        break;
      case 'object':
        if (value === null || value instanceof Uint8Array) continue;
        break;
    }
    throw new TypeError(`SQL parameter ${index + 1} is ${describe(value)}; ${advice(value)}`);
  }
}

function describe(value: unknown): string {
  if (value === undefined) return 'undefined';
  if (typeof value === 'number') return String(value);
  if (typeof value === 'object' && value !== null)
    return `a ${value.constructor?.name ?? 'null-prototype object'}`;
  return `a ${typeof value}`;
}

function advice(value: unknown): string {
  if (value === undefined) return 'write null where null is meant';
  if (typeof value === 'boolean') return 'write 1 or 0';
  if (value instanceof Date) return 'write epoch milliseconds';
  return 'only string, finite number, bigint, null and Uint8Array are stored';
}
