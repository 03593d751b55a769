import assert from 'node:assert/strict';
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';

/**
 * Takes a third of the time of the other mode, which opens an extra page for frames of other origins: there are none.
 */
const options: Parameters<AxeBuilder['options']>[0] = {
  runOnly: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] },
  resultTypes: ['violations'],
};

/** Checks the current page against WCAG 2.2 AA with axe, and against what axe does not check. */
export async function assertAccessible(page: Page, what: string): Promise<void> {
  assert.equal(
    page.frames().length,
    1,
    `${what} has frames, of which those of other origins would not be looked at`,
  );
  const { violations } = await new AxeBuilder({ page }).options(options).setLegacyMode().analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
  assert.deepEqual(found, [], what);
  assert.deepEqual(await smallTargets(page), [], `${what}: targets smaller than 24 by 24`);
  assert.equal(await overflow(page), 0, `${what} is wider than the screen`);
}

/** Links in a sentence are exempt (WCAG 2.2, 2.5.8). */
function smallTargets(page: Page): Promise<string[]> {
  return page.locator('a[href], button, input:not([type=hidden]), summary').evaluateAll((targets) =>
    targets
      .filter((target) => {
        const { width, height } = target.getBoundingClientRect();
        const style = target.ownerDocument.defaultView?.getComputedStyle(target);
        const isShown = target.checkVisibility() && !target.classList.contains('unseen');
        const isInSentence = style?.display === 'inline' && target.closest('p, td, li') !== null;
        return isShown && !isInSentence && (width < 24 || height < 24);
      })
      .map((target) => target.outerHTML),
  );
}

function overflow(page: Page): Promise<number> {
  return page.locator('html').evaluate((root) => Math.max(0, root.scrollWidth - root.clientWidth));
}
