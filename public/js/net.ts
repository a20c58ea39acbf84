// What a producer keeps of a price, and what a kilogram or litre comes to, while they are typed; without scripts a
// button works it out and the saved pack shows it.

/** A whole number as people type it; nothing for anything else. */
const amount = (text: string): number => {
  const digits = text.replace(/[.,\s₫đ]/g, "");
  return /^\d{1,12}$/.test(digits) ? Number(digits) : 0;
};

export function net(form: HTMLFormElement): void {
  const said = form.querySelector<HTMLElement>("[data-net-said]");
  const rate = Number(form.dataset.net);
  if (!said || !Number.isFinite(rate)) return;
  const typed = (name: string) => amount(form.querySelector<HTMLInputElement>(`[name="${name}"]`)?.value ?? "");
  const thousands = new Intl.NumberFormat(document.documentElement.lang === "en" ? "en" : "vi");
  const show = (dong: number) => `${thousands.format(dong)}\u00a0₫`;
  const tell = () => {
    const price = typed("price");
    if (!price) {
      said.textContent = "";
      return;
    }
    // The commission is rounded down to whole đồng, as it is when goods are sold.
    const kept = price - Math.floor((price * rate) / 10_000);
    const grams = typed("weight_g");
    const content = grams || typed("volume_ml");
    const parts = [(said.dataset.words ?? "").replace("…", show(kept))];
    if (content)
      parts.push(
        (said.dataset.unit ?? "")
          .replace("…", show(Math.round((price * 1000) / content)))
          .replace("§", grams ? "kg" : "l"),
      );
    said.textContent = parts.join(" · ");
  };
  form.addEventListener("input", tell);
  tell();
}
