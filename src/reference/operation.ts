import type { ProblemType } from '../http/index.ts';
import type { Content, Operation, Response, Responses } from './document.ts';
import { examplesOf } from './examples.ts';
import { answerHeaders } from './headers.ts';
import { commonResponses, type ProblemAnswers, problemResponses } from './problem-responses.ts';

/** The operation as its route's schema describes it, with its examples, and with all that it may answer with. */
export function completeOperation(
  operation: Operation,
  declared: readonly ProblemType[],
  answers: ProblemAnswers,
): Operation {
  const { operationId = '', requestBody, responses, security = [] } = operation;
  const examples = (side: 'request' | 'answer') => examplesOf(answers.recorded, operationId, side);
  return {
    ...operation,
    security,
    ...(requestBody && {
      requestBody: { ...requestBody, content: withExamples(requestBody.content, examples('request')) },
    }),
    responses: {
      ...successes(responses, examples('answer')),
      ...problemResponses(answers, declared),
      ...commonResponses(answers),
    },
  };
}

type Named = Readonly<Record<string, object>>;

const successDescriptions: Readonly<Record<string, string>> = { 200: 'Success', 204: 'No content' };

/** The successes among the responses, with their examples, and with the headers that they carry. */
function successes(responses: Responses, examples: Named | undefined): Responses {
  return Object.fromEntries(
    Object.entries(responses as Record<string, Response>).map(
      ([status, { description, headers, content }]): [string, Response] => [
        status,
        {
          description: successDescriptions[status] ?? description,
          headers: { ...answerHeaders, ...headers },
          ...(content && { content: withExamples(content, examples) }),
        },
      ],
    ),
  );
}

function withExamples(content: Content, examples: Named | undefined): Content {
  return Object.fromEntries(
    Object.entries(content).map(([type, media]) => [type, { ...media, ...(examples && { examples }) }]),
  );
}
