using System.Globalization;
using System.Text.RegularExpressions;
using I2MoE.Trials.Options;

namespace I2MoE.Trials.Drawing;

/// <summary>Draws the modalities of an experiment, with their values.</summary>
/// <param name="page">The options.</param>
/// <param name="dice">Draws.</param>
/// <param name="component">Draws the options of a component, at its path.</param>
internal sealed partial class ModalityDraw(OptionPage page, Dice dice, Func<string, OptionSection, YamlMap> component)
{
    private static readonly string[] s_names = ["image", "notes", "heart_rate", "größe", "血压", "возраст", "labs", "x1", "mri_t1", "geste", "σήμα", "audio"];

    /// <summary>Draws the section <c>modalities</c>.</summary>
    /// <param name="samples">The number of samples.</param>
    /// <param name="drawn">Takes each modality with its values.</param>
    /// <param name="takesPatches">Whether the fusion takes patches.</param>
    public YamlMap Draw(int samples, List<DrawnModality> drawn, bool takesPatches)
    {
        var map = new YamlMap();
        string[] names = [.. dice.Shuffle(s_names).Take(dice.Happens(0.05) ? dice.Integer(4, 8) : dice.Integer(2, 3))];
        OptionSection[] encoders = [.. page.Encoders.Where(section => section.Kind != "custom")];
        foreach (string name in names)
        {
            OptionSection encoder = dice.Any(encoders);

            // The two networks of the paper for large pictures take a second each, and patches go with fusions that take them.
            if ((encoder.Kind is "vgg11" or "cnn3d" && !dice.Happens(0.25)) || (encoder.Kind == "patch" && !takesPatches && !dice.Happens(0.1)))
            {
                encoder = encoders[0];
            }

            YamlMap options = component($"modalities.{name}.encoder", encoder);
            foreach ((string key, string value) in ((string, string)[])[("vocabulary", "12"), ("token_dim", "6"), ("hidden_dim", "8"), ("channels", "[4]")])
            {
                if (encoder.Row(key) is not null && options[key] is null)
                {
                    options.Set(key, value);
                }
            }

            Relations.OfTokens(options, dice);
            int[] levels = encoder.Kind is "linear" or "mlp" or "maxout" && dice.Happens(0.3) ? [.. Enumerable.Range(0, dice.Integer(1, 2)).Select(_ => dice.Integer(3, 7))] : [];
            int[] shape = levels.Length > 0 ? [dice.Integer(0, 4) + levels.Sum()] : Shape(encoder);
            int vocabulary = encoder.Row("vocabulary") is null ? 0 : int.Parse((string)options["vocabulary"]!, CultureInfo.InvariantCulture);
            var modality = new YamlMap();
            modality.Set(shape.Length == 1 && dice.Happens(0.7) ? "features" : "shape", "");
            modality.Set(modality.Keys.Single(), modality.Keys.Single() == "features" ? Text(shape[0]) : $"[{string.Join(", ", shape.Select(Text))}]");
            bool hasOwnLength = encoder.Kind is "gru" or "lstm" or "cnn1d" && dice.Happens(0.4);
            Flags(modality, encoder.Kind, hasOwnLength);
            if (levels.Length > 0)
            {
                modality.Set("levels", $"[{string.Join(", ", levels.Select(Text))}]");
                modality.Set("embedding", Text(dice.Integer(dice.Happens(0.1) ? 0 : 1, 5)));
            }

            modality.Set("encoder", options.Count == 1 ? encoder.Kind : options);
            map.Set(name, modality);
            float[][] values = Values(samples, shape, vocabulary);
            drawn.Add(new DrawnModality(name, shape, vocabulary, hasOwnLength ? [.. values.Select(row => Ended(row, shape[1]))] : [.. OneHot(values, levels)], levels));
        }

        return map;
    }

    // What a modality may have beside its shape and encoder.
    private void Flags(YamlMap modality, string encoder, bool hasOwnLength)
    {
        if (dice.Happens(0.3))
        {
            modality.Set("optional", "true");
        }

        if (hasOwnLength)
        {
            modality.Set("own_length", "true");
        }

        if (encoder is "cnn2d" or "vgg11" && dice.Happens(0.4))
        {
            var augment = new YamlMap();
            augment.Set("flip", dice.Any(["true", "false"]));
            augment.Set("crop", dice.Any(["0", "0.2", "0.5"]));
            augment.Set("jitter", dice.Any(["0", "0.3", "1"]));
            modality.Set("augment", augment);
        }
    }

    // The last features of a sample say the level of each column: one of those that have names, another, or none.
    private IEnumerable<float[]> OneHot(float[][] values, int[] levels)
    {
        bool[] hasOthers = [.. levels.Select(_ => dice.Happens(0.5))];
        foreach (float[] row in values)
        {
            int start = row.Length - levels.Sum();
            foreach ((int column, int width) in levels.Index())
            {
                // A sample without any value has no level either.
                int level = start > 0 && row[..start].All(float.IsNaN) ? width - 1 : dice.Happens(0.1) ? hasOthers[column] ? width - 2 : width - 1 : dice.Integer(0, width - 3);
                int begin = row.Length - levels[column..].Sum();
                for (int feature = 0; feature < width; feature++)
                {
                    row[begin + feature] = feature == level ? 1 : 0;
                }
            }

            yield return row;
        }
    }

    // The first steps of a sample, sometimes none.
    private float[] Ended(float[] values, int features)
    {
        int end = features * dice.Integer(0, values.Length / features);
        return [.. values.Select((value, place) => place < end ? value : float.NaN)];
    }

    // The page says what one sample is: "an image [C, H, W]", "a sequence [T, F]", "token ids [T]"; otherwise it is a vector.
    private int[] Shape(OptionSection encoder)
    {
        string[] sides = ShapeText().Match(encoder.Summary) is { Success: true } match ? match.Groups[1].Value.Split(", ") : ["F"];
        int side = encoder.Kind switch { "vgg11" => 32, "cnn3d" => 24, _ => dice.Integer(6, 14) };
        return [.. sides.Select(name => name switch { "C" => encoder.Kind is "vgg11" or "cnn3d" ? 1 : dice.Any([1, 3, 2]), "F" => dice.Integer(1, 7), "T" => dice.Integer(2, 9), _ => side })];
    }

    private float[][] Values(int samples, int[] shape, int vocabulary)
    {
        int width = shape.Aggregate(1, (product, side) => product * side);
        double missing = dice.Happens(0.3) ? 0.1 : 0;
        return
        [
            .. Enumerable.Range(0, samples).Select(_ =>
            {
                bool isAbsent = missing > 0 && dice.Happens(0.1);
                return Enumerable.Range(0, width).Select(_ => vocabulary > 0 ? dice.Integer(0, vocabulary - 1) : isAbsent || (missing > 0 && dice.Happens(missing)) ? float.NaN : dice.Normal()).ToArray();
            }),
        ];
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\[([A-Z](?:, [A-Z])*)\]")]
    private static partial Regex ShapeText();
}
