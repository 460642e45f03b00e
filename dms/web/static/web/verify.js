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

  function send() {
    if (isSending) return;
    isSending = true;
    form.requestSubmit(save);
  }

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
    const answer = await fetch(location.href, { credentials: "same-origin" });
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    form.elements.version.value = fresh.querySelector("#verify [name=version]").value;
    for (const field of fields.filter((one) => one.value === first[one.id])) {
      field.value = fresh.getElementById(field.id)?.value ?? field.value;
      first[field.id] = field.value;
    }
  });

  form.addEventListener("keydown", (event) => {
    const isField = fields.includes(event.target);
    if (event.key !== "Enter" || event.ctrlKey || event.shiftKey || !isField) return;
    event.preventDefault();
    goOn(event.target);
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey && event.key === "Enter") { event.preventDefault(); send(); }
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
