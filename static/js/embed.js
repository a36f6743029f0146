// Tells the page around the embed how tall it is; without this the frame keeps its height and scrolls.
"use strict";
const tell = () =>
  parent.postMessage(
    { sentinel: "amp", type: "embed-size", height: Math.ceil(document.body.getBoundingClientRect().height), src: location.href },
    "*",
  );
if (parent !== window) {
  new ResizeObserver(tell).observe(document.body);
}
