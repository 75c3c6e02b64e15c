// Keeps what is typed: a moment after the last key, when a field is left, and again where it failed.

const AFTER_TYPING_MS = 800;
const AGAIN_MS = [2000, 5000, 10_000, 20_000];

/** `state` is "kept", "offline", "problem" or "broken" (the file cannot be read); `pending` while work waits. */
export class Keeping {
  constructor(sheet, { changed, busy }) {
    this.sheet = sheet;
    this.changed = changed;
    this.busy = busy;
    this.state = "";
    this.problem = "";
    this.failed = 0;
    this.working = false;
    this.again = false;
  }

  get pending() {
    return this.working || this.sheet.changes().length > 0;
  }

  /** Whether something would be lost if the page were closed, although it was tried. */
  get failing() {
    return this.sheet.unkept.length > 0 && (this.failed > 0 || this.sheet.changes().length === 0);
  }

  later() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.now(), AFTER_TYPING_MS);
  }

  /** Keep what waits; with `look` ask also where nothing waits, so that changes made elsewhere are seen. */
  async now({ look = false } = {}) {
    clearTimeout(this.timer);
    const changes = this.sheet.changes();
    if (this.working) this.again = true;
    if (this.working || (!changes.length && !look)) return;
    const ids = Object.fromEntries(changes.map(({ place }) => [place, this.sheet.ids(place)]));
    this.working = true;
    this.again = false;
    const answer = await this.#ask(changes);
    this.working = false;
    if (answer) this.sheet.answered(changes, ids, answer, this.busy);
    this.changed(answer);
    if (this.failed) {
      this.timer = setTimeout(() => this.now({ look: true }), AGAIN_MS[Math.min(this.failed, AGAIN_MS.length) - 1]);
    } else if (this.again) await this.now();
    else if (this.sheet.changes().length) this.later();
  }

  async #ask(changes) {
    const body = JSON.stringify({ changes });
    try {
      const response = await fetch("/dossier", {
        method: "PUT",
        headers: { "Content-Type": "application/json", Accept: "application/json" },
        body,
        keepalive: body.length < 60_000, // the page may be closed meanwhile
      });
      if (response.ok) return this.#went(await response.json(), changes.length > 0);
      if (response.status !== 409) throw new Error(String(response.status));
      const { problems, broken } = await response.json();
      this.#wentWrong(broken ? "broken" : "problem", problems.join(" "));
    } catch {
      this.#wentWrong("offline", "");
    }
    return null;
  }

  #went(answer, kept) {
    if (kept || this.failed) this.state = "kept";
    this.failed = 0;
    this.problem = "";
    return answer;
  }

  #wentWrong(state, problem) {
    this.failed += 1;
    this.state = state;
    this.problem = problem;
  }
}
