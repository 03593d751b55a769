import type { Queries } from '../db/index.ts';
import type { DerivedKey } from '../lib/secret-keys.ts';
import { openSigningKey } from './signing-key.ts';
import { listAll } from './signing-key-store.ts';

/**
 * Refuses a SECRET_KEY with which the signing keys of the database do not open.
 *
 * @throws WrongSecretKey
 */
export async function refuseOtherSecretKey(
  queries: Queries,
  sealingKey: DerivedKey<'signingKeys'>,
): Promise<void> {
  const [newest] = await listAll(queries);
  if (newest !== undefined) await openSigningKey(sealingKey, newest);
}
