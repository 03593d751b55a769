import type { FastifyReply, FastifyRequest } from 'fastify';
import type { CodeRequest, SentCode } from '../../codes/index.ts';
import { type Problem, readerOf, sendPage } from '../../http/index.ts';
import type { PhoneNumber } from '../../lib/phone-number.ts';
import { deviceOf, leadTo, type PageContext } from '../context.ts';
import { field } from '../parts/form.ts';
import { attempt } from '../parts/form-error.ts';
import type { Notice } from '../parts/notice.ts';
import { codePaths } from './code-page.ts';
import { proofBody } from './proof-page.ts';
import { heldReceivedCodes, typedReceivedCodes } from './received-codes.ts';
import type { Step } from './step.ts';

interface CodeWish {
  readonly purpose: Step['purpose'];
  readonly to: PhoneNumber;
  readonly send: (request: Omit<CodeRequest, 'purpose'>) => Promise<SentCode>;
  /** The step of this browser before. */
  readonly earlier: Step | undefined;
  readonly next: string | undefined;
  /** The form to be sent again after a proof of work. */
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
  readonly notice?: Notice;
  readonly refuse: (problem: Problem) => FastifyReply | Promise<FastifyReply>;
}

/** Sends a code and leads to the code page. */
export async function requestCode(
  context: PageContext,
  request: FastifyRequest,
  reply: FastifyReply,
  wish: CodeWish,
): Promise<FastifyReply> {
  const { cookies, steps, clock } = context;
  const { purpose, to, earlier, next } = wish;
  const { locale, say } = request;
  const { value: sent, problem } = await attempt(async () =>
    wish.send({
      to,
      locale,
      origin: deviceOf(context, request, reply),
      proof: field(request, 'proof') || undefined,
      receivedCodes: typedReceivedCodes(request),
    }),
  );
  const keep = (step: Omit<Step, 'purpose' | 'to' | 'next'>) =>
    cookies.write(reply, 'step', steps.write({ ...step, purpose, to, next }));
  const goOn = (step: Parameters<typeof keep>[0], notice?: Notice) => {
    keep(step);
    return leadTo(context, reply, codePaths[purpose].code, notice);
  };
  if (problem === undefined) {
    const { challengeId, codeLength } = sent;
    const resendAt = clock.now() + sent.retryAfterSeconds * 1000;
    return goOn({ challengeId, codeLength, resendAt }, wish.notice);
  }
  if (problem.type.code === 'proof_required') {
    return sendPage(reply.code(problem.type.status), {
      reader: readerOf(request),
      title: say('proof.title'),
      shape: 'narrow',
      ownHeading: true,
      path: codePaths[purpose].change,
      body: proofBody(problem, {
        say,
        action: wish.action,
        fields: { ...wish.fields, ...heldReceivedCodes(request) },
        back: codePaths[purpose].change,
      }),
    });
  }
  const known = earlier?.to === to && earlier.purpose === purpose ? earlier : undefined;
  const resendAt = clock.now() + (problem.retryAfterSeconds ?? 0) * 1000;
  const step = { challengeId: known?.challengeId, codeLength: known?.codeLength, resendAt };
  // The form was sent twice, or a code is already on its way: it works, so lead to the code page.
  if (problem.type.code === 'resend_too_soon' && wish.notice === undefined) {
    return goOn(step, 'code_on_its_way');
  }
  // The codes that came may still work, so the code page stays reachable.
  if (problem.type.code === 'too_many_codes') keep(step);
  return wish.refuse(problem);
}
