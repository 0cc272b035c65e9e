"use strict";
// Without this script every question loads a new page; with it the answers stay below each other.
const chat = document.getElementById("chat");
const ask = document.getElementById("ask");
const question = document.getElementById("question");

function speechLanguage(language) {
  const voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
  return voices.find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === language);
}

// A device without a voice for the language shows no button.
function prepare(turn) {
  for (const button of turn.querySelectorAll(".listen")) {
    const card = button.closest(".card");
    button.hidden = !speechLanguage(card.lang);
    button.onclick = () => {
      const spoken = new SpeechSynthesisUtterance(card.querySelector(".spoken").innerText);
      spoken.voice = speechLanguage(card.lang);
      spoken.lang = spoken.voice.lang;
      speechSynthesis.cancel();
      speechSynthesis.speak(spoken);
    };
  }
  for (const button of turn.querySelectorAll(".copy")) {
    button.hidden = !navigator.clipboard;
    button.onclick = async () => {
      await navigator.clipboard.writeText(button.parentElement.querySelector(".sentence").innerText);
      button.textContent = button.dataset.copied;
    };
  }
}

function note(text) {
  const paragraph = document.createElement("p");
  paragraph.className = "notice";
  paragraph.dir = "auto";
  paragraph.textContent = text;
  chat.append(paragraph);
  paragraph.scrollIntoView({ block: "nearest" });
  return paragraph;
}

async function send(fields) {
  const waiting = note(ask.dataset.wait);
  try {
    const response = await fetch("/", {
      method: "POST",
      headers: { Accept: "text/html; fragment" },
      body: new URLSearchParams(fields),
    });
    if (response.redirected) throw new Error(response.status);
    const holder = document.createElement("template");
    holder.innerHTML = await response.text();
    const turn = holder.content.querySelector(".turn");
    if (!response.ok) {
      // Too many questions, or too busy: a sentence says so, and the question stays where it was.
      waiting.replaceChildren(...turn.querySelectorAll(".reply > *"));
      return false;
    }
    waiting.remove();
    chat.append(turn);
    prepare(turn);
    document.documentElement.lang = turn.dataset.language;
    document.documentElement.dir = turn.dataset.direction;
    document.getElementById("own-name").textContent = turn.dataset.name;
    turn.scrollIntoView();
    return true;
  } catch {
    waiting.textContent = ask.dataset.failed;
    return false;
  }
}

ask.addEventListener("submit", async (event) => {
  event.preventDefault();
  const text = question.value.trim();
  if (!text) return;
  question.value = "";
  if (!(await send({ question: text }))) question.value = text;
  question.focus();
});
question.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    ask.requestSubmit();
  }
});
document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.target === ask || !button || button.name !== "action") return;
  event.preventDefault();
  const asks = event.target;
  const fields = Object.fromEntries(new FormData(asks));
  send({ ...fields, action: button.value, label: button.textContent.trim() }).then((sent) => {
    // What was agreed to or refused is asked no more.
    if (sent && asks.matches(".consent")) asks.remove();
  });
});
if (window.speechSynthesis) speechSynthesis.onvoiceschanged = () => prepare(chat);
prepare(chat);
