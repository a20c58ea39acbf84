// Work in steps: a phone takes long over each, and between two of them it paints and answers touches.

/** Lets the browser do what waits before the next step. */
export const breath = () => new Promise<void>((done) => setTimeout(done));

/** After the first paint, when the browser has nothing better to do; soon in any case. */
export const quiet = () =>
  new Promise<void>((done) =>
    requestAnimationFrame(() =>
      setTimeout(() => ("requestIdleCallback" in window ? requestIdleCallback(() => done(), { timeout: 1000 }) : done())),
    ),
  );

/** Does something with every item, a few at a time. */
export async function inSteps<T>(items: readonly T[], size: number, work: (some: T[]) => void): Promise<void> {
  for (let start = 0; start < items.length; start += size) {
    if (start > 0) await breath();
    work(items.slice(start, start + size));
  }
}
