// Makes pages that work without it better: shows one kind's fields, leads to what is wrong.
"use strict";

const showKinds = (box) => {
  const chosen = box.querySelector(`input[name="${CSS.escape(box.dataset.kinds)}"]:checked`);
  for (const kind of box.querySelectorAll(":scope > .kind")) {
    kind.hidden = !chosen || kind.dataset.kind !== chosen.value;
  }
};

for (const box of document.querySelectorAll(".kinds")) {
  showKinds(box);
  box.addEventListener("change", () => showKinds(box));
}

const trouble = document.getElementById("trouble");
if (trouble) trouble.focus();
