// Every command by a key: the same letters as in the terminal.

const COMMANDS = { d: "done", w: "not done", r: "again", s: "skip", q: "quit", enter: "done" };

/** Where letters mean something else. */
const TYPING = "input, textarea, select, audio, video, [contenteditable]";

/** Where Enter means something else. */
const PRESSED_BY_ENTER = "a[href], button, summary, label, [role=button], [role=link]";

/** Listens to keys; `press` gets the command of each. */
export function createKeys(press) {
  document.addEventListener("keydown", (event) => {
    const key = event.key.toLowerCase();
    if (event.repeat && (key === "enter" || key === " ")) {
      // A key that is held must not press what comes to stand under the focus next.
      if (event.target.closest("button")) event.preventDefault();
      return;
    }
    if (event.repeat || event.defaultPrevented || event.isComposing) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPING)) return;
    if (key === "enter" && event.target.closest(PRESSED_BY_ENTER)) return;
    if (Object.hasOwn(COMMANDS, key)) press(COMMANDS[key]);
  });
}
