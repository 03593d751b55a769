// What a browser adds to pages that work without it. Every sentence comes from the page, in data attributes.

for (const start of [
  showTimes,
  countDown,
  offerCopy,
  offerShare,
  readCodeFromMessage,
  submitOnce,
  proveWork,
  keepFresh,
]) {
  start(document);
}

/**
 * Shows times in the person's zone, and sends the zone to the server for the next page.
 * @param {ParentNode} root
 */
function showTimes(root) {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not everywhere yet
  document.cookie = `zone=${encodeURIComponent(timeZone)}; path=/; max-age=31536000; samesite=lax`;
  /** @type {NodeListOf<HTMLTimeElement>} */
  const times = root.querySelectorAll('time[data-style]');
  for (const time of times) {
    const withTime = time.dataset.style === 'moment';
    const format = new Intl.DateTimeFormat(document.documentElement.lang, {
      dateStyle: 'medium',
      ...(withTime && { timeStyle: 'short' }),
    });
    time.textContent = format.format(new Date(time.dateTime));
  }
}

/**
 * Counts down the seconds and disables the button until they have passed.
 * @param {ParentNode} root
 */
function countDown(root) {
  /** @type {NodeListOf<HTMLElement>} */
  const timers = root.querySelectorAll('[data-seconds]');
  for (const timer of timers) {
    const endsAt = Date.now() + Number(timer.dataset.seconds) * 1000;
    /** @type {HTMLElement} */
    const waiting = timer.closest('[data-waiting]') ?? timer;
    const button = document.getElementById(waiting.dataset.waiting ?? '');
    button?.toggleAttribute('disabled', true);
    const tick = () => {
      const left = Math.ceil((endsAt - Date.now()) / 1000);
      timer.textContent = clockText(Math.max(0, left));
      if (left > 0) return;
      clearInterval(ticking);
      waiting.textContent = waiting.dataset.done ?? '';
      announce(waiting.textContent);
      button?.toggleAttribute('disabled', false);
    };
    const ticking = setInterval(tick, 250);
    tick();
  }
}

/** @param {number} seconds */
function clockText(seconds) {
  const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
  const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds % 60)}` : `${minutes}:${two(seconds % 60)}`;
}

/** @param {ParentNode} root */
function offerCopy(root) {
  /** @type {NodeListOf<HTMLButtonElement>} */
  const buttons = root.querySelectorAll('button[data-copy]');
  for (const button of buttons) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    const label = button.textContent;
    button.addEventListener('click', async () => {
      const { copy = '', done = '' } = button.dataset;
      await navigator.clipboard.writeText(copy);
      button.textContent = done;
      announce(done);
      setTimeout(() => {
        button.textContent = label;
      }, 2000);
    });
  }
}

/** @param {string} sentence */
function announce(sentence) {
  const status = document.getElementById('status');
  if (status) status.textContent = sentence;
}

/** @param {ParentNode} root */
function offerShare(root) {
  /** @type {NodeListOf<HTMLButtonElement>} */
  const buttons = root.querySelectorAll('button[data-share]');
  for (const button of buttons) {
    const { text = '', share: url = '' } = button.dataset;
    const data = { text, url };
    if (!navigator.canShare?.(data)) continue;
    button.hidden = false;
    button.addEventListener('click', async () => {
      try {
        await navigator.share(data);
      } catch (error) {
        // Closing the sheet is not an error.
        if (!(error instanceof DOMException) || error.name !== 'AbortError') throw error;
      }
    });
  }
}

/**
 * WebOTP: the browser offers to take the code from the message that is bound to this origin.
 * @param {ParentNode} root
 */
async function readCodeFromMessage(root) {
  /** @type {HTMLInputElement | null} */
  const input = root.querySelector('input[autocomplete="one-time-code"]');
  const form = input?.form;
  if (!form || !('OTPCredential' in window)) return;
  const waiting = new AbortController();
  form.addEventListener('submit', () => waiting.abort());
  try {
    const found = await navigator.credentials.get({ otp: { transport: ['sms'] }, signal: waiting.signal });
    if (found?.code === undefined) return;
    input.value = found.code;
    form.requestSubmit();
  } catch {
    // Declined, typed by hand, or no message: the field is still there.
  }
}

/** @param {Document} root */
function submitOnce(root) {
  const busy = new Set();
  root.addEventListener('submit', (event) => {
    const form = /** @type {HTMLFormElement} */ (event.target);
    if (busy.has(form)) return event.preventDefault();
    busy.add(form);
    event.submitter?.setAttribute('aria-busy', 'true');
    // A download answers without leaving the page.
    if (form.hasAttribute('data-stays')) setTimeout(release, 2000);
  });
  const release = () => {
    busy.clear();
    for (const button of root.querySelectorAll('[aria-busy]')) button.removeAttribute('aria-busy');
  };
  // The browser went back to a cached page.
  window.addEventListener('pageshow', (event) => event.persisted && release());
}

/**
 * Solves a proof-of-work challenge (ALTCHA, version 2) and sends the form that was held up.
 * @param {ParentNode} root
 */
async function proveWork(root) {
  /** @type {HTMLFormElement | null} */
  const form = root.querySelector('form[data-challenge]');
  if (!form) return;
  form.hidden = false;
  try {
    const challenge = JSON.parse(form.dataset.challenge ?? '');
    const solution = await solve(challenge.parameters);
    const proof = /** @type {HTMLInputElement} */ (form.elements.namedItem('proof'));
    proof.value = btoa(JSON.stringify({ challenge, solution }));
    form.requestSubmit();
  } catch {
    const status = form.querySelector('[role=status]');
    if (status) status.textContent = form.dataset.failed ?? '';
  }
}

/**
 * Tries counters in order until the derived key begins with the prefix.
 * @param {{ nonce: string, salt: string, cost: number, keyLength: number, keyPrefix: string }} parameters
 */
async function solve({ nonce, salt, cost, keyLength, keyPrefix }) {
  const bytes = (/** @type {string} */ hex) =>
    Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  const password = new Uint8Array([...bytes(nonce), 0, 0, 0, 0]);
  const counterPlace = new DataView(password.buffer, password.length - 4);
  const work = { name: 'PBKDF2', hash: 'SHA-256', salt: bytes(salt), iterations: cost };
  const prefix = bytes(keyPrefix);
  for (let counter = 0; ; counter += 1) {
    counterPlace.setUint32(0, counter);
    const key = await crypto.subtle.importKey('raw', password, 'PBKDF2', false, ['deriveBits']);
    const derived = new Uint8Array(await crypto.subtle.deriveBits(work, key, keyLength * 8));
    if (!prefix.every((byte, index) => derived[index] === byte)) continue;
    const derivedKey = Array.from(derived, (byte) => byte.toString(16).padStart(2, '0')).join('');
    return { counter, derivedKey };
  }
}

/**
 * Reloads the page every few seconds and replaces what has changed.
 * @param {ParentNode} root
 */
function keepFresh(root) {
  /** @type {HTMLElement | null} */
  const live = root.querySelector('[data-refresh]');
  if (!live) return;
  setInterval(async () => {
    if (document.hidden || live.dataset.paused !== undefined) return;
    const answer = await fetch(location.href).catch(() => undefined);
    if (!answer?.ok) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    /** @type {HTMLElement | null} */
    const fresh = page.querySelector('[data-refresh]');
    if (!fresh) return;
    if (fresh.dataset.version === live.dataset.version) return;
    live.dataset.version = fresh.dataset.version;
    live.replaceChildren(...fresh.childNodes);
    showTimes(live);
    offerCopy(live);
  }, Number(live.dataset.refresh) * 1000);
}
