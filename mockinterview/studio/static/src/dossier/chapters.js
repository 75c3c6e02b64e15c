// The chapters of the preparation, and which places of the dossier each one fills.

const text = (place, options = {}) => ({ place, kind: "text", ...options });
const long = (place) => ({ place, kind: "long" });
const list = (place, options = {}) => ({ place, kind: "list", ...options });

/** A list whose heading would only repeat the chapter's is `alone`; one where the order matters is `ordered`. */
export const CHAPTERS = [
  {
    id: "job",
    blocks: [
      text("job.title"),
      text("company.name"),
      text("job.date", { settles: true }),
      text("job.place"),
      long("job.route"),
      text("job.dress"),
    ],
  },
  {
    id: "people",
    blocks: [list("job.interviewers", { parts: { name: "text", role: "choice" }, ordered: true, alone: true })],
  },
  {
    id: "company",
    blocks: [
      long("company.website"),
      list("company.facts", { parts: { text: "long", kind: "choice", source: "text" }, folded: true }),
    ],
  },
  {
    id: "first",
    blocks: [
      list("first_interview.asked"),
      list("first_interview.stumped"),
      { place: "first_interview.said", kind: "said", parts: { about: "choice", text: "long" } },
    ],
  },
  {
    id: "stories",
    blocks: [
      list("stories", {
        parts: { title: "text", situation: "long", action: "long", result: "long", measure: "long", tags: "words" },
        folded: true,
        ordered: true,
        alone: true,
      }),
    ],
  },
  { id: "questions", blocks: [list("my_questions", { ordered: true, alone: true })] },
  {
    id: "ideas",
    blocks: [list("ideas", { parts: { text: "long", experience: "long" }, ordered: true, alone: true })],
  },
  {
    id: "salary",
    blocks: [
      text("salary.low", { settles: true, half: true }),
      text("salary.high", { settles: true, half: true }),
      text("salary.currency", { half: true }),
      { place: "salary.period", kind: "choice", choice: "period", half: true, always: true },
      text("salary.walk_away", { settles: true }),
      list("salary.benefits"),
    ],
  },
  { id: "thanks", blocks: [list("thank_you", { hint: true })] },
  { id: "papers", blocks: [{ place: "papers.advert", kind: "paper" }, { place: "papers.cv", kind: "paper" }] },
];

export const BLOCKS = Object.fromEntries(CHAPTERS.flatMap(({ blocks }) => blocks.map((block) => [block.place, block])));

/** The chapter that fills a place. */
export function chapterOf(place) {
  return CHAPTERS.find(({ blocks }) => blocks.some((block) => block.place === place));
}

/** An open point with the field it belongs to: {place, index, part, text, why}; null where none does. */
export function located([where, what, why]) {
  const words = where.split(" ");
  const length = BLOCKS[words.slice(0, 2).join(".")] ? 2 : 1;
  const place = words.slice(0, length).join(".");
  if (!BLOCKS[place]) return null;
  const rest = words.slice(length);
  const numbered = /^\d+$/.test(rest[0] ?? "");
  return {
    place,
    index: numbered ? Number(rest[0]) - 1 : null,
    part: (numbered ? rest.slice(1) : rest).join(" "),
    text: what,
    why,
    key: `${where}: ${what}`,
  };
}
