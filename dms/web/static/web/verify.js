/* Verifying a letter by keyboard: the page follows the field, Enter goes on, Ctrl+Enter confirms all. */
"use strict";

(() => {
  const form = document.getElementById("verify");
  if (!form) return;
  const fields = [...form.querySelectorAll("[data-verify-field]")];
  const save = document.getElementById("verify-save");
  const code = document.getElementById("value-code");
  const first = Object.fromEntries(fields.map((field) => [field.id, field.value]));
  let isSending = false;

  const placeOf = (field) => field.closest(".verify-row")?.querySelector("[data-place]");

  form.addEventListener("focusin", (event) => placeOf(event.target)?.click());

  function goOn(field) {
    const next = fields[fields.indexOf(field) + 1] ?? save;
    next.focus();
    next.select?.();
  }

  /* While a word is being put right on the page, saving waits: the form is about to follow. */
  const correction = { isUnderWay: false, isSendingAfter: false };

  form.addEventListener("submit", (event) => {
    if (correction.isUnderWay) {
      event.preventDefault();
      correction.isSendingAfter = true;
    } else if (isSending) event.preventDefault();
    else isSending = true;
  });

  addEventListener("pageshow", () => { isSending = false; }); /* the browser may bring back a page that was sent */

  function settled() {
    correction.isUnderWay = false;
    if (correction.isSendingAfter) form.requestSubmit(save);
  }

  const isCorrection = (event) => event.detail.elt?.id === "correct";
  document.addEventListener("htmx:beforeRequest", (event) => { if (isCorrection(event)) correction.isUnderWay = true; });
  document.addEventListener("htmx:afterRequest", (event) => { if (isCorrection(event) && event.detail.xhr.status !== 200) settled(); });

  function takeCode(value) {
    code.value = value;
    code.focus();
  }

  function noNumber() {
    const number = document.getElementById("value-number");
    number.value = "";
    goOn(number);
  }

  /* A word put right on the page changes what is proposed: fields nobody touched take it over. */
  document.addEventListener("page-corrected", async () => {
    const answer = await fetch(location.href, { credentials: "same-origin" }).catch(() => null);
    if (answer?.ok) follow(await answer.text());
    settled();
  });

  function follow(page) {
    const fresh = new DOMParser().parseFromString(page, "text/html");
    form.elements.version.value = fresh.querySelector("#verify [name=version]").value;
    for (const field of fields.filter((one) => one.value === first[one.id])) {
      field.value = fresh.getElementById(field.id)?.value ?? field.value;
      first[field.id] = field.value;
    }
  }

  form.addEventListener("keydown", (event) => {
    const isField = fields.includes(event.target);
    if (event.key !== "Enter" || event.ctrlKey || event.shiftKey || !isField) return;
    event.preventDefault();
    goOn(event.target);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); form.requestSubmit(save); }
    if (!event.altKey || event.ctrlKey || event.metaKey) return;
    const card = form.querySelector(`[data-code-key="${event.key}"]`);
    const act = { n: noNumber, l: () => document.getElementById("verify-skip").requestSubmit(), z: () => document.getElementById("verify-undo").requestSubmit() }[event.key.toLowerCase()];
    if (card) takeCode(card.dataset.takeCode);
    else if (act) act();
    else return;
    event.preventDefault();
  });

  form.addEventListener("click", (event) => {
    const card = event.target.closest("[data-take-code]");
    if (card) takeCode(card.dataset.takeCode);
    if (event.target.closest("[data-no-number]")) noNumber();
  });

  const start = form.querySelector("[aria-invalid]") ?? form.querySelector("[data-doubtful]") ?? save;
  start.focus({ preventScroll: true });
  start.select?.();
})();
