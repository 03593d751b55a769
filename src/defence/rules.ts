import type { Region } from '../lib/phone-number.ts';
import type { Limit } from '../rate-limit/index.ts';
import type { Budget } from './budget.ts';

/** The operator's settings of the defences. */
export interface DefenceRules {
  /** False only in load tests: then only the attempts of a code are counted. */
  readonly rateLimits: boolean;
  readonly sendsPerAddress: readonly Limit[];
  readonly verifiesPerAddress: readonly Limit[];
  readonly activationsPerAccount: readonly Limit[];
  readonly activationsPerAddress: readonly Limit[];
  /** Whether limits by address also apply to requests from the machine itself. */
  readonly limitsLoopback: boolean;
  readonly fraudMode: 'observe' | 'protect';
  readonly homeCountry: Region;
  readonly budget: Budget;
  /** The failure score from which a number allows no attempts until it is unlocked (NIST SP 800-63B, 3.2.2). */
  readonly disabledFromScore: number | undefined;
}

/** `PRESET=strict`: the failure score that disables a number. */
export const strictDisabledFromScore = 100;
