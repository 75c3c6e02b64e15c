// The day: a draft goes to the clipboard, or is selected where that is not allowed; the page can be printed.

import "./presence.js";

import { say } from "./given.js";

const SAID_MS = 4000;

async function copy(button) {
  const source = document.getElementById(button.getAttribute("data-copy"));
  const said = button.closest(".letter").querySelector("[role=status]");
  try {
    await navigator.clipboard.writeText(source.textContent);
    said.textContent = say("copied");
  } catch {
    getSelection().selectAllChildren(source);
    said.textContent = say("selected");
  }
  setTimeout(() => {
    said.textContent = "";
  }, SAID_MS);
}

for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", () => copy(button));
}
document.querySelector("[data-print]")?.addEventListener("click", () => print());
