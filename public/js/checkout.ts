// Works the total of the checkout out again while somebody chooses: the server renders the page with what is
// typed so far, and the parts that prices stand in are taken over from it.
const PARTS = ["#summary", "fieldset.parcel", "#method"];

export function preview(form: HTMLFormElement): void {
  const url = form.dataset.preview;
  if (!url) return;
  let running: AbortController | undefined;
  const update = async () => {
    running?.abort();
    running = new AbortController();
    const body = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    try {
      const answer = await fetch(url, { method: "POST", body, signal: running.signal });
      if (!answer.ok) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const selector of PARTS) {
        const fresh = [...page.querySelectorAll(selector)];
        [...document.querySelectorAll(selector)].forEach((old, index) => {
          const next = fresh[index];
          if (!next || old.innerHTML === next.innerHTML) return;
          const focused = document.activeElement;
          const name = focused instanceof HTMLInputElement && old.contains(focused) ? focused : undefined;
          old.innerHTML = next.innerHTML;
          // The choice that was just made keeps the focus.
          if (name)
            old
              .querySelector<HTMLInputElement>(`input[name="${name.name}"][value="${CSS.escape(name.value)}"]`)
              ?.focus({ preventScroll: true });
        });
      }
    } catch {
      // A newer choice is under way, or the network is away: the submit tells the total that holds.
    }
  };
  form.addEventListener("change", (event) => {
    const target = event.target;
    if (!(target instanceof HTMLInputElement)) return;
    if (target.type === "radio" || target.name.startsWith("address-level")) void update();
  });
}
