import type { Region } from '../lib/phone-number.ts';
import type { Limit } from '../rate-limit/index.ts';
import type { Budget } from './budget.ts';

/** What the operator has decided about the defences. */
export interface DefenceRules {
  /** Off only for load tests: then nothing is counted but the attempts of a code. */
  readonly rateLimits: boolean;
  readonly sendsPerAddress: readonly Limit[];
  readonly verifiesPerAddress: readonly Limit[];
  readonly activationsPerAccount: readonly Limit[];
  readonly activationsPerAddress: readonly Limit[];
  /** Whether requests from the machine itself are held to limits by address. */
  readonly limitsLoopback: boolean;
  readonly fraudMode: 'observe' | 'protect';
  readonly homeCountry: Region;
  readonly budget: Budget;
  /** From this failure score on a number takes no attempts until it is unlocked (NIST SP 800-63B, 3.2.2). */
  readonly disabledFromScore: number | undefined;
}

/** `PRESET=strict`: the failure score that disables a number. */
export const strictDisabledFromScore = 100;
