import type { Transaction } from '../db/index.ts';
import type { ProofOutcome, Proofs } from './proofs.ts';
import type { Level } from './work.ts';

/** The proof that came along with a request, as one transaction sees it. */
export interface ShownProof {
  /** Whether it is worth as much. The first look uses it up; after that it serves for every reason the request has. */
  isWorth(level: Level): Promise<boolean>;
}

/** The solution that a request brought, or none. It is not looked at before it is asked for. */
export function showProof(proofs: Proofs, trx: Transaction, solution: string | undefined): ShownProof {
  let outcome: Promise<ProofOutcome> | undefined;
  return {
    async isWorth(level) {
      if (solution === undefined) return false;
      outcome ??= proofs.accept(trx, solution);
      const worth = await outcome;
      return worth === level || worth === 'raised';
    },
  };
}
