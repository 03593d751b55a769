import { formatDuration } from '../config/durations.ts';
import type { Say } from '../i18n/index.ts';
import type { Clock } from '../lib/clock.ts';

/** The stream that a person watches. */
export interface Watched {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Tells of long work as it goes on. */
export interface Progress {
  /** Tells how far it is, or keeps still when it has told a moment ago. */
  report(text: string): void;
  /** Leaves nothing half written. */
  end(): void;
}

const rewriteAfterMs = 100;
const nextLineAfterMs = 3000;
const clearLine = '\r\u001b[K';

/** On a terminal a line that is rewritten, elsewhere a line every few seconds; work that is done sooner is not mentioned. */
export function createProgress(stream: Watched, clock: Clock): Progress {
  const isTerminal = stream.isTTY === true;
  let toldAt = clock.now();
  let isOpen = false;
  return {
    report(text) {
      const now = clock.now();
      if (now - toldAt < (isTerminal ? rewriteAfterMs : nextLineAfterMs)) return;
      toldAt = now;
      isOpen = isTerminal;
      stream.write(isTerminal ? `${clearLine}${text}` : `${text}\n`);
    },
    end() {
      if (isOpen) stream.write(clearLine);
      isOpen = false;
    },
  };
}

export interface Share {
  readonly done: number;
  readonly total: number;
}

/** `, about 12s left`, if the work goes on as it did so far; empty at its very beginning. */
export function describeTimeLeft(say: Say, elapsedMs: number, { done, total }: Share): string {
  if (done === 0 || elapsedMs < 1000) return '';
  const seconds = Math.ceil(((elapsedMs / done) * (total - done)) / 1000);
  return `, ${say('cli.remaining', { duration: formatDuration(seconds * 1000) })}`;
}
