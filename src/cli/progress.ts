import { formatDuration } from '../config/durations.ts';
import type { Say } from '../i18n/index.ts';
import type { Clock } from '../lib/clock.ts';

/** The stream for progress. */
export interface Watched {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Shows the progress of long work. */
export interface Progress {
  /** Shows the progress, unless it did a moment ago. */
  report(text: string): void;
  /** Clears or ends the current line. */
  end(): void;
}

const rewriteAfterMs = 100;
const nextLineAfterMs = 3000;
const clearLine = '\r\u001b[K';

/** On a terminal one line that is rewritten; elsewhere a line every few seconds, and none for short work. */
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

/** `, about 12s left`, at the speed so far; empty at the very beginning. */
export function describeTimeLeft(say: Say, elapsedMs: number, { done, total }: Share): string {
  if (done === 0 || elapsedMs < 1000) return '';
  const seconds = Math.ceil(((elapsedMs / done) * (total - done)) / 1000);
  return `, ${say('cli.remaining', { duration: formatDuration(seconds * 1000) })}`;
}
