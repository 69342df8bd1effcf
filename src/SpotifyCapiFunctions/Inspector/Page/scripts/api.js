import { currentKey } from './address.js';

export class Unreachable extends Error {}

export class Locked extends Error {}

// The app answered, and the answer is no.
export class Refused extends Error {
  constructor(status, problem) {
    super(problem?.detail ?? problem?.title ?? `The app answered ${status}.`);
    this.status = status;
    this.codes = (problem?.errors ?? []).map((error) => error.code);
    this.problem = problem;
  }
}

const limit = 60_000;
const root = location.pathname.replace(/\/inspector(\/page)?\/?$/, '/');

export function get(path, query) {
  return send('GET', withQuery(path, query));
}

export function post(path, body, headers, query) {
  return send('POST', withQuery(path, query), body, { 'Content-Type': 'application/json', ...headers });
}

function withQuery(path, query = {}) {
  const values = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return values.length === 0 ? path : `${path}?${new URLSearchParams(values)}`;
}

async function send(method, path, body, headers = {}) {
  const key = currentKey();
  const answer = await reach(root + path, {
    method,
    body,
    headers: { Accept: 'application/json', ...headers, ...(key && { 'x-functions-key': key }) },
    cache: 'no-store',
    redirect: 'error',
    signal: AbortSignal.timeout(limit)
  });
  if (answer.status === 401) {
    throw new Locked();
  }
  const json = await readJson(answer);
  if (answer.ok && json !== undefined) {
    return json;
  }
  // Without a word of the app it is a gateway that speaks for it.
  if (json === undefined && answer.status >= 500) {
    throw new Unreachable();
  }
  throw new Refused(answer.status, json);
}

async function reach(address, options) {
  try {
    return await fetch(address, options);
  } catch {
    throw new Unreachable();
  }
}

async function readJson(answer) {
  try {
    return await answer.json();
  } catch {
    return undefined;
  }
}
