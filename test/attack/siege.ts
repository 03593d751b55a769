import type { Battlefield } from './battlefield.ts';

/** The result of guessing at one number. */
export interface Siege {
  readonly codesByLength: Record<number, number>;
  readonly comparisonsByLength: Record<number, number>;
  refusedSends: number;
  refusedGuesses: number;
}

export function beginSiege(): Siege {
  return { codesByLength: {}, comparisonsByLength: {}, refusedSends: 0, refusedGuesses: 0 };
}

/** The chance that one of the independent comparisons matched. */
export function chanceOf({ comparisonsByLength }: Siege): number {
  const miss = Object.entries(comparisonsByLength).reduce(
    (left, [digits, count]) => left * (1 - 10 ** -Number(digits)) ** count,
    1,
  );
  return 1 - miss;
}

/** Requests a code. Returns its id and length, or the seconds to wait when refused. */
export async function ask({ client }: Battlefield, siege: Siege, phoneNumber: string, from: string) {
  const { status, body } = await client.sendCode(phoneNumber, from);
  if (status === 200) {
    const digits = Number(body.code_length);
    siege.codesByLength[digits] = (siege.codesByLength[digits] ?? 0) + 1;
    return { digits, challengeId: String(body.challenge_id), waitSeconds: 0 };
  }
  if (status !== 429) throw new Error(`a code was refused with ${status} ${body.code}`);
  siege.refusedSends += 1;
  return { waitSeconds: Number(body.retry_after) };
}

/**
 * A wrong attempt, at one code if its id is given, else at all live ones. Returns with how many codes of that length it
 * was compared, as the service recorded it; undefined when the attacker must wait.
 */
export async function guessWrongly(
  field: Battlefield,
  siege: Siege,
  guess: { phoneNumber: string; digits: number; from: string; challengeId?: string | undefined },
): Promise<number | undefined> {
  const before = await score(field);
  const code = wrongCode(field.phones.codesOf(guess.phoneNumber), guess.digits);
  const { status } = await field.client.guess(guess.phoneNumber, code, guess.from, guess.challengeId);
  if (status === 429) {
    siege.refusedGuesses += 1;
    return undefined;
  }
  if (status !== 400) throw new Error(`a wrong guess was answered with ${status}`);
  const compared = (await score(field)) - before;
  siege.comparisonsByLength[guess.digits] = (siege.comparisonsByLength[guess.digits] ?? 0) + compared;
  return compared;
}

/** Comparisons of the last 30 days, as the service counts them; there is one number on this field. */
async function score({ service }: Battlefield): Promise<number> {
  const rows = await service.database.read.selectFrom('guess_failures').select('weight').execute();
  return rows.reduce((sum, { weight }) => sum + weight, 0);
}

/** A code of so many digits that was never sent to the number. */
function wrongCode(sent: readonly string[], digits: number): string {
  for (let code = 0; ; code += 1) {
    const text = String(code).padStart(digits, '0');
    if (!sent.includes(text)) return text;
  }
}
