// The preparation as forms: an overview, and a chapter at a time; kept by itself while one types.

import "./presence.js";

import { html, nothing, render } from "lit-html";
import { repeat } from "lit-html/directives/repeat.js";

import { BLOCKS, CHAPTERS, chapterOf, located } from "./dossier/chapters.js";
import { block, idOf } from "./dossier/fields.js";
import { Keeping } from "./dossier/keeping.js";
import { Sheet } from "./dossier/sheet.js";
import { GIVEN, say } from "./given.js";

const MOST_HELPFUL = 3;

/** What the fields work with. */
class Form {
  constructor(root, status) {
    this.root = root;
    this.status = status;
    this.sheet = new Sheet(GIVEN.values);
    this.open = points(GIVEN.open);
    this.shown = this.open;
    this.keeping = new Keeping(this.sheet, {
      changed: (answer) => this.kept(answer),
      busy: (place) => document.activeElement?.id === idOf(place),
    });
    this.chapter = null;
  }

  // --- where one is

  /** Open the chapter that the address names, the overview where it names none. */
  go({ focus = true } = {}) {
    const name = location.hash.slice(1);
    if (name === "main") return; // the link that skips the navigation
    this.chapter = CHAPTERS.find(({ id }) => id === name) ?? null;
    this.shown = this.open;
    this.sheet.removed = {};
    this.render();
    const title = this.chapter ? say(`chapters.${this.chapter.id}.title`) : say("title");
    document.title = document.title.replace(/^.*(?= · )/, () => title);
    if (focus) {
      scrollTo(0, 0);
      this.root.querySelector("h1").focus({ preventScroll: true });
    }
  }

  // --- open points: those of the moment when the chapter was opened stay in place, so that nothing jumps

  point(place, index, part) {
    const point = this.shown.find((one) => one.place === place && one.index === index && one.part === part);
    if (!point) return null;
    const open = this.open.some(({ key }) => key === point.key);
    const missing = point.index === null && this.isBlank(point);
    point.note ??= missing || point.index !== null ? point.why : `${point.text} ${point.why}`;
    return { note: point.note, open, met: !open && point.note !== point.why };
  }

  isBlank({ place }) {
    return BLOCKS[place].kind !== "text" && BLOCKS[place].kind !== "long" ? true : !this.sheet.held[place];
  }

  pointsOf(place) {
    return this.shown
      .filter((one) => one.place === place && one.index === null && !one.part)
      .map((point) => ({
        note: `${point.text} ${point.why}`,
        met: !this.open.some(({ key }) => key === point.key),
      }));
  }

  /** Lead to what waits for the person: a field that cannot be kept, or a clash. */
  show(place) {
    const { id } = chapterOf(place);
    if (location.hash.slice(1) !== id) {
      history.pushState(null, "", `#${id}`);
      this.go();
    }
    this.root.querySelector("[aria-invalid], .clash button")?.focus();
  }

  // --- what the person does

  touched() {
    this.keeping.later();
    this.render();
  }

  async left(one) {
    await this.keeping.now();
    if (one.settles && document.activeElement?.id !== idOf(one.place)) this.sheet.settle(one.place);
    this.render();
  }

  add(place, after = null, values = {}) {
    const entry = this.sheet.add(place, values);
    if (after) {
      const entries = this.sheet.entries(place);
      entries.splice(entries.findIndex(({ id }) => id === after) + 1, 0, entries.pop());
    }
    this.render();
    this.focus(place, entry);
  }

  remove(place, id) {
    const index = this.sheet.remove(place, id);
    this.act(place);
    const neighbour = this.sheet.entries(place)[Math.max(0, index - 1)];
    const undo = document.getElementById(idOf(place, "undo"));
    if (undo) undo.focus();
    else if (neighbour) this.focus(place, neighbour);
    else this.root.querySelector(`[data-place="${place}"] [data-add]`)?.focus();
  }

  undo(place) {
    const entry = this.sheet.undo(place);
    this.act(place);
    this.focus(place, entry);
  }

  move(place, id, by, button) {
    this.sheet.move(place, id, by);
    this.act(place);
    document.getElementById(button)?.focus();
  }

  replace(place, values) {
    this.sheet.replace(place, values);
    this.act(place);
  }

  act() {
    this.render();
    this.keeping.now();
  }

  focus(place, entry) {
    const { parts, kind } = BLOCKS[place];
    const part = kind === "said" ? "text" : parts && Object.keys(parts)[0];
    entry.open = true;
    this.render();
    document.getElementById(part ? idOf(place, entry.id, part) : idOf(place, entry.id))?.focus();
  }

  resolved(place, whose) {
    if (whose === "theirs") this.sheet.takeTheirs(place);
    else this.sheet.keepMine(place);
    this.act();
    document.getElementById(idOf(place))?.focus();
  }

  // --- what is kept

  kept(answer) {
    if (answer) this.open = points(answer.open);
    // A chapter in which nobody types may show what is open now.
    if (!this.root.contains(document.activeElement) || !this.chapter) this.shown = this.open;
    this.render();
  }

  // --- what is seen

  render() {
    render(this.chapter ? chapterPage(this, this.chapter) : overview(this), this.root);
    render(status(this), this.status);
  }
}

const points = (given) => given.map(located).filter(Boolean);

const ofChapter = (form, chapter) => form.open.filter(({ place }) => chapterOf(place) === chapter);

function overview(form) {
  const first = form.open.slice(0, MOST_HELPFUL);
  return html`<div class="overview">
    <h1 tabindex="-1">${say("title")}</h1>
    <p class="lead">${say("lead")}</p>
    <section class="most card" aria-labelledby="most">
      <h2 id="most">${first.length ? say("most") : say("nothing_open")}</h2>
      ${first.length
        ? html`<ul>
            ${first.map(({ place, text, why }) => html`<li>
              <a href="#${chapterOf(place).id}" dir="auto">${text}</a>
              <span class="hint">${why}</span>
            </li>`)}
          </ul>`
        : html`<p><a class="button main" href="/">${say("rehearse")}</a></p>`}
    </section>
    <nav aria-label=${say("chapters_named")}><ol class="chapters">${CHAPTERS.map((one) => line(form, one))}</ol></nav>
  </div>`;
}

function line(form, chapter) {
  return html`<li>
    <a href="#${chapter.id}">${say(`chapters.${chapter.id}.title`)}</a>
    <span class="why">${say(`chapters.${chapter.id}.why`)}</span>
    ${counts(form, chapter)}
  </li>`;
}

function counts(form, chapter) {
  const n = form.sheet.count(chapter);
  const open = ofChapter(form, chapter).length;
  return html`<span class="counts">
    ${n ? html`<span>${say("entries", { n })}</span>` : nothing}
    ${open ? html`<span class="open">${say("open", { n: open })}</span>` : nothing}
  </span>`;
}

function chapterPage(form, chapter) {
  const number = CHAPTERS.indexOf(chapter);
  const [before, after] = [CHAPTERS[number - 1], CHAPTERS[number + 1]];
  const title = (one) => say(`chapters.${one.id}.title`);
  return html`<div class="chapter-page">
    <nav class="side" aria-label=${say("chapters_named")}>
      <p><a href="#">${say("all")}</a></p>
      <ol>
        ${CHAPTERS.map((one) => html`<li>
          <a href="#${one.id}" aria-current=${one === chapter ? "page" : nothing}>${title(one)}</a>
          <span class="dot ${ofChapter(form, one).length ? "open" : ""}" aria-hidden="true"></span>
        </li>`)}
      </ol>
    </nav>
    <section class="chapter" @focusout=${() => form.keeping.now()}>
      <header>
        <h1 tabindex="-1">${title(chapter)}</h1>
        <p class="lead">${say(`chapters.${chapter.id}.why`)}</p>
        ${counts(form, chapter)}
      </header>
      <form autocomplete="off" @submit=${(event) => event.preventDefault()}>
        ${repeat(chapter.blocks, ({ place }) => place, (one) => block(form, one))}
      </form>
      <div class="turn">
        ${before ? html`<a href="#${before.id}">${say("previous", { title: title(before) })}</a>` : nothing}
        ${after ? html`<a class="onward" href="#${after.id}">${say("next", { title: title(after) })}</a>` : nothing}
      </div>
    </section>
  </div>`;
}

function status(form) {
  const { keeping, sheet } = form;
  const taken = Object.keys(sheet.taken)[0];
  const misfit = [...sheet.misfits.keys()][0]?.split("/")[0];
  const wrong = ["offline", "problem", "broken"].includes(keeping.state);
  const text = wrong
    ? say(`keeping.${keeping.state}`, { problem: keeping.problem })
    : misfit ? say("keeping.misfit")
    : taken ? say("keeping.taken")
    : keeping.state ? say("keeping.all_kept") : "";
  const place = misfit ?? taken;
  return html`<div class="keeping ${wrong || place ? "wrong" : ""} ${keeping.pending ? "pending" : ""} ${text ? "" : "silent"}">
    <p role="status">${text}</p>
    ${wrong ? html`<button type="button" @click=${() => keeping.now({ look: true })}>${say("keeping.retry")}</button>` : nothing}
    ${!wrong && place ? html`<button type="button" @click=${() => form.show(place)}>${say("keeping.misfit_go")}</button>` : nothing}
  </div>`;
}

const root = document.querySelector("[data-dossier]");
if (root) {
  const form = new Form(root, document.querySelector("[data-keeping]"));
  addEventListener("hashchange", () => form.go());
  document.addEventListener("visibilitychange", () => form.keeping.now({ look: document.visibilityState === "visible" }));
  addEventListener("beforeunload", (event) => {
    form.keeping.now();
    if (form.keeping.failing) event.preventDefault();
  });
  form.go({ focus: false });
}
