import { type Static, Type } from 'typebox';
import { defenceProblems } from '../defence/index.ts';
import {
  callerOf,
  documentedAs,
  fieldProblem,
  type Guard,
  httpProblems,
  inviteCodeView,
  messageView,
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

const code = (description: string) =>
  Type.String({ minLength: 1, maxLength: 64, description, examples: ['ABC234'] });
const byReferrer = {
  referrer: code('The invite code. Case, spaces, dashes and look-alike letters are forgiven.'),
};
const byInviteCode = { invite_code: code('Another name of `referrer`. Send one of the two.') };

const updateReferrerBody = payload(
  {
    referrer: Type.Optional(byReferrer.referrer),
    invite_code: Type.Optional(byInviteCode.invite_code),
  },
  {
    title: 'UpdateReferrerRequest',
    ...documentedAs(Type.Unsafe({ oneOf: [payload(byReferrer), payload(byInviteCode)] })),
  },
);

const referralView = Type.Object(
  {
    referrer: inviteCodeView('The invite code that this account has activated.'),
    activated_at: timestamp(),
    message: messageView(),
  },
  { title: 'Referral', description: 'The invite code that an account has activated.' },
);

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
          operationId: 'updateReferrer',
          tags: ['Referrals'],
          summary: "Activate a friend's invite code",
          description:
            'An account can do this once. The same code again gets the same answer; another code gets `referrer_already_set`.',
          security: [{ bearer: [] }],
          body: updateReferrerBody,
          response: {
            200: referralView,
          },
          problems: [
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
          operationId: 'listReferrals',
          tags: ['Referrals'],
          summary: 'List the people who activated your invite code, newest first',
          description: 'Shows phone numbers in full or masked, as this instance is set up (REFEREE_PHONES).',
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
