/* The waiting room: counts down by the server's rest of time, then looks again. */

const room = document.getElementById("waiting");
const opensAt = performance.now() + Number(room.dataset.wait) * 1000;
const LOOK_AGAIN = 60_000; /* the sitting may be moved meanwhile */
const began = performance.now();
const spread = Math.random() * 1500; /* a hall does not knock in the same instant */

function tick() {
  const rest = opensAt - performance.now();
  const left = Math.max(0, Math.ceil(rest / 1000));
  const [hours, minutes, seconds] = [Math.floor(left / 3600), String(Math.floor(left / 60) % 60).padStart(2, "0"), String(left % 60).padStart(2, "0")];
  document.getElementById("countdown").textContent = hours ? `${hours}:${minutes}:${seconds}` : `${minutes}:${seconds}`;
  if (rest < -spread || performance.now() - began > LOOK_AGAIN + spread * 10) location.reload();
  else setTimeout(tick, 250);
}

tick();
