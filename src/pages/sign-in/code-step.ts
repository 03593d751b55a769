import type { FastifyReply, FastifyRequest } from 'fastify';
import { readerOf, sendPage } from '../../http/index.ts';
import type { PageContext } from '../context.ts';
import { field } from '../parts/form.ts';
import { type CodePage, codeBody, codePaths } from './code-page.ts';
import type { Refused } from './received-codes.ts';
import type { Step } from './step.ts';

/** The step of this tab: from its own form, or else the last one of this browser. */
export function takeStep(
  { steps, cookies }: PageContext,
  request: FastifyRequest,
  purpose: Step['purpose'],
): Step | undefined {
  const step = steps.read(field(request, 'step')) ?? steps.read(cookies.read(request, 'step'));
  return step?.purpose === purpose ? step : undefined;
}

/** What the code page shows when a new code was refused. */
export function resendRefused({ fault: resendFault, received }: Refused) {
  return { resendFault, received };
}

type CodeState = Pick<CodePage, 'step' | 'notice' | 'fault' | 'resendFault' | 'received'>;

/** The code page, with errors if there are any. */
export function sendCodePage(
  { steps, clock, isProduction }: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  { step, notice, fault, resendFault, received }: CodeState,
): FastifyReply {
  const wrong = fault ?? resendFault ?? received?.fault;
  if (wrong?.retryAfterSeconds !== undefined) reply.header('retry-after', wrong.retryAfterSeconds);
  const reader = readerOf(request);
  return sendPage(reply.code(wrong?.status ?? 200), {
    reader,
    title: reader.say('code.title'),
    shape: 'narrow',
    ownHeading: true,
    hasError: wrong !== undefined,
    path: codePaths[step.purpose].code,
    body: codeBody({
      say: reader.say,
      step,
      sealedStep: steps.write(step),
      now: clock.now(),
      notice,
      fault,
      resendFault,
      received,
      isDevelopment: !isProduction,
    }),
  });
}
