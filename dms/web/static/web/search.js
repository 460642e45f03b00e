/* The filter form writes the typed query language into the search box, so one language and one address remain. */
"use strict";

const form = document.getElementById("search-form");
const filters = document.querySelector("[data-filters]");

function quoted(value) {
  const text = value.trim().replaceAll('"', "");
  return /^[\w.*/-]+$/.test(text) ? text : `"${text}"`;
}

function dateRange(from, to) {
  if (!from && !to) return "";
  return from === to ? `tgl:${from}` : `tgl:${from}..${to}`;
}

function withoutFilter(query, name) {
  return query.replace(new RegExp(`(^|\\s)${name}:("[^"]*"|\\S+)`, "g"), " ").replace(/\s+/g, " ").trim();
}

function composed(query, values) {
  let text = query;
  const parts = [];
  for (const [name, value] of Object.entries(values)) {
    if (!value) continue;
    text = withoutFilter(text, name);
    parts.push(`${name}:${quoted(value)}`);
  }
  return { text, parts };
}

filters?.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = Object.fromEntries([...filters.querySelectorAll("[data-filter]")].map((one) => [one.dataset.filter, one.value]));
  const { from, to, ...plain } = given;
  const { text, parts } = composed(form.elements.q.value, plain);
  const range = dateRange(from, to);
  const words = range ? withoutFilter(text, "tgl") : text;
  form.elements.q.value = [words, ...parts, range].filter(Boolean).join(" ");
  form.requestSubmit();
});
