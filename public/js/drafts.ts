// What somebody types at a desk stays on their device until the server has it: a network that drops and a session that
// ends in the middle cost nothing. Only forms with something to type are kept, never passwords and files.

type Values = Record<string, string[]>;
/** What was typed into a form: since when (ms), and from which page it was sent, once it was. */
type Draft = { values: Values; at: number; from?: string; seen?: string[] };
type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

const LIFE = 7 * 24 * 60 * 60 * 1000;
const said = document.querySelector<HTMLTemplateElement>("template[data-drafts]");
const offline = document.querySelector<HTMLTemplateElement>("template[data-offline]");
const prefix = `draft:${said?.dataset.drafts ?? ""}:`;

const hidden = (field: Element) => field instanceof HTMLInputElement && field.type === "hidden";
const ticked = (field: Field) => field instanceof HTMLInputElement && (field.type === "checkbox" || field.type === "radio");
const typed = (field: Field) => !(field instanceof HTMLInputElement) || !/^(hidden|password|file|submit|button)$/.test(field.type);

function fields(form: HTMLFormElement): Field[] {
  return [...form.querySelectorAll<Field>("input[name], textarea[name], select[name]")].filter(typed);
}

/** A form is known by where it leads and by what it is about, which its hidden fields say. Keys of one sending are new each time. */
function key(form: HTMLFormElement): string {
  const about = [...form.querySelectorAll<HTMLInputElement>("input[type=hidden][name]")]
    .filter((field) => hidden(field) && /^(id|line|kind|locale|product|pack|do)$/.test(field.name))
    .map((field) => field.value);
  return prefix + [new URL(form.action).pathname, ...about].join("|");
}

function values(form: HTMLFormElement): Values {
  const all: Values = {};
  for (const field of fields(form)) {
    const list = (all[field.name] ??= []);
    if (!ticked(field)) list.push(field.value);
    else if ((field as HTMLInputElement).checked) list.push(field.value);
  }
  return all;
}

/** Which version a form was made from. What is put back goes on saying so: the server tells what has changed since. */
const marks = (form: HTMLFormElement) => [...form.querySelectorAll<HTMLInputElement>("input[type=hidden]:is([name=revision], [name=seen])")];

function mark(form: HTMLFormElement, seen: string[] | undefined): void {
  for (const [at, field] of marks(form).entries()) field.value = seen?.[at] ?? field.value;
}

function fill(form: HTMLFormElement, kept: Values): void {
  const left: Values = structuredClone(kept);
  for (const field of fields(form)) {
    const list = left[field.name];
    if (!list) continue;
    if (ticked(field)) (field as HTMLInputElement).checked = list.includes(field.value);
    else field.value = list.shift() ?? field.value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

function read(name: string): Draft | undefined {
  try {
    const draft = JSON.parse(localStorage.getItem(name) ?? "null") as Draft | null;
    if (draft && Date.now() - draft.at < LIFE) return draft;
  } catch {
    // No storage, or not ours.
  }
  return undefined;
}

function write(name: string, draft: Draft | undefined): void {
  try {
    if (draft) localStorage.setItem(name, JSON.stringify(draft));
    else localStorage.removeItem(name);
  } catch {
    // A full or forbidden storage: the form works as without this script.
  }
}

/** Puts a note at the head of a form; there is one of its kind. */
function note(form: HTMLFormElement, template: HTMLTemplateElement | null): HTMLElement | undefined {
  const kind = template?.content.firstElementChild?.getAttribute("role");
  form.querySelector(`:scope > .note[role="${kind}"]`)?.remove();
  const copy = template?.content.firstElementChild?.cloneNode(true) as HTMLElement | undefined;
  if (copy) form.prepend(copy);
  return copy;
}

const refused = document.querySelector("#errors") !== null;
const [way] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
const came = document.referrer.startsWith(location.origin) ? new URL(document.referrer).pathname : "";

const forms = [...document.querySelectorAll<HTMLFormElement>("form[method=post]")];

/** What was sent has arrived when the page after it came from the page of the form and refuses nothing; a form that comes
    back as it was sent and does not say that it is done was only looked at. */
function arrived(name: string, draft: Draft): boolean {
  if (draft.from === undefined || draft.from !== came || way?.type !== "navigate" || refused) return false;
  const same = forms.find((form) => key(form) === name);
  const looked = same && !new URLSearchParams(location.search).has("done");
  return !(looked && JSON.stringify(values(same)) === JSON.stringify(draft.values));
}

try {
  for (const name of Object.keys(localStorage).filter((name) => name.startsWith("draft:"))) {
    const draft = read(name);
    if (!draft || (name.startsWith(prefix) && arrived(name, draft))) write(name, undefined);
  }
} catch {
  // No storage.
}

for (const form of forms) {
  const areas = fields(form).filter((field) => !ticked(field));
  const name = key(form);
  if (areas.length > 0) {
    const saved = values(form);
    const seen = marks(form).map((field) => field.value);
    const draft = read(name);
    if (draft && !refused && JSON.stringify(draft.values) !== JSON.stringify(saved)) {
      fill(form, draft.values);
      mark(form, draft.seen);
      const shown = note(form, said);
      shown?.querySelector("button")?.addEventListener("click", () => {
        fill(form, saved);
        mark(form, seen);
        write(name, undefined);
        shown.remove();
      });
    }
    const keep = () => write(name, { values: values(form), at: Date.now(), seen: marks(form).map((field) => field.value) });
    form.addEventListener("input", keep);
    form.addEventListener("change", keep);
  }
  form.addEventListener("submit", (event) => {
    if (!navigator.onLine) {
      event.preventDefault();
      note(form, offline)?.scrollIntoView({ block: "nearest" });
      return;
    }
    const draft = read(name);
    if (draft) write(name, { ...draft, from: location.pathname });
  });
}

// Whoever signs out leaves nothing behind on the device.
document.querySelector('form[action$="/dang-xuat"], form[action$="/sign-out"]')?.addEventListener("submit", () => {
  for (const name of Object.keys(localStorage)) if (name.startsWith("draft:")) write(name, undefined);
});
