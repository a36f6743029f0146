// Offers what is new since the last visit. The page says all of it without this: ?since= works by itself.
const place = document.getElementById("visit");
if (place) {
  const key = `visit:${place.dataset.record}`, last = place.dataset.last;
  try {
    const seen = localStorage.getItem(key);
    if (seen && last && seen < last) {
      const link = place.querySelector("a"), url = new URL(link.href);
      url.searchParams.set("since", seen);
      link.href = url;
      place.hidden = false;
    }
    if (last) localStorage.setItem(key, last);
  } catch {
    // A browser that keeps nothing offers nothing.
  }
}
