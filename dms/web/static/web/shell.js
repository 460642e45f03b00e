/* The shell: keys "/" and "?", print buttons, insert-into-search chips, and a lost session during htmx calls. */
"use strict";

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function focusSearch() {
  const boxes = [...document.querySelectorAll("[data-search]")].filter((box) => box.offsetParent !== null);
  const box = boxes.find((one) => one.closest("main")) || boxes[0];
  if (!box) return false;
  box.focus();
  box.select();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
  if (event.key === "/" && focusSearch()) event.preventDefault();
  if (event.key === "?") bootstrap.Modal.getOrCreateInstance("#keys").show();
});

document.addEventListener("click", (event) => {
  const print = event.target.closest("[data-print]");
  if (print) window.print();
  const insert = event.target.closest("[data-insert]");
  if (!insert) return;
  const box = document.querySelector("main [data-search]");
  if (!box) return;
  event.preventDefault();
  box.value = `${box.value.trim()} ${insert.dataset.insert}`.trim();
  box.focus();
});

document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submit-on-change]")) event.target.form.requestSubmit();
});

for (const failure of ["htmx:responseError", "htmx:sendError"]) {
  document.addEventListener(failure, () => {
    const notice = document.createElement("div");
    notice.className = "notice notice-bad";
    notice.textContent = document.body.dataset.sayFailed;
    document.getElementById("messages").replaceChildren(notice);
  });
}

document.addEventListener("htmx:beforeSwap", (event) => {
  const address = new URL(event.detail.xhr.responseURL || location.href, location.href);
  if (address.pathname === document.body.dataset.loginPath) {
    event.detail.shouldSwap = false;
    location.reload();
  } else if ([400, 409].includes(event.detail.xhr.status)) {
    event.detail.shouldSwap = true; /* the answer is the panel again, and says what is wrong */
    event.detail.isError = false;
  }
});

/* What this person changed in one panel makes the other panel's version no older. */
document.addEventListener("letter-version", (event) => {
  const { before, after } = event.detail;
  for (const input of document.querySelectorAll("#fields [name=version]")) if (Number(input.value) === before) input.value = after;
});
