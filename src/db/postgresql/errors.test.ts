import assert from 'node:assert/strict';
import { test } from 'node:test';
import { DatabaseUnavailable } from '../errors.ts';
import { postgresqlError } from './errors.ts';

const errorOf = (code: string) => Object.assign(new Error('the server says so'), { code });

test('a server that lets no session in, or has the database no more, is unavailable', () => {
  for (const code of ['3D000', '55000', '28000', '28P01', '57P01', '57P03', '53300', '08006', '25006']) {
    assert.ok(postgresqlError(errorOf(code)) instanceof DatabaseUnavailable, code);
  }
});

test('an error of the statement itself stays what it is', () => {
  for (const code of ['23505', '42P01', '22P02', '40001']) {
    const error = errorOf(code);
    assert.equal(postgresqlError(error), error, code);
  }
});
