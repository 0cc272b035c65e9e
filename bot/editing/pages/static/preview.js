"use strict";
// Shows what was picked at once, unfolds quotes as Telegram does, and follows what is saved.
const picks = document.getElementById("picks");
let shown = null;

picks.addEventListener("change", () => picks.requestSubmit());
document.addEventListener("click", (event) => {
  const quote = event.target.closest(".folded");
  if (quote && !event.target.closest("a")) quote.classList.toggle("open");
});

async function renew() {
  const response = await fetch(location.href);
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  for (const part of ["notices", "cards"]) {
    document.getElementById(part).replaceWith(page.getElementById(part));
  }
  if (!picks.contains(document.activeElement)) {
    picks.replaceChildren(...page.getElementById("picks").childNodes);
  }
}

async function follow() {
  try {
    const response = await fetch("/readings");
    const readings = await response.text();
    if (shown !== null && readings !== shown) await renew();
    shown = readings;
    document.getElementById("stopped").hidden = true;
  } catch {
    document.getElementById("stopped").hidden = false;
  }
  setTimeout(follow, 500);
}
follow();
