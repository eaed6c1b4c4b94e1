(() => {
  'use strict';
  const data = JSON.parse(document.getElementById('report-data').textContent);
  const byId = id => document.getElementById(id);
  const pageSize = 60;

  // Text is only ever set as text, never as markup: names of samples, classes and words are whatever the data say.
  const element = (name, properties = {}, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key === 'class') { made.className = value; }
      else if (key === 'style') { for (const [property, text] of Object.entries(value)) { made.style.setProperty(property, text); } }
      else if (value !== false && value != null) { made.setAttribute(key, value === true ? '' : value); }
    }
    made.append(...children.filter(child => child != null));
    return made;
  };
  const number = (value, digits = 2) => value == null ? '–' : value.toFixed(digits).replace('-', '−');
  const plain = value => value == null ? '–' : String(value).replace('-', '−');
  const signed = value => (value > 0 ? '+' : '') + number(value);
  const percent = value => value == null ? '–' : (100 * value).toFixed(0) + '\u00a0%';

  // Light and dark.
  const theme = byId('theme');
  theme.addEventListener('click', () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
    root.dataset.theme = isDark ? 'light' : 'dark';
  });

  // On paper nobody can open a note.
  let opened = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details:not([open])')];
    opened.forEach(note => { note.open = true; });
  });
  addEventListener('afterprint', () => { opened.forEach(note => { note.open = false; }); opened = []; });

  // The link of the section that is read.
  const links = new Map([...document.querySelectorAll('nav a')].map(link => [link.hash.slice(1), link]));
  const mark = new IntersectionObserver(entries => {
    for (const entry of entries) {
      if (entry.isIntersecting) {
        for (const link of links.values()) { link.removeAttribute('aria-current'); }
        links.get(entry.target.id)?.setAttribute('aria-current', 'true');
      }
    }
  }, { rootMargin: '-20% 0px -75% 0px' });
  document.querySelectorAll('main > section').forEach(section => mark.observe(section));

  // The group of samples whose weights are shown.
  const group = byId('weights-group');
  group?.addEventListener('change', () => {
    document.querySelectorAll('[data-choice]').forEach(choice => { choice.hidden = choice.dataset.choice !== group.value; });
    const card = group.closest('.card');
    card.querySelectorAll('.files a').forEach(link => {
      const path = link.getAttribute('href');
      if (path.startsWith('figures/')) { link.setAttribute('href', 'figures/' + group.value + path.slice(path.lastIndexOf('.'))); }
    });
  });

  if (data.samples.length === 0) { return; }

  const probability = sample => sample.p ? Math.max(...sample.p.map(p => Math.max(p, data.kind === 'labels' ? 1 - p : p))) : 0;
  const predictedOutputs = sample => data.kind === 'class' ? [sample.focus] : sample.has ?? [];
  for (const sample of data.samples) {
    const shown = sample.shown.flatMap(view => [...(view.words ?? []), ...(view.features ?? []).map(feature => feature[0])]);
    sample.text = [sample.name, sample.truth, sample.predicted, sample.words, ...shown].join('\n').toLowerCase();
    sample.predictedOutputs = predictedOutputs(sample);
  }

  const controls = {
    search: byId('search'), truth: byId('filter-truth'), predicted: byId('filter-predicted'),
    right: byId('filter-right'), expert: byId('filter-expert'), agree: byId('filter-agree'), order: byId('order')
  };
  for (const select of [controls.truth, controls.predicted]) {
    if (data.kind === 'number') { select.parentElement.hidden = true; continue; }
    data.outputs.forEach((name, output) => select.append(element('option', { value: output }, name)));
  }
  data.experts.forEach((expert, place) => controls.expert.append(element('option', { value: place }, expert.label)));

  const orders = {
    '': (a, b) => a.id - b.id,
    weight: (a, b) => b.w[b.top] - a.w[a.top],
    sure: (a, b) => probability(b) - probability(a),
    unsure: (a, b) => probability(a) - probability(b)
  };
  if (data.kind === 'number') { controls.order.querySelectorAll('[value="sure"], [value="unsure"]').forEach(option => option.remove()); }

  let found = [];
  let listed = 0;

  const stack = sample => element('div', { class: 'stack', role: 'img', 'aria-label': data.experts.map((expert, i) => `${expert.label} ${percent(sample.w[i])}`).join(', ') },
    ...data.experts.map((expert, i) => element('i', { style: { width: 100 * sample.w[i] + '%', background: expert.color } })));
  const picture = sample => {
    const image = sample.shown.find(view => view.image)?.image;
    return image ? element('img', { class: 'picture', src: image, alt: '', decoding: 'async' }) : null;
  };
  const verdict = sample => sample.right
    ? element('span', { class: 'verdict right' }, `✓ ${sample.predicted}`)
    : element('span', { class: 'verdict wrong' }, `✗ ${sample.predicted}`, element('span', {}, ` (truly ${sample.truth})`));
  const card = sample => element('li', {},
    element('a', { class: 'sample', href: '#sample-' + sample.id }, picture(sample),
      element('div', {}, element('b', {}, sample.name), verdict(sample), element('p', {}, sample.words), stack(sample))));

  const showMore = () => {
    const next = found.slice(listed, listed + pageSize);
    byId('list').append(...next.map(card));
    listed += next.length;
    byId('more').hidden = listed >= found.length;
  };
  const filter = () => {
    const words = controls.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    found = data.samples.filter(sample =>
      words.every(word => sample.text.includes(word))
      && (controls.truth.value === '' || sample.trueOutputs.includes(+controls.truth.value))
      && (controls.predicted.value === '' || sample.predictedOutputs.includes(+controls.predicted.value))
      && (controls.right.value === '' || sample.right === (controls.right.value === 'right'))
      && (controls.expert.value === '' || sample.top === +controls.expert.value)
      && (controls.agree.value === '' || sample.agree === (controls.agree.value === 'agree')))
      .sort(orders[controls.order.value]);
    byId('list').replaceChildren();
    listed = 0;
    showMore();
    byId('count').textContent = `${found.length} of ${data.samples.length} samples`;
  };
  byId('more').querySelector('button').addEventListener('click', showMore);
  byId('filters').addEventListener('input', filter);
  byId('filters').addEventListener('submit', event => event.preventDefault());
  byId('filters').addEventListener('reset', () => setTimeout(filter));

  // The page of one sample.
  const table = (caption, head, rows) => element('div', {}, element('p', { class: 'caption' }, caption), element('div', { class: 'scroll', tabindex: 0 },
    element('table', { 'aria-label': caption, class: head.length > 10 ? 'many' : '' },
      element('thead', {}, element('tr', {}, ...head.map(cell => element('th', { scope: 'col' }, ...[cell].flat())))),
      element('tbody', {}, ...rows.map(row => element('tr', { class: row.style ?? '' },
        ...row.cells.map((cell, i) => cell instanceof HTMLTableCellElement ? cell : element(i === 0 ? 'th' : 'td', i === 0 ? { scope: 'row' } : {}, ...[cell].flat()))))))));
  const dot = color => element('span', { class: 'dot', style: { background: color } });
  const labelled = expert => [dot(expert.color), expert.label];
  const shaded = (value, greatest, text = signed(value)) => element('td',
    { class: value >= 0 ? 'for' : 'against', style: { '--strength': greatest > 0 ? Math.min(1, Math.abs(value) / greatest).toFixed(2) : 0 } }, text);
  const bar = (share, color) => element('span', { class: 'bar' }, element('i', { style: { width: 100 * Math.max(0, Math.min(1, share)) + '%', background: color } }));

  const view = (shown, place) => {
    const title = element('h4', {}, data.modalities[place]);
    const note = shown.note ? element('p', { class: 'lead' }, shown.note) : null;
    const content = shown.image ? element('img', { class: 'picture', src: shown.image, alt: `${data.modalities[place]} of this sample` })
      : shown.words ? element('p', {}, ...(shown.words.length ? shown.words.map(word => element('span', { class: 'token' }, word)) : ['no words']))
        : shown.features ? element('dl', {}, ...shown.features.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, plain(value))])) : null;
    return element('div', {}, title, content, note);
  };
  // What is predicted first, so that it is seen on a telephone too; intervals of time have their order.
  const ordered = sample => data.kind === 'number' ? data.outputs.map((_, output) => output) : [sample.focus, ...data.outputs.map((_, output) => output).filter(output => output !== sample.focus)];
  const outputHeads = sample => ordered(sample).map(output => output === sample.focus ? element('span', { class: 'focus' }, data.outputs[output]) : data.outputs[output]);
  const contributions = sample => {
    const parts = data.experts.map((_, expert) => sample.y[expert].map(value => value * sample.w[expert]));
    const greatest = Math.max(...parts.flat().map(Math.abs));
    return table('Weighted contribution of every expert, weight times output. Each column sums to the prediction.', ['Expert', 'weight', ...outputHeads(sample)], [
      ...data.experts.map((expert, place) => ({ cells: [labelled(expert), [percent(sample.w[place]), bar(sample.w[place], expert.color)], ...ordered(sample).map(output => shaded(parts[place][output], greatest))] })),
      { style: 'sum', cells: ['Prediction', '', ...ordered(sample).map(output => signed(sample.out[output]))] },
      ...(sample.p ? [{ cells: ['Probability', '', ...ordered(sample).map(output => percent(sample.p[output]))] }] : [])
    ]);
  };
  const outputs = sample => {
    const greatest = Math.max(...sample.y.flat().map(Math.abs));
    return element('details', { class: 'reading' }, element('summary', {}, 'What each expert says by itself'),
      table('Output of every expert before it is weighted.', ['Expert', ...outputHeads(sample)],
        data.experts.map((expert, place) => ({ cells: [labelled(expert), ...ordered(sample).map(output => shaded(sample.y[place][output], greatest))] }))));
  };
  const masking = sample => {
    const focus = data.outputs[sample.focus];
    const row = (name, is, out, changed, weights, values) => ({ cells: [name, is, changed, signed(out[sample.focus]), ...weights.flatMap((weight, expert) => [element('td', {}, percent(weight), element('small', { class: 'interval' }, signed(values[expert])))])] });
    return table(`With the embedding of one modality replaced as in training: what is predicted, how often that is something else, the output for ${focus}, and for every expert its weight and (small) its output for ${focus}.`,
      ['Masked', 'predicted', 'changed', 'output', ...data.experts.map(expert => labelled(expert))], [
        row('nothing', sample.predicted, sample.out, '–', sample.w, sample.y.map(values => values[sample.focus])),
        ...sample.mask.map((effect, place) => row(data.modalities[place], effect.is, effect.out, percent(effect.changed), effect.w, effect.y))
      ]);
  };
  // What if it lacked some modalities: every answer was computed when the page was written.
  const probabilities = out => {
    if (data.kind === 'labels') { return out.map(value => 1 / (1 + Math.exp(-value))); }
    const powers = out.map(value => Math.exp(value - Math.max(...out)));
    return powers.map(power => power / powers.reduce((sum, it) => sum + it, 0));
  };
  const bits = set => data.modalities.filter((_, place) => set & (1 << place)).length;
  const sets = data.modalities.length > 8 ? [] : Array.from({ length: (1 << data.modalities.length) - 1 }, (_, i) => i + 1).filter(set => bits(set) > 1);
  const asItIs = sample => ({ out: sample.out, w: sample.w, is: sample.predicted, changed: null });
  const effectOf = (sample, set) => set === 0 ? asItIs(sample)
    : bits(set) === 1 ? sample.mask[Math.log2(set)] : sample.masks[sets.indexOf(set)];
  const isNumber = data.kind === 'number';
  // Of many outputs only that which is predicted, and how probable what would be predicted is then.
  const isShort = data.outputs.length + data.experts.length <= 12;
  const answered = sample => isShort ? ordered(sample) : [sample.focus];
  const decided = effect => isShort || data.kind !== 'class' ? effect.is : `${effect.is} (${percent(Math.max(...probabilities(effect.out)))})`;
  const answerHeads = sample => [...(isNumber ? [] : answered(sample).map(output => data.outputs[output])), ...data.experts.map(labelled)];
  const answer = (sample, effect) => {
    const p = isNumber ? [] : probabilities(effect.out);
    return [...(isNumber ? [] : answered(sample).map(output => [percent(p[output]), bar(p[output], 'var(--accent)')])), ...effect.w.map((weight, expert) => [percent(weight), bar(weight, data.experts[expert].color)])];
  };
  const whatIf = sample => {
    if (!sample.masks) { return null; }
    const result = element('div', { 'aria-live': 'polite' });
    const boxes = data.modalities.map((name, place) => element('input', { type: 'checkbox', value: 1 << place }));
    const row = (name, effect) => ({ cells: [name, decided(effect), percent(effect.changed), ...answer(sample, effect)] });
    const show = () => {
      const set = boxes.reduce((sum, box) => sum + (box.checked ? +box.value : 0), 0);
      const without = 'without ' + data.modalities.filter((_, place) => set & (1 << place)).join(' and ');
      result.replaceChildren(table('Chosen modalities are masked together: what is predicted, how often that is something else, ' + (isNumber ? '' : 'probabilities, ') + 'and the say of every expert.',
        ['', 'predicted', 'changed', ...answerHeads(sample)],
        [row('as it is', effectOf(sample, 0)), ...(set ? [row(without, effectOf(sample, set))] : [])]));
    };
    boxes.forEach(box => box.addEventListener('input', show));
    show();
    return element('div', { id: 'what-if' }, element('h4', {}, 'What if it lacked …'),
      element('p', { class: 'boxes' }, ...boxes.map((box, place) => element('label', {}, box, ' ' + data.modalities[place]))), result);
  };
  // What if a value were another one: the answers for the features that decide most, each by itself.
  const whatIfValue = sample => {
    if (!sample.responses) { return null; }
    const result = element('div', { 'aria-live': 'polite' });
    const choice = element('select', { 'aria-label': 'The feature that is changed' }, ...sample.responses.map((response, place) => element('option', { value: place }, `${response.modality}: ${response.feature}`)));
    const show = () => {
      const response = sample.responses[+choice.value];
      const rows = [...response.changes.map(change => ({ to: change.to, cells: [plain(change.to), decided(change), ...answer(sample, change)] })),
        { to: response.own, style: 'own', cells: [`${plain(response.own)} (as it is)`, decided(asItIs(sample)), ...answer(sample, asItIs(sample))] }];
      result.replaceChildren(table(`If ${response.feature} of ${response.modality} were another value that training samples have, and all else as it is: what is predicted, ${isNumber ? '' : 'probabilities, '}and the say of every expert. The model's answer, not what would happen in the world.`,
        ['value', 'predicted', ...answerHeads(sample)], rows.sort((a, b) => a.to - b.to)));
    };
    choice.addEventListener('input', show);
    show();
    return element('div', { id: 'what-if-value' }, element('h4', {}, 'What if a value were another one'), element('p', { class: 'choose' }, choice), result);
  };
  const features = sample => {
    const greatest = Math.max(...sample.features.flat().map(feature => Math.abs(feature[2])), 1e-12);
    const token = ([modality, name, value]) => element('span', { class: 'token ' + (value >= 0 ? 'for' : 'against'), style: { '--strength': (Math.abs(value) / greatest).toFixed(2) } },
      element('span', { class: 'of' }, modality + ': '), name + ' ', element('b', {}, signed(value)));
    return table(`What the inputs add to every expert's output for ${data.outputs[sample.focus]}, against the mean training sample (integrated gradients; error of the sums at most ${number(sample.residual, 3)}).`,
      ['Expert', ...data.modalities, [element('span', { class: 'left' }, 'input values that add most')]],
      data.experts.map((expert, place) => ({ cells: [labelled(expert), ...sample.sums[place].map(value => value == null ? 'not available' : signed(value)),
        element('td', {}, ...(sample.features[place].length ? sample.features[place].map(token) : ['–']))] })));
  };

  // What the pixels add, drawn over the picture without its colours: blue for the class, orange against it.
  const mapColors = { for: [0, 114, 178], against: [213, 94, 0] };
  const heat = (map, expert) => {
    const canvas = element('canvas', { width: map.columns, height: map.rows, 'aria-hidden': 'true',
      style: { width: 100 * map.columns * map.block / map.width + '%', height: 100 * map.rows * map.block / map.height + '%' } });
    const context = canvas.getContext('2d');
    const pixels = context.createImageData(map.columns, map.rows);
    [...atob(map.experts[expert])].forEach((byte, place) => {
      const value = (byte.charCodeAt(0) << 24) >> 24;
      pixels.data.set([...mapColors[value >= 0 ? 'for' : 'against'], Math.round(255 * Math.abs(value) / 127)], 4 * place);
    });
    context.putImageData(pixels, 0, 0);
    return canvas;
  };
  const heatMap = (sample, map, modality, expert) => {
    const sum = signed(sample.sums[expert][modality]);
    return element('figure', { class: 'map' },
      element('div', { class: 'over', role: 'img', style: { 'aspect-ratio': `${map.width} / ${map.height}` }, 'aria-label': `${data.modalities[modality]} and ${data.experts[expert].label}: the pixels add ${sum} in all` },
        element('img', { src: sample.shown[modality].image, alt: '' }), heat(map, expert)),
      element('figcaption', {}, ...labelled(data.experts[expert]), element('b', {}, ' ' + sum)));
  };
  const pixels = sample => sample.maps.flatMap((map, modality) => {
    if (!map) { return []; }
    const what = map.block > 1 ? `block of ${map.block} x ${map.block} pixels` : 'pixel';
    return [element('div', {},
      element('p', { class: 'caption' }, `What every ${what} of ${data.modalities[modality]} adds to each expert's output for ${data.outputs[sample.focus]}, with the sum. All experts share one scale. It counts how a pixel differs from the mean training picture, so empty places may count too.`),
      element('div', { class: 'maps' }, ...data.experts.map((_, expert) => heatMap(sample, map, modality, expert))),
      element('p', { class: 'scale' }, element('span', {}, `against ${number(-map.greatest, 3)}`), element('i', {}), element('span', {}, `${number(map.greatest, 3)} for`)))];
  });

  const list = [byId('filters'), byId('count'), byId('list'), byId('more')];
  const page = byId('page');
  let current = null;
  let lastPlace = 0;
  const go = sample => { location.hash = sample ? '#sample-' + sample.id : '#samples'; };
  const neighbour = step => {
    const within = found.includes(current) ? found : data.samples;
    return within[within.indexOf(current) + step];
  };
  const button = (text, sample) => {
    const made = element('button', { type: 'button', disabled: sample === undefined }, text);
    made.addEventListener('click', () => go(sample));
    return made;
  };
  const open = sample => {
    if (!current) { lastPlace = scrollY; }
    current = sample;
    const parts = [
      element('div', { class: 'steps' }, button('← All samples', null), button('‹ Previous', neighbour(-1)), button('Next ›', neighbour(1))),
      element('h3', { tabindex: -1 }, sample.name),
      element('p', {}, verdict(sample), ` · ${sample.agree ? 'all experts agree' : 'the experts differ'}`),
      element('p', { class: 'words' }, sample.words),
      sample.set ? element('p', { class: 'lead' }, `What cannot be excluded (alpha ${data.alpha}): ${sample.set}`) : null,
      element('div', { class: 'inputs' }, ...sample.shown.map(view)),
      element('h4', {}, 'What the experts contribute'), contributions(sample), outputs(sample),
      element('h4', {}, 'What masking changes'), masking(sample), whatIf(sample)
    ];
    if (sample.features) { parts.push(element('h4', {}, 'Which inputs matter'), features(sample)); }
    if (sample.responses) { parts.push(whatIfValue(sample)); }
    if (sample.maps?.some(map => map)) { parts.push(element('h4', {}, 'Which pixels matter'), ...pixels(sample)); }
    page.replaceChildren(...parts.filter(part => part != null));
    list.forEach(part => { part.hidden = true; });
    page.hidden = false;
    byId('samples').scrollIntoView({ behavior: 'instant' });
    page.querySelector('h3').focus({ preventScroll: true });
  };
  const close = () => {
    if (!current) { return; }
    const link = document.querySelector(`a[href="#sample-${current.id}"]`);
    current = null;
    page.hidden = true;
    list.forEach(part => { part.hidden = false; });
    byId('more').hidden = listed >= found.length;
    scrollTo({ top: lastPlace, behavior: 'instant' });
    link?.focus({ preventScroll: true });
  };
  const follow = () => {
    const match = /^#sample-(\d+)$/.exec(location.hash);
    const sample = match && data.samples.find(candidate => candidate.id === +match[1]);
    if (sample) { open(sample); } else { close(); }
  };
  addEventListener('hashchange', follow);
  addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches('input, select, textarea')) { return; }
    if (event.key === '/') { event.preventDefault(); close(); controls.search.focus(); }
    else if (current && event.key === 'Escape') { go(null); }
    else if (current && event.key === 'ArrowRight' && !event.target.matches('.scroll') && neighbour(1)) { go(neighbour(1)); }
    else if (current && event.key === 'ArrowLeft' && !event.target.matches('.scroll') && neighbour(-1)) { go(neighbour(-1)); }
  });
  filter();
  follow();
})();
