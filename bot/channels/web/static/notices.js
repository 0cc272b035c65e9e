"use strict";
// For editors (`serve --edit`): shows what is wrong with the content that was saved last.
const notices = document.getElementById("notices");

async function look() {
  try {
    const response = await fetch("/notices");
    const found = await response.json();
    notices.hidden = !found.length;
    notices.replaceChildren(...found.map((text) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = text;
      return paragraph;
    }));
  } catch {
    // The program is being started again.
  }
  setTimeout(look, 1000);
}
look();
