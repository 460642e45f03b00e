/* The strip of pages: arrows choose a page, x cuts or joins, u goes to the next doubtful border, dragging moves. */
"use strict";

(() => {
  const strip = document.querySelector("[data-strip]");
  if (!strip) return;
  const thumbs = () => [...strip.querySelectorAll("[data-focus]")];
  const pageOf = (element) => element.closest(".strip-page");
  const letterOf = (element) => element.closest(".strip-letter");
  const state = { dragged: null, at: 0 };

  /* Keys ------------------------------------------------------------------------------------------- */

  function focusAt(place) {
    const all = thumbs();
    all[Math.min(Math.max(place, 0), all.length - 1)]?.focus();
  }

  function cutOrJoin(thumb) {
    state.at = thumbs().indexOf(thumb);
    (pageOf(thumb).querySelector("[data-cut]") ?? letterOf(thumb).querySelector("[data-join]")).click();
  }

  function goUnsure(from) {
    const all = thumbs();
    const unsure = all.findIndex((thumb, at) => at > from && pageOf(thumb).classList.contains("is-unsure"));
    if (unsure >= 0) focusAt(unsure);
  }

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    const thumb = event.target.closest?.("[data-focus]");
    const at = thumb ? thumbs().indexOf(thumb) : -1;
    const act = { ArrowRight: () => focusAt(at + 1), ArrowLeft: () => focusAt(at - 1), u: () => goUnsure(at), x: () => thumb && cutOrJoin(thumb) }[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });

  /* The page that was chosen stays chosen when its letter is drawn anew. */
  strip.addEventListener("focusin", (event) => {
    const thumb = (pageOf(event.target) ?? letterOf(event.target))?.querySelector("[data-focus]");
    if (thumb) state.at = thumbs().indexOf(thumb);
  });
  document.addEventListener("htmx:afterSettle", () => { if (document.activeElement === document.body) focusAt(state.at); });

  /* Dragging --------------------------------------------------------------------------------------- */

  strip.addEventListener("dragstart", (event) => {
    const page = pageOf(event.target);
    state.dragged = page && { letter: letterOf(page).dataset.letter, version: letterOf(page).dataset.version, order: page.dataset.page };
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", page?.dataset.page ?? "");
  });

  function placeUnder(event) {
    const page = pageOf(event.target);
    if (!page) return null;
    const box = page.getBoundingClientRect();
    const isAfter = event.clientX > box.left + box.width / 2;
    return { page, isAfter, letter: letterOf(page), place: Number(page.dataset.page) + (isAfter ? 1 : 0) };
  }

  function unmark() {
    strip.querySelectorAll(".drop-before, .drop-after").forEach((page) => page.classList.remove("drop-before", "drop-after"));
  }

  strip.addEventListener("dragover", (event) => {
    const under = state.dragged && placeUnder(event);
    if (!under) return;
    event.preventDefault();
    unmark();
    under.page.classList.add(under.isAfter ? "drop-after" : "drop-before");
  });

  strip.addEventListener("drop", (event) => {
    const { dragged } = state;
    const under = dragged && placeUnder(event);
    unmark();
    state.dragged = null;
    if (!under) return;
    event.preventDefault();
    const isSame = under.letter.dataset.letter === dragged.letter;
    const place = isSame && Number(dragged.order) < under.place ? under.place - 1 : under.place;
    if (isSame && place === Number(dragged.order)) return;
    htmx.ajax("POST", `/surat/${dragged.letter}/hal/${dragged.order}/pindah/`, {
      target: under.letter,
      swap: "outerHTML",
      values: { target: under.letter.dataset.letter, place, versi: dragged.version, berkas: strip.dataset.batch, csrfmiddlewaretoken: strip.querySelector("[name=csrfmiddlewaretoken]").value },
    });
  });

  strip.addEventListener("dragend", () => { state.dragged = null; unmark(); });
})();
