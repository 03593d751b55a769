const turns = 4;

/** Signs of life of what is waited for. */
interface Life {
  /** How many there have been; each one more starts the time anew. */
  readonly signs: () => number;
  /** Even so no longer than this. */
  readonly msMax: number;
}

/**
 * What `work` gives, if it does so within `ms` milliseconds; otherwise throws. Time in which this process was too busy to
 * listen is not counted: each quarter of it needs a turn of the event loop of its own.
 */
export async function within<T>(ms: number, work: Promise<T>, life?: Life): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    let [left, leftMax, seen] = [turns, Math.ceil(((life?.msMax ?? ms) * turns) / ms), life?.signs()];
    const wait = () => {
      if (seen !== life?.signs()) left = turns;
      seen = life?.signs();
      if (left === 0 || leftMax === 0) return reject(new Error(`no answer within ${ms} ms`));
      left -= 1;
      leftMax -= 1;
      timer = setTimeout(wait, ms / turns);
    };
    wait();
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}
