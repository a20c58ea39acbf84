// Suggestions below a search box: the ARIA 1.2 combobox pattern over a plain form.
// Nothing is asked while an input method is still composing a letter (Telex, VNI).

interface Suggestion {
  title: string;
  url: string;
  kind: string;
}

const WAIT = 140;
let boxes = 0;

/** Makes the form's search field a combobox fed by the address in data-suggest. */
export function suggestions(form: HTMLFormElement): void {
  const input = form.querySelector<HTMLInputElement>("input[type=search]");
  const source = form.dataset.suggest;
  if (!input || !source) return;

  const list = document.createElement("ul");
  list.id = `sugg-${++boxes}`;
  list.className = "sugg";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", form.querySelector("label")?.textContent ?? "");
  form.append(list);
  for (const [name, value] of [
    ["role", "combobox"],
    ["aria-autocomplete", "list"],
    ["aria-expanded", "false"],
    ["aria-controls", list.id],
  ] as const) input.setAttribute(name, value);

  let found: Suggestion[] = [];
  let chosen = -1;
  let timer = 0;
  let asked: AbortController | undefined;

  const close = () => {
    clearTimeout(timer);
    asked?.abort();
    list.hidden = true;
    chosen = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };
  const choose = (index: number) => {
    chosen = index;
    [...list.children].forEach((option, at) => option.setAttribute("aria-selected", String(at === index)));
    const option = list.children[index];
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
      option.scrollIntoView({ block: "nearest" });
    } else input.removeAttribute("aria-activedescendant");
  };
  const show = () => {
    list.replaceChildren(
      ...found.map(({ title, kind }, index) => {
        const option = document.createElement("li");
        option.id = `${list.id}-${index}`;
        option.setAttribute("role", "option");
        option.append(title);
        if (kind) option.append(Object.assign(document.createElement("small"), { textContent: kind }));
        return option;
      }),
    );
    choose(-1);
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(!list.hidden));
  };
  const ask = async () => {
    const q = input.value.trim();
    asked?.abort();
    if (q.length < 2) return close();
    const { signal } = (asked = new AbortController());
    try {
      const answer = await fetch(`${source}?q=${encodeURIComponent(q)}`, { signal, headers: { accept: "application/json" } });
      if (!answer.ok) return close();
      found = ((await answer.json()) as { suggestions: Suggestion[] }).suggestions;
      if (!signal.aborted && document.activeElement === input) show();
    } catch {
      // Aborted by the next letter, or offline: the form still works.
    }
  };
  const soon = () => {
    clearTimeout(timer);
    timer = window.setTimeout(ask, WAIT);
  };

  input.addEventListener("input", (event) => {
    if (!(event as InputEvent).isComposing) soon();
  });
  input.addEventListener("compositionend", soon);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Escape") {
      if (!list.hidden) event.preventDefault();
      return close();
    }
    const suggestion = found[chosen];
    if (event.key === "Enter" && !list.hidden && suggestion) {
      event.preventDefault();
      location.assign(suggestion.url);
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !found.length) return;
    event.preventDefault();
    if (list.hidden) return show();
    // One more stop than there are suggestions: the field itself, with nothing chosen.
    const stops = found.length + 1;
    choose(((chosen + 1 + step + stops) % stops) - 1);
  });
  // Before the field loses its focus and the list with it.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = (event.target as Element).closest("li");
    const suggestion = found[option ? [...list.children].indexOf(option) : -1];
    if (suggestion) location.assign(suggestion.url);
  });
}
