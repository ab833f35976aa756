'use strict';
// Shows a recorded session step by step. All text of the session goes into the page as text nodes.
(() => {
  const session = JSON.parse(document.getElementById('session').textContent);
  const steps = session.steps;
  const get = (id) => document.getElementById(id);
  const groups = session.groups;
  const allowed = new Set(['h2', 'h3', 'h4', 'h5', 'h6', 'p', 'ul', 'ol', 'li', 'pre', 'blockquote', 'table', 'tr', 'th',
    'td', 'hr', 'code', 'strong', 'em']);
  let current = 0;
  // Which predictions were answered, by step.
  const answered = new Map();
  // The state at every hundredth step; those between are made from there.
  const every = 100;
  const kept = [new Map()];

  function make(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
  }

  function build(parent, spec) {
    if (typeof spec === 'string') return parent.append(spec);
    const node = document.createElement(allowed.has(spec[0]) ? spec[0] : 'span');
    if (spec[0] === 'pre') node.tabIndex = 0;
    for (const child of spec.slice(1)) build(node, child);
    parent.append(node);
  }

  function apply(state, step) {
    for (const key of step.del || []) state.delete(key);
    for (const object of step.set || []) state.set(object.g + ':' + object.n, object);
  }

  function stateAt(place) {
    const base = Math.floor(place / every);
    while (kept.length <= base) {
      const state = new Map(kept[kept.length - 1]);
      for (let i = (kept.length - 1) * every; i < kept.length * every; i++) apply(state, steps[i]);
      kept.push(state);
    }
    const state = new Map(kept[base]);
    for (let i = base * every; i <= place; i++) apply(state, steps[i]);
    return state;
  }

  function showText(step) {
    const line = get('line');
    line.replaceChildren();
    if (step.line !== undefined) {
      line.append(make('span', 'prompt', step.p), step.line);
    }
    line.hidden = !line.childNodes.length;
    const text = get('text');
    text.replaceChildren();
    for (const run of step.txt || []) {
      if (typeof run === 'string') text.append(run);
      else text.append(make('span', Array.from(run[0]).join(' '), run[1]));
    }
    text.hidden = !step.txt;
  }

  function fields(row) {
    const list = make('dl', 'fields');
    for (const [name, value] of row.f) list.append(make('dt', '', name), make('dd', '', value));
    return list;
  }

  function showLadders(step) {
    const place = get('ladders');
    place.replaceChildren();
    for (const ladder of step.lad || []) {
      const box = make('div', 'ladder');
      const sides = make('div', 'sides');
      sides.append(make('span', '', ladder.l), make('span', '', ladder.r));
      box.append(sides);
      if (ladder.ls || ladder.rs) {
        const rung = make('div', 'rung');
        rung.append(make('span', 'state', ladder.ls || ''), make('span'), make('span', 'state', ladder.rs || ''));
        box.append(rung);
      }
      for (const row of ladder.rows) {
        const rung = make('div', 'rung');
        const side = (state, stops) => state ? make('span', 'state', state) : make('span', 'state stop', stops ? row.s : '');
        const button = make('button', 'packet ' + (row.d ? 'right' : 'left') + (row.s ? row.h ? ' stopped held' : ' stopped' : '')
          + (row.i ? ' inferred' : ''), row.t);
        button.type = 'button';
        button.setAttribute('aria-expanded', 'false');
        const way = row.d ? `from ${ladder.l} to ${ladder.r}` : `from ${ladder.r} to ${ladder.l}`;
        button.setAttribute('aria-label', `${row.t}, ${way}${row.s ? ', ' + row.s : ''}`);
        button.addEventListener('click', () => {
          const isOpen = button.getAttribute('aria-expanded') === 'true';
          button.setAttribute('aria-expanded', String(!isOpen));
          if (isOpen) rung.nextSibling.remove(); else rung.after(fields(row));
        });
        rung.append(side(row.ls, row.s && !row.d), button, side(row.rs, row.s && row.d));
        box.append(rung);
      }
      place.append(box);
    }
    const plot = get('plot');
    plot.replaceChildren();
    if (step.svg) {
      const image = make('img');
      image.alt = step.say;
      image.src = 'data:image/svg+xml,' + encodeURIComponent(step.svg);
      plot.append(image);
    }
  }

  // The files of programs, by program and name; the one that is shown, and its lines.
  const files = new Map();
  for (const step of steps) {
    if (!step.src || !step.src.texts) continue;
    for (const [name, text] of Object.entries(step.src.texts)) files.set(step.src.program + '\n' + name, text);
  }
  let shownFile = null;

  function showSource(step) {
    const box = get('source');
    const key = step.src ? step.src.program + '\n' + step.src.file : null;
    box.hidden = !files.has(key);
    if (box.hidden) return;
    if (shownFile !== key) {
      box.replaceChildren(...files.get(key).split('\n').map((line, i) => make('div', '', `${String(i + 1).padStart(4)}  ${line}`)));
      shownFile = key;
    }
    for (const old of box.querySelectorAll('.here')) {
      old.classList.remove('here');
      old.removeAttribute('aria-current');
    }
    const here = box.childNodes[step.src.line - 1];
    if (!here) return;
    here.classList.add('here');
    here.setAttribute('aria-current', 'step');
    box.scrollTop = here.offsetTop - box.offsetTop - box.clientHeight / 2;
  }

  function drawArrows(scene, state) {
    const space = 'http://www.w3.org/2000/svg';
    const svg = document.createElementNS(space, 'svg');
    svg.id = 'arrows';
    svg.setAttribute('aria-hidden', 'true');
    const origin = scene.getBoundingClientRect();
    const old = get('arrows');
    if (old) old.remove();
    const places = new Map();
    const placeOf = (key) => {
      const one = shown.get(key);
      if (one && !places.has(key)) places.set(key, one.node.getBoundingClientRect());
      return places.get(key);
    };
    for (const [key, object] of state) {
      for (const target of object.p || []) {
        const from = placeOf(key), to = placeOf(target);
        if (!from || !to) continue;
        const down = to.top >= from.bottom;
        const x1 = from.left + from.width / 2 - origin.left, x2 = to.left + to.width / 2 - origin.left;
        const y1 = (down ? from.bottom : from.top) - origin.top, y2 = (down ? to.top : to.bottom) - origin.top;
        const bend = (down ? 1 : -1) * Math.min(24, Math.abs(y2 - y1) / 2 + 6), tip = down ? -6 : 6;
        const path = document.createElementNS(space, 'path');
        path.setAttribute('d', `M${x1} ${y1}C${x1} ${y1 + bend} ${x2} ${y2 - bend} ${x2} ${y2 + tip}`);
        const head = document.createElementNS(space, 'path');
        head.setAttribute('class', 'head');
        head.setAttribute('d', `M${x2} ${y2}l-4 ${tip * 1.3}h8z`);
        svg.append(path, head);
      }
    }
    if (svg.childNodes.length) scene.append(svg);
  }

  // Boxes that are shown, by key: what is as before keeps its elements.
  const shown = new Map();
  const boxes = new Map(groups.map(([group, title]) => {
    const box = make('div', 'group');
    box.append(make('h3', '', title), make('ul', 'objects'));
    box.hidden = true;
    return [group, box];
  }));
  let pending = 0;

  function boxOf(object, isFresh) {
    const node = make('li', 'object' + (isFresh ? ' new' : ''));
    node.append(make('strong', '', object.n));
    for (const line of object.l || []) node.append(make('div', '', line));
    if (isFresh) node.append(make('span', 'hidden', '(changed)'));
    const names = (object.p || []).map((point) => point.slice(point.indexOf(':') + 1));
    if (names.length) node.append(make('span', 'hidden', 'points to ' + names.join(', ')));
    return node;
  }

  function showScene(place, isHidden) {
    const scene = get('scene');
    if (!scene.childNodes.length) scene.append(...boxes.values());
    const at = isHidden ? place - 1 : place;
    const state = at < 0 ? new Map() : stateAt(at);
    const fresh = new Set((isHidden ? [] : steps[place].set || []).map((object) => object.g + ':' + object.n));
    for (const [key, one] of shown) {
      if (state.get(key) === one.object && fresh.has(key) === one.isFresh) continue;
      one.node.remove();
      shown.delete(key);
    }
    const next = new Map();
    for (const [key, object] of state) {
      const list = boxes.get(object.g).lastChild;
      const before = next.get(object.g);
      let one = shown.get(key);
      if (!one) {
        one = { object, isFresh: fresh.has(key), node: boxOf(object, fresh.has(key)) };
        shown.set(key, one);
      }
      const expected = before ? before.nextSibling : list.firstChild;
      if (one.node !== expected) list.insertBefore(one.node, expected);
      next.set(object.g, one.node);
    }
    for (const [group, box] of boxes) box.hidden = !next.has(group);
    const old = get('arrows');
    if (old) old.remove();
    // They are measured when all else is laid out.
    clearTimeout(pending);
    pending = setTimeout(() => drawArrows(scene, state));
  }

  function showQuestions(step, place) {
    const box = get('ask');
    box.replaceChildren();
    const given = answered.get(place) || [];
    for (const [number, question] of (step.ask || []).entries()) {
      const set = make('fieldset');
      set.append(make('legend', '', 'What will happen?'));
      for (const part of question.q) build(set, part);
      const choice = given[number];
      const answer = (value) => {
        given[number] = value;
        answered.set(place, given);
        show(place);
      };
      for (const [index, spec] of (question.c || []).entries()) {
        const button = make('button', 'choice');
        button.type = 'button';
        for (const part of spec) build(button, part);
        if (choice !== undefined) {
          button.disabled = true;
          if (index === question.a) button.classList.add('right');
          else if (index === choice) button.classList.add('wrong');
        }
        button.addEventListener('click', () => answer(index));
        set.append(button);
      }
      if (!question.c && choice === undefined) {
        const label = make('label', '', 'Your answer: ');
        const input = make('input');
        label.append(input);
        const button = make('button', '', 'Check');
        button.type = 'button';
        const check = () => answer(input.value.trim());
        button.addEventListener('click', check);
        input.addEventListener('keydown', (event) => { if (event.key === 'Enter') check(); event.stopPropagation(); });
        set.append(label, button);
      }
      if (choice !== undefined) {
        const isRight = question.c ? choice === question.a : choice === question.v;
        const word = isRight ? 'Right.' : question.c ? 'Not so.' : `Not so: ${question.v}.`;
        const verdict = make('p', isRight ? 'g' : 'r', word);
        verdict.setAttribute('role', 'status');
        set.append(verdict);
      } else {
        const reveal = make('button', '', 'Show me');
        reveal.type = 'button';
        reveal.addEventListener('click', () => answer(null));
        set.append(reveal);
      }
      box.append(set);
    }
    return (step.ask || []).some((_, number) => given[number] === undefined);
  }

  function show(place) {
    current = Math.max(0, Math.min(place, steps.length - 1));
    const step = steps[current];
    if (!step) return;
    const prose = get('prose');
    prose.replaceChildren();
    for (const text of step.md || []) for (const part of text) build(prose, part);
    const isHidden = showQuestions(step, current);
    get('done').hidden = isHidden;
    showText(step);
    showLadders(step);
    showSource(step);
    showScene(current, isHidden);
    get('say').textContent = isHidden ? 'A question.' : step.say || '';
    get('place').textContent = `${current + 1} of ${steps.length}`;
    const slider = get('slider');
    slider.value = current;
    slider.setAttribute('aria-valuetext', `Step ${current + 1} of ${steps.length}: ${step.line || step.say || ''}`);
    get('first').disabled = get('back').disabled = current === 0;
    get('last').disabled = get('forward').disabled = current === steps.length - 1;
    try { history.replaceState(null, '', '#' + (current + 1)); } catch (error) { /* a page opened in a frame */ }
  }

  function go(place) {
    show(place);
    window.scrollTo(0, 0);
  }

  get('title').textContent = session.title;
  get('slider').max = Math.max(0, steps.length - 1);
  if (session.missing) get('note').textContent = `${session.missing} more steps are not in this page.`;
  get('first').addEventListener('click', () => go(0));
  get('back').addEventListener('click', () => go(current - 1));
  get('forward').addEventListener('click', () => go(current + 1));
  get('last').addEventListener('click', () => go(steps.length - 1));
  get('slider').addEventListener('input', (event) => show(Number(event.target.value)));
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.matches && event.target.matches('input')) return;
    const keys = { ArrowLeft: current - 1, ArrowRight: current + 1, PageUp: current - 1, PageDown: current + 1,
      Home: 0, End: steps.length - 1 };
    if (!(event.key in keys)) return;
    event.preventDefault();
    go(keys[event.key]);
  });
  let touch = null;
  document.addEventListener('touchstart', (event) => {
    touch = event.touches.length === 1 ? event.touches[0] : null;
  }, { passive: true });
  document.addEventListener('touchend', (event) => {
    if (!touch || event.target.closest('pre')) return;
    const moved = event.changedTouches[0], x = moved.clientX - touch.clientX, y = moved.clientY - touch.clientY;
    if (Math.abs(x) > 60 && Math.abs(x) > 2 * Math.abs(y)) go(current + (x < 0 ? 1 : -1));
    touch = null;
  }, { passive: true });
  window.addEventListener('resize', () => showScene(current, get('done').hidden));
  show((parseInt(location.hash.slice(1), 10) || 1) - 1);
})();
