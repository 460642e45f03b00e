/* A copy from the viewer holds whole words in reading order, a line of the paper on a line. */
"use strict";

(() => {
  const stage = document.querySelector(".viewer-stage");
  stage?.addEventListener("copy", (event) => {
    const selection = getSelection();
    const chosen = [...stage.querySelectorAll(".overlay text")].filter((word) => selection.containsNode(word, true));
    if (!chosen.length) return;
    let text = chosen[0].textContent;
    for (const [before, word] of chosen.slice(1).map((one, at) => [chosen[at], one])) {
      const sameLine = before.parentNode === word.parentNode && before.dataset.line === word.dataset.line;
      text += (sameLine ? " " : "\n") + word.textContent;
    }
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
  });
})();
