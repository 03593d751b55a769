import { Type } from 'typebox';
import type { Account, Accounts } from '../accounts/index.ts';
import type { Database } from '../db/index.ts';
import {
  callerOf,
  fieldProblem,
  type Guard,
  httpProblems,
  nullable,
  Problem,
  payload,
  problemResponses,
  type Routes,
} from '../http/index.ts';
import type { RefereePhones } from '../referrals/index.ts';
import { profileView, viewProfile } from './profile.ts';

const nameLengthMax = 80;

interface Options {
  readonly database: Database;
  readonly accounts: Accounts;
  readonly authenticate: Guard;
  readonly refereePhones: RefereePhones;
}

export function profileRoutes({ database, accounts, authenticate, refereePhones }: Options): Routes {
  const view = (account: Account | undefined) => {
    if (account === undefined) throw new Problem(httpProblems.unauthorized);
    return viewProfile(database.read, account, refereePhones);
  };

  return async (app) => {
    app.get(
      '/api/profile/',
      {
        onRequest: authenticate,
        schema: {
          tags: ['Profile'],
          summary: 'Read my profile',
          security: [{ bearer: [] }],
          response: {
            200: profileView,
            ...problemResponses(httpProblems.unauthorized, httpProblems.database_unavailable),
          },
        },
      },
      async (request) => view(await accounts.find(database.read, callerOf(request).accountId)),
    );

    app.patch(
      '/api/profile/',
      {
        onRequest: authenticate,
        schema: {
          tags: ['Profile'],
          summary: 'Change my name',
          security: [{ bearer: [] }],
          body: payload({
            name: nullable(
              Type.String({
                maxLength: 1000,
                description: `1 to ${nameLengthMax} characters after trimming; null clears it.`,
              }),
            ),
          }),
          response: {
            200: profileView,
            ...problemResponses(
              httpProblems.malformed_body,
              httpProblems.validation_failed,
              httpProblems.unauthorized,
              httpProblems.database_unavailable,
            ),
          },
        },
      },
      async (request) => {
        const { accountId } = callerOf(request);
        const name = toName(request.body.name);
        return view(await database.transaction((trx) => accounts.rename(trx, accountId, name)));
      },
    );
  };
}

/** The name in one spelling (NFC), trimmed; control characters would let it pretend to be something else. */
function toName(text: string | null): string | null {
  if (text === null) return null;
  const name = text.normalize('NFC').trim();
  if (name === '') throw fieldProblem('name', 'too_short');
  if ([...name].length > nameLengthMax) throw fieldProblem('name', 'too_long');
  if (/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u.test(name)) throw fieldProblem('name', 'wrong_form');
  return name;
}
