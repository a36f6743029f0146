// Keeps a job's page fresh: asks every two seconds, less often while nothing moves, not at all in a hidden tab.
const page = document.querySelector("[data-progress]");
const SOONEST = 2000, LATEST = 15000;
let wait = SOONEST, tag = "", timer = 0;

function put(part, text) {
  const element = page.querySelector(`[data-part="${part}"]`);
  if (element && element.textContent !== text) element.textContent = text;
  return element;
}

function show(now) {
  if (now.is_over) return window.location.reload();
  for (const part of ["read", "rate", "remaining"]) put(part, now[part]);
  put("silence", now.silence).hidden = !now.silence;
  put("last", `Last: ${now.last_issue}`).hidden = !now.last_issue;
  page.querySelector('[data-part="lost"]').hidden = !now.is_lost;
  const bar = page.querySelector("progress");
  if (now.total) { bar.max = now.total; bar.value = now.done; }
  for (const [name, number] of Object.entries(now.counters)) {
    page.querySelector(`[data-counter="${name}"]`).textContent = number;
  }
}

async function ask() {
  try {
    const answer = await fetch(page.dataset.progress, { headers: tag ? { "If-None-Match": tag } : {}, cache: "no-store" });
    if (answer.status === 200) {
      tag = answer.headers.get("ETag");
      wait = SOONEST;
      show(await answer.json());
    } else {
      wait = Math.min(LATEST, wait * 1.5);
    }
  } catch {
    wait = LATEST;
  }
  next();
}

function next() {
  clearTimeout(timer);
  if (!document.hidden) timer = setTimeout(ask, wait);
}

document.addEventListener("visibilitychange", next);
next();
