// The chart from far away: rectangles in their colours on a canvas, with names as long as there is room for one.

function drawFar(canvas, state, camera, width, height) {
  const { chart, plan } = state;
  const ink = inkOf(canvas);
  const ratio = window.devicePixelRatio || 1;
  if (canvas.width !== Math.round(width * ratio) || canvas.height !== Math.round(height * ratio)) {
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
  }
  const brush = canvas.getContext("2d");
  brush.setTransform(ratio, 0, 0, ratio, 0, 0);
  brush.clearRect(0, 0, width, height);
  const near = { left: camera.x, top: camera.y, right: camera.x + width / camera.scale, bottom: camera.y + height / camera.scale };
  drawFarLines(brush, plan, near, camera, ink);
  const w = Math.max(BOX.width * camera.scale, 1);
  const font = Math.min(13, w / 9);
  brush.font = `600 ${font}px ${FAMILY}`;
  brush.textBaseline = "middle";
  let taken = "";
  for (const card of plan.shown) {
    const [x, y, h] = [(plan.x[card] - camera.x) * camera.scale, (plan.y[card] - camera.y) * camera.scale, Math.max(plan.h[card] * camera.scale, 1)];
    if (x > width || y > height || x + w < 0 || y + h < 0) continue;
    // Of those that share a pixel, one is enough.
    const pixel = w < 3 ? `${x | 0},${y | 0}` : "";
    if (pixel && pixel === taken) continue;
    taken = pixel;
    const severity = chart.severity(card);
    const isChosen = state.selected === card || state.line.has(card);
    brush.fillStyle = state.colourOf(card) ?? ink.card;
    brush.fillRect(x, y, w, h);
    if (w > 6 || severity || isChosen) {
      brush.strokeStyle = isChosen ? ink.chosen : ink[severity] ?? ink.line;
      brush.lineWidth = isChosen ? 3 : severity ? 2 : 0.5;
      brush.strokeRect(x, y, w, h);
    }
    if (font >= 6.5) {
      brush.fillStyle = state.colourOf(card) ? "#111111" : ink.text;
      brush.fillText(cutTo(chart.label(card), Math.floor(w / (font * 0.62))), x + 4, y + Math.min(h / 2, font * 1.3));
    }
  }
}

function drawFarLines(brush, plan, near, camera, ink) {
  brush.beginPath();
  for (const { item, left, right, top, bottom } of plan.families) {
    if (left > near.right || right < near.left || top > near.bottom || bottom < near.top) continue;
    const at = (x, y) => [(x - camera.x) * camera.scale, (y - camera.y) * camera.scale];
    const bar = item.y + item.h + (item.w ? BAR : 12);
    if (item.w) {
      brush.moveTo(...at(item.x, item.y + item.h));
      brush.lineTo(...at(item.x, bar));
    }
    brush.moveTo(...at(Math.max(left, near.left), bar));
    brush.lineTo(...at(Math.min(right, near.right), bar));
    for (const kid of item.kids) {
      const x = kid.members ? sideLine(kid, 0) : kid.x;
      if (x < near.left || x > near.right) continue;
      brush.moveTo(...at(x, bar));
      brush.lineTo(...at(x, kid.members ? kid.y + kid.h : kid.y));
    }
  }
  brush.strokeStyle = ink.line;
  brush.lineWidth = 1;
  brush.stroke();
}

function cutTo(text, most) {
  return text.length > most ? `${text.slice(0, Math.max(most - 1, 1))}…` : text;
}

/** The colours of the style sheet, for light or dark. */
function inkOf(canvas) {
  const style = getComputedStyle(canvas);
  const ink = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    card: ink("card"), line: ink("line"), text: ink("text"), chosen: ink("focus"),
    error: ink("error"), warning: ink("warning"), info: ink("info"),
  };
}
