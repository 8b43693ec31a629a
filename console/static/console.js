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

// What one types is kept in this browser until it is recorded: a lost connection, a refused form
// or an ended session loses no word. The key names the form and the person; recording clears it.
for (const done of document.querySelectorAll("[data-recorded]")) {
  localStorage.removeItem(`keep:${done.dataset.recorded}`);
}
const keep = (form) => {
  const key = `keep:${form.dataset.keep}`;
  const fields = () => [...form.querySelectorAll("textarea, input[type=text], input:not([type])")];
  const save = () => {
    const kept = {};
    for (const one of fields()) if (one.name && one.value.trim()) kept[one.name] = one.value;
    if (Object.keys(kept).length) localStorage.setItem(key, JSON.stringify(kept));
    else localStorage.removeItem(key);
  };
  const kept = JSON.parse(localStorage.getItem(key) || "{}");
  let brought = false;
  for (const one of fields()) {
    if (kept[one.name] && !one.value.trim()) {
      one.value = kept[one.name];
      one.closest("details")?.setAttribute("open", "");
      brought = true;
    }
  }
  const notice = form.querySelector(".kept");
  if (notice) notice.hidden = !brought;
  form.addEventListener("input", save);
};

// The same is kept with us a moment after one stops typing, so that it is there on another device.
// Never after the form was sent: it would come back when it is recorded already.
const draft = (form) => {
  const said = form.querySelector(".saved");
  let due = null;
  let sent = false;
  const keepDraft = async () => {
    const headers = { "X-Draft": "yes" };
    const body = new URLSearchParams(new FormData(form));
    let told = said.dataset.unsaved;
    try {
      const answer = await fetch(form.dataset.draft, { method: "POST", body, headers, redirect: "error" });
      if (answer.ok) told = said.dataset.saved;
    } catch { /* kept in this browser, and sent with the next word */ }
    if (!sent && said.textContent !== told) said.textContent = told;
  };
  const soon = (milliseconds) => () => {
    clearTimeout(due);
    if (!sent) due = setTimeout(keepDraft, milliseconds);
  };
  form.addEventListener("input", soon(2000));
  form.addEventListener("change", soon(500));
  form.addEventListener("submit", () => { sent = true; clearTimeout(due); });
};
for (const form of document.querySelectorAll("form[data-keep]")) {
  keep(form);
  if (form.dataset.draft) draft(form);
}

// Who signs out leaves nothing of theirs in a browser that others may use.
for (const out of document.querySelectorAll("form[data-signs-out]")) {
  out.addEventListener("submit", () => {
    for (const key of Object.keys(localStorage)) if (key.startsWith("keep:")) localStorage.removeItem(key);
  });
}

// Others' acts while the page is open: said, without moving what one types.
const news = document.querySelector("[data-live]");
if (news) {
  let source = null;
  const listen = () => {
    source = new EventSource(news.dataset.live);
    source.addEventListener("changed", () => { news.hidden = false; });
  };
  const watch = () => {
    source?.close();
    source = null;
    if (document.visibilityState === "visible") listen();
  };
  document.addEventListener("visibilitychange", watch);
  watch();
}

// Not known whether recorded: asked again with the same id, until it is known.
const again = document.querySelector("form[data-again]");
if (again) setTimeout(() => again.requestSubmit(), Number(again.dataset.again) * 1000);
