import { accepted, type Parser, refused } from './setting.ts';

/** The unit at the end of a setting's name, which bare numbers have: `CODE_TTL_S=300` is in seconds. */
export type BareUnit = 'ms' | 's' | 'd';

/** The durations that a setting accepts, both ends included. */
export interface DurationBounds {
  readonly bareUnit: BareUnit;
  /** In the spelling of the settings, such as `1m`. */
  readonly min: string;
  readonly max: string;
}

const unitsMs = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000, ms: 1 } as const;
const unitNames = { ms: 'milliseconds', s: 'seconds', d: 'days' } as const;
/** `1h30m`: the larger unit first, each at most once. */
const spelling =
  /^(?:([0-9]{1,9})d)?(?:([0-9]{1,9})h)?(?:([0-9]{1,9})m(?!s))?(?:([0-9]{1,9})s)?(?:([0-9]{1,12})ms)?$/;

/** The milliseconds of a text such as `5m`, `1h30m` or `0`; undefined for any other, and for other bare numbers. */
export function parseDuration(text: string): number | undefined {
  if (text === '0') return 0;
  const parts = spelling.exec(text)?.slice(1);
  if (text === '' || parts === undefined) return undefined;
  const units = Object.values(unitsMs);
  return parts.reduce((sum, part, index) => sum + Number(part ?? 0) * (units[index] ?? 0), 0);
}

/** The shortest spelling of a duration, such as `1h30m`. */
export function formatDuration(milliseconds: number): string {
  let left = milliseconds;
  let text = '';
  for (const [unit, unitMs] of Object.entries(unitsMs)) {
    const count = Math.floor(left / unitMs);
    if (count > 0) text += `${count}${unit}`;
    left -= count * unitMs;
  }
  return text === '' ? '0' : text;
}

/** Whether the text is a number without a unit. */
function isBareNumber(text: string): boolean {
  return /^[0-9]{1,12}$/.test(text);
}

/** Reads `5m`, or a bare number in the unit of the name. The value is a whole number in that unit. */
export function durationWithin({ bareUnit, min, max }: DurationBounds): Parser<number> {
  const unitMs = unitsMs[bareUnit];
  const [minMs, maxMs] = [min, max].map((end) => parseDuration(end) ?? Number.NaN) as [number, number];
  return (text) => {
    const milliseconds = isBareNumber(text) ? Number(text) * unitMs : (parseDuration(text) ?? Number.NaN);
    const isWithin = milliseconds >= minMs && milliseconds <= maxMs;
    return isWithin && milliseconds % unitMs === 0 ? accepted(milliseconds / unitMs) : refused();
  };
}

/** Both spellings, for `expected`: `from 1m to 10m, or 60 to 600 in seconds`. */
export function describeBounds({ bareUnit, min, max }: DurationBounds): string {
  const bare = (end: string) => (parseDuration(end) ?? 0) / unitsMs[bareUnit];
  return `from ${min} to ${max}, or ${bare(min)} to ${bare(max)} in ${unitNames[bareUnit]}`;
}

/** The parser of a duration and what it expects, for the row of a setting. */
export function duration(bounds: DurationBounds): {
  readonly parse: Parser<number>;
  readonly expected: string;
} {
  return { parse: durationWithin(bounds), expected: `a duration ${describeBounds(bounds)}` };
}

export interface Range {
  readonly min: number;
  readonly max: number;
}

/**
 * `1s-2s`, `1000-2000`, or one duration for both ends. Both ends have a unit or neither, because `1-2s` is ambiguous.
 */
export function durationRange(bounds: DurationBounds): Parser<Range> {
  const end = durationWithin(bounds);
  return (text) => {
    const [first = '', last = first, ...rest] = text.split('-').map((part) => part.trim());
    const min = end(first);
    const max = end(last);
    if (!min.ok || !max.ok || rest.length > 0 || min.value > max.value) return refused();
    if (isBareNumber(first) !== isBareNumber(last)) return refused();
    return accepted(Object.freeze({ min: min.value, max: max.value }));
  };
}
