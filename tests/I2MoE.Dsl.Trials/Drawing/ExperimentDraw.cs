using System.Globalization;
using I2MoE.Trials.Options;

namespace I2MoE.Trials.Drawing;

/// <summary>Draws a whole experiment from docs/options.md, with its data; every tenth has one thing in it that the page does not allow.</summary>
internal sealed class ExperimentDraw
{
    private static readonly string[] s_classes = ["grün", "grön", "良性", "恶性", "да", "нет", "a, b", "it's", "\"so\"", "🙂", "well", "ill", "=1+1", "x|y"];

    private readonly OptionPage _page;
    private readonly int _seed;
    private readonly Dice _dice;
    private readonly ValueDraw _values;
    private readonly string _folder;
    private readonly List<(string Path, YamlMap Map, OptionSection Section)> _components = [];

    private ExperimentDraw(OptionPage page, int seed, string folder)
    {
        (_page, _seed, _folder, _dice) = (page, seed, folder, new Dice(seed));
        _values = new ValueDraw(_dice);
    }

    /// <summary>Draws an experiment.</summary>
    /// <param name="page">The options.</param>
    /// <param name="seed">The same seed draws the same experiment while the page is the same.</param>
    /// <param name="folder">Where its files are written.</param>
    public static DrawnExperiment Draw(OptionPage page, int seed, string folder) => new ExperimentDraw(page, seed, folder).Draw();

    private DrawnExperiment Draw()
    {
        var root = new YamlMap();
        root.Set("name", $"Trial{_seed}");
        OptionSection task = _dice.Any(_page.Tasks);
        int outputs = task.Kind switch { "classification" => _dice.Integer(2, 5), "ordinal" => _dice.Integer(3, 5), "multi_label" => _dice.Integer(1, 4), "survival" => _dice.Integer(2, 6), _ => 1 };
        int samples = Math.Max(40, 12 * outputs) + _dice.Integer(0, 20);
        DrawnLabels labels = Labels(task.Kind, outputs, samples);
        root.Set("task", Task(task, outputs));
        OptionSection fusion = _dice.Any([.. _page.Fusions.Where(section => section.Kind != "custom")]);
        List<DrawnModality> modalities = [];
        YamlMap modalityMap = new ModalityDraw(_page, _dice, (path, section) => Component(path, section, 0.5, withKind: true)).Draw(samples, modalities, takesPatches: fusion.Row("patches") is not null);
        root.Set("modalities", modalityMap);
        if (modalityMap.Keys.Any(name => ((YamlMap)modalityMap[name]!)["optional"] is not null) && _dice.Happens(0.6))
        {
            root.Set("missing", Component("missing", _page["Missing"], 0.7, withKind: false));
        }

        root.Set("fusion", Fusion(fusion));
        if (_dice.Happens(0.7))
        {
            root.Set("experts", Experts(modalities));
        }

        if (_dice.Happens(0.4))
        {
            root.Set("reweighting", Component("reweighting", _page["Reweighting"], 0.4, withKind: false));
        }

        YamlMap training = Component("training", _page["Training"], 0.3, withKind: false);
        Relations.OfTraining(training, task.Kind, _dice);
        training.Set("epochs", "1");
        root.Set("training", training);
        var data = new DataDraw(_page, _dice, _values, _folder);
        root.Set("data", data.Draw(modalities, labels));
        string? wrong = _dice.Happens(0.1) ? Break() : null;
        string file = Path.Combine(_folder, $"trial{_seed}.i2moe.yaml");
        File.WriteAllText(file, root.ToText(_dice));
        return new DrawnExperiment(_seed, file, samples, outputs, task.Kind, data.IsRandom ? null : labels.Truth, data.TestRows, wrong);
    }

    private DrawnLabels Labels(string task, int outputs, int samples)
    {
        float[][] drawn = task switch
        {
            "classification" or "ordinal" => [.. _dice.Shuffle(Enumerable.Range(0, samples).Select(row => new[] { (float)(row % outputs) }))],
            "multi_label" => [.. Enumerable.Range(0, samples).Select(row => Enumerable.Range(0, outputs).Select(_ => _dice.Happens(0.5) ? 1f : 0f).ToArray())],
            "survival" => [.. Enumerable.Range(0, samples).Select(_ => new[] { Math.Abs(_dice.Normal()) * 100, _dice.Happens(0.8) ? 1f : 0f })],
            "count" => [.. Enumerable.Range(0, samples).Select(_ => new[] { (float)_dice.Integer(0, 9) })],
            _ => [.. Enumerable.Range(0, samples).Select(_ => new[] { _dice.Normal() })],
        };
        string[]? names = _dice.Integer(0, 5) switch
        {
            0 when task is "classification" or "ordinal" => null,
            1 when task is "classification" or "ordinal" => [.. Enumerable.Range(1, outputs).Select(name => name.ToString(CultureInfo.InvariantCulture))],
            _ => [.. _dice.Shuffle(s_classes).Take(outputs)],
        };
        return new DrawnLabels(task, outputs, drawn, task is "regression" or "count" or "survival" ? null : names);
    }

    private YamlMap Task(OptionSection section, int outputs)
    {
        YamlMap task = Component("task", section, 0.5, withKind: true);
        string count = outputs.ToString(CultureInfo.InvariantCulture);
        switch (section.Kind)
        {
            case "classification":
                task.Set("classes", count);
                if (task["balanced_class_weights"] is not "true" && _dice.Happens(0.3))
                {
                    task.Set("class_weights", $"[{string.Join(", ", Enumerable.Range(0, outputs).Select(_ => _dice.Any(["0.5", "1", "2.5"])))}]");
                }

                break;
            case "ordinal":
                task.Set("classes", count);
                break;
            case "survival":
                task.Set("intervals", count);
                break;
            case "multi_label":
                task.Set("labels", count);
                break;
        }

        return task;
    }

    private YamlMap Fusion(OptionSection section)
    {
        YamlMap fusion = Component("fusion", section, 0.7, withKind: true);

        // Defaults are for data of real size.
        foreach (string key in (string[])["hidden_dim", "embed_dim", "feed_forward_dim", "fused_dim", "patches", "layers"])
        {
            if (section.Row(key) is { } row && fusion[key] is null)
            {
                fusion.Set(key, _values.Allowed(row)!);
            }
        }

        // "Number of attention heads; divides HiddenDim."
        if (section.Row("heads") is { } heads && _dice.Happens(0.9))
        {
            string divided = heads.Purpose.Contains("EmbedDim", StringComparison.Ordinal) ? "embed_dim" : "hidden_dim";
            int count = _dice.Integer(1, 4);
            fusion.Set("heads", count.ToString(CultureInfo.InvariantCulture));
            fusion.Set(divided, (count * _dice.Integer(1, 6)).ToString(CultureInfo.InvariantCulture));
        }

        return fusion;
    }

    private YamlMap Experts(List<DrawnModality> modalities)
    {
        YamlMap experts = Component("experts", _page["Experts"], 0.3, withKind: false);
        if (experts["masked_modalities"] is not null)
        {
            experts.Set("masked_modalities", Text(_dice.Integer(2, modalities.Count)));
        }

        // Pairs of more modalities take thousands of passes a step, as a warning says.
        foreach (string pairs in ((string[])["pairwise_synergy", "pairwise_redundancy"]).Where(key => modalities.Count > 4 && experts[key] is not null))
        {
            experts.Set(pairs, "false");
        }

        if (_dice.Happens(0.15))
        {
            experts.Set("uniqueness_of", $"[{string.Join(", ", modalities.Where(_ => _dice.Happens(0.6)).Select(modality => modality.Name))}]");
        }

        return experts;
    }

    private YamlMap Component(string path, OptionSection section, double share, bool withKind)
    {
        var map = new YamlMap();
        if (withKind)
        {
            map.Set("kind", section.Kind);
        }

        foreach (OptionRow row in section.Rows.Where(row => row.IsRequired || _dice.Happens(share)))
        {
            if (_values.Allowed(row) is { } value)
            {
                map.Set(row.Key, value);
            }
        }

        _components.Add((path, map, section));
        return map;
    }

    // Makes one option wrong, or adds a key that the page does not have.
    private string Break()
    {
        for (; ; )
        {
            (string path, YamlMap map, OptionSection section) = _dice.Any(_components);
            if (_dice.Happens(0.15) && map.Count > 1)
            {
                map.Set("flavour", "1");
                return $"{path} has the key 'flavour'";
            }

            if (section.Rows.Count > 0 && _dice.Any(section.Rows) is { } row && map[row.Key] is not null && _values.Wrong(row) is { } wrong)
            {
                map.Set(row.Key, wrong);
                return $"{path}.{row.Key}: {wrong}";
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
