// The little that every page's script adds to forms and links that already work:
// suggestions while typing, forms that send themselves, gallery, share and print.
import { preview } from "./checkout";
import { net } from "./net";
import { suggestions } from "./suggest";

const root = document.documentElement;
root.classList.add("js");

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-suggest]")) suggestions(form);

// Forms marked data-auto send themselves when a choice changes; their button is for no scripts.
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-auto]")) {
  form.addEventListener("change", () => form.requestSubmit());
  // Empty fields would only make the address longer.
  form.addEventListener("formdata", ({ formData }) => {
    for (const [name, value] of [...formData]) if (value === "") formData.delete(name);
  });
}

// Beside a wide list the filters stand open; the style sheet does that too, in newer browsers.
const filters = document.querySelector<HTMLDetailsElement>(".filters");
if (filters && matchMedia("(min-width: 60rem)").matches) filters.open = true;

// Gallery: without scripts the thumbnails are links to the pictures (:target shows them).
for (const gallery of document.querySelectorAll<HTMLElement>("[data-gallery]")) {
  const figures = [...gallery.querySelectorAll("figure")];
  const links = [...gallery.querySelectorAll<HTMLAnchorElement>(".thumbs a")];
  links.forEach((link, chosen) =>
    link.addEventListener("click", (event) => {
      event.preventDefault();
      figures.forEach((figure, index) => figure.classList.toggle("alt", index !== chosen));
      links.forEach((other, index) =>
        index === chosen ? other.setAttribute("aria-current", "true") : other.removeAttribute("aria-current"),
      );
    }),
  );
}

document.addEventListener("click", async (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-print]")) return window.print();
  const button = target?.closest<HTMLElement>("[data-share]");
  const url = button?.dataset.share;
  if (!button || !url) return;
  try {
    if (navigator.share) return await navigator.share({ url, title: button.dataset.title });
    await navigator.clipboard.writeText(url);
    const label = button.querySelector("span");
    if (label) label.textContent = button.dataset.done ?? "";
  } catch {
    // The person closed the device's share sheet, or the browser allows no clipboard.
  }
});

// The number in the cart: pages are the same for everybody, so it is asked for.
const basket = document.querySelector<HTMLElement>("[data-cart-count]");
if (basket?.dataset.cartCount)
  fetch(basket.dataset.cartCount, { headers: { accept: "application/json" } })
    .then((answer) => (answer.ok ? answer.json() : { count: 0 }))
    .then(({ count }: { count: number }) => {
      const badge = basket.querySelector<HTMLElement>(".badge");
      if (!badge || !count) return;
      badge.textContent = String(count);
      badge.hidden = false;
    })
    .catch(() => {
      // Without it the link still leads to the cart.
    });

document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-copy]") : null;
  if (!button?.dataset.copy) return;
  try {
    await navigator.clipboard.writeText(button.dataset.copy);
    const label = button.querySelector("span");
    if (label) label.textContent = button.dataset.done ?? "";
  } catch {
    // The value stands beside the button, to be copied by hand.
  }
});

// The checkout works its total out again while somebody chooses; without scripts a button does it.
const checkout = document.querySelector<HTMLFormElement>("form[data-preview]");
if (checkout) preview(checkout);

// At the producer's desk: what is left of a price while it is typed.
const priced = document.querySelector<HTMLFormElement>("form[data-net]");
if (priced) net(priced);

// On a phone the menu scrolls sideways: show where we are.
const here = document.querySelector<HTMLElement>(".nav [aria-current]");
const nav = here?.closest(".nav");
// After the first layout: asking for sizes before would make the browser lay the page out twice.
if (here && nav)
  requestAnimationFrame(() => {
    nav.scrollLeft = here.offsetLeft - (nav.clientWidth - here.offsetWidth) / 2;
  });
