import assert from 'node:assert/strict';
import { Duplex } from 'node:stream';
import { test } from 'node:test';
import { createTexts } from '../i18n/index.ts';
import { answerClientError } from './client-errors.ts';

/** A connection that records what is written to it. */
function connection(): { socket: Duplex; written: () => string } {
  let text = '';
  const socket = new Duplex({
    read: () => undefined,
    write: (chunk, _encoding, done) => {
      text += chunk;
      done();
    },
  });
  return { socket, written: () => text };
}

const texts = createTexts({ defaultLocale: 'en', facts: { bodyKib: 16, headersKib: 16 } });
const answered: readonly (readonly [code: string, line: string, problem: string])[] = [
  ['HPE_HEADER_OVERFLOW', 'HTTP/1.1 431 Request Header Fields Too Large', 'headers_too_large'],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 'HTTP/1.1 413 Payload Too Large', 'body_too_large'],
  ['ERR_HTTP_REQUEST_TIMEOUT', 'HTTP/1.1 408 Request Timeout', 'request_timeout'],
  ['HPE_INVALID_METHOD', 'HTTP/1.1 400 Bad Request', 'malformed_request'],
  ['anything else', 'HTTP/1.1 400 Bad Request', 'malformed_request'],
];

for (const [code, line, problem] of answered) {
  test(`${code} is answered with ${problem}, and the connection is closed`, () => {
    const { socket, written } = connection();
    answerClientError('http://localhost:8000', texts)(Object.assign(new Error(code), { code }), socket);
    const [head = '', body = ''] = written().split('\r\n\r\n');
    assert.equal(head.split('\r\n')[0], line);
    const { request_id, ...said } = JSON.parse(body);
    assert.equal(said.code, problem);
    assert.equal(said.type, `http://localhost:8000/docs/errors/${problem}`);
    assert.match(head, new RegExp(`^x-request-id: ${request_id}$`, 'm'));
    assert.match(head, new RegExp(`^content-length: ${Buffer.byteLength(body)}$`, 'm'));
    assert.match(head, /^connection: close$/m);
    assert.ok(socket.writableEnded);
  });
}

test('a connection that is gone gets no answer', () => {
  const { socket, written } = connection();
  answerClientError('http://localhost:8000', texts)(
    Object.assign(new Error('gone'), { code: 'ECONNRESET' }),
    socket,
  );
  assert.equal(written(), '');
  assert.ok(socket.destroyed);
});

test('a connection that breaks while it is answered harms nobody', () => {
  const { socket } = connection();
  answerClientError('http://localhost:8000', texts)(new Error('garbage'), socket);
  socket.emit('error', new Error('broken pipe'));
  assert.ok(socket.destroyed);
});
