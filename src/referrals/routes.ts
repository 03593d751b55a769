import { type Static, Type } from 'typebox';
import { defenceProblems } from '../defence/index.ts';
import {
  callerOf,
  fieldProblem,
  type Guard,
  httpProblems,
  page,
  pageQuery,
  pageRequestOf,
  payload,
  type Routes,
  timestamp,
  viewPage,
} from '../http/index.ts';
import { toTimestamp } from '../lib/clock.ts';
import { activateInviteCode } from './activation.ts';
import { referralProblems } from './problems.ts';
import { type RefereePhones, refereeView, viewReferee } from './referees.ts';
import type { Referrals } from './referrals.ts';
import { listByReferrer } from './store.ts';

const code = Type.String({ minLength: 1, maxLength: 64, examples: ['ABC234'] });

const updateReferrerBody = payload({
  referrer: Type.Optional(code),
  invite_code: Type.Optional(
    Type.String({ ...code, description: 'Another name of `referrer`; send one of the two.' }),
  ),
});

const updateReferrerAnswer = Type.Object({
  referrer: Type.String(),
  activated_at: timestamp(),
  message: Type.String(),
});

interface Options {
  readonly referrals: Referrals;
  readonly authenticate: Guard;
  readonly refereePhones: RefereePhones;
}

export function referralRoutes({ referrals, authenticate, refereePhones }: Options): Routes {
  return async (app) => {
    app.put(
      '/api/update-referrer/',
      {
        onRequest: authenticate,
        schema: {
          tags: ['Referrals'],
          summary: "Activate somebody's invite code, once in a lifetime",
          security: [{ bearer: [] }],
          body: updateReferrerBody,
          response: {
            200: updateReferrerAnswer,
          },
          problems: [
            httpProblems.malformed_body,
            httpProblems.validation_failed,
            httpProblems.unauthorized,
            ...Object.values(referralProblems),
            defenceProblems.too_many_attempts,
            httpProblems.database_unavailable,
          ],
        },
      },
      async (request) => {
        const referral = await activateInviteCode(referrals, {
          refereeId: callerOf(request).accountId,
          code: oneCode(request.body),
          origin: { address: request.ip },
        });
        return {
          referrer: referral.inviteCode,
          activated_at: toTimestamp(referral.activatedAt),
          message: request.say('message.invite_code_activated'),
        };
      },
    );

    app.get(
      '/api/referrals/',
      {
        onRequest: authenticate,
        schema: {
          tags: ['Referrals'],
          summary: 'List those who activated my invite code, newest first',
          security: [{ bearer: [] }],
          querystring: pageQuery,
          response: {
            200: page(refereeView),
          },
          problems: [
            httpProblems.validation_failed,
            httpProblems.unauthorized,
            httpProblems.database_unavailable,
          ],
        },
      },
      async ({ query, caller }) => {
        const { accountId } = callerOf({ caller });
        const referees = await listByReferrer(referrals.database.read, accountId, pageRequestOf(query));
        return viewPage(referees, (referee) => viewReferee(referee, refereePhones));
      },
    );
  };
}

function oneCode({ referrer, invite_code }: Static<typeof updateReferrerBody>): string {
  const given = referrer ?? invite_code;
  if (given === undefined) throw fieldProblem('referrer', 'missing');
  if (referrer !== undefined && invite_code !== undefined) throw fieldProblem('invite_code', 'duplicate');
  return given;
}
