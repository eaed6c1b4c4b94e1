using System.Globalization;
using System.Text;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Runs;
using I2MoE.Dsl.Specification.Rules;
using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Tool.Drafts;

/// <summary>Writes a draft as an experiment file.</summary>
/// <param name="name">The name of the experiment.</param>
/// <param name="command">The command that made it.</param>
/// <param name="draft">The draft.</param>
internal sealed class DraftText(string name, string command, Draft draft)
{
    private const int LineLength = 140;
    private const double TrainingShare = 0.7;

    /// <summary>The text of the file, which the rules of the build have nothing against.</summary>
    /// <exception cref="ExperimentException">No encoder takes the shape of a modality.</exception>
    public string Write()
    {
        int[] chosen = new int[draft.Modalities.Count];
        while (true)
        {
            string text = Text(chosen, DraftModel.Transformer);
            YamlReading experiment = YamlExperiment.Read($"{name}{YamlExperiment.Extension}", text, _ => null);
            YamlProblem[] errors = [.. experiment.Check().Where(problem => problem.Rule.Severity == RuleSeverity.Error)];
            if (errors.Length == 0)
            {
                return LinearFusionAdvice.IsFor(experiment.Specification, (int)(TrainingShare * draft.Samples)) ? Text(chosen, DraftModel.Linear) : text;
            }

            // Another encoder where one cannot take its modality.
            int next = Enumerable.Range(0, chosen.Length).FirstOrDefault(
                m => chosen[m] + 1 < draft.Modalities[m].Encoders.Count && errors.Any(error => IsAbout(error, text, draft.Modalities[m].Key)), -1);
            if (next < 0)
            {
                throw new ExperimentException($"No experiment can be made of these data: {string.Join(' ', errors.Select(error => error.Message).Distinct().Take(3))}");
            }

            chosen[next]++;
        }
    }

    private static bool IsAbout(YamlProblem problem, string text, string key) =>
        text.Split('\n')[problem.Place.Line - 1].TrimStart().StartsWith(key + ":", StringComparison.Ordinal);

    private string Text(int[] chosen, DraftModel model)
    {
        StringBuilder text = new();
        text.Append("# yaml-language-server: $schema=https://raw.githubusercontent.com/i2moe/I2MoE.Dsl/main/schemas/i2moe.schema.json\n");
        Comment(text, 0, $"Written by: {command}");
        Comment(text, 0, "What the comments say is guessed from the data. Change what is wrong; i2moe validate checks it, i2moe data shows what is read.");
        text.Append(CultureInfo.InvariantCulture, $"name: {name}\n\n");
        foreach (string comment in draft.Task.Comments)
        {
            Comment(text, 0, comment);
        }

        text.Append(CultureInfo.InvariantCulture, $"task: {draft.Task.Yaml}\n\nmodalities:\n");
        foreach ((int m, DraftModality modality) in draft.Modalities.Index())
        {
            Comment(text, 1, modality.Comment);
            text.Append(CultureInfo.InvariantCulture, $"  {modality.Key}: {modality.Encoders[chosen[m]]}\n");
        }

        (int epochs, int batch) = Pace(draft.Samples);
        text.Append('\n');
        if (model.Comment is not null)
        {
            Comment(text, 0, model.Comment);
        }

        text.Append(CultureInfo.InvariantCulture, $"fusion: {model.Fusion}\nexperts: {{ interaction_loss_weight: 0.5 }}\n");
        Comment(text, 0, string.Create(CultureInfo.InvariantCulture, $"A first try for {draft.Samples:N0} samples."));
        text.Append(CultureInfo.InvariantCulture, $"training: {{ epochs: {epochs}, batch_size: {batch}, learning_rate: 0.001{model.Training} }}\n\ndata:\n");
        AppendData(text);
        if (draft.Notes.Count > 0)
        {
            text.Append('\n');
            Comment(text, 0, "Not used, or worth a look:");
            foreach (string note in draft.Notes)
            {
                Comment(text, 0, "- " + note);
            }
        }

        return text.ToString();
    }

    private void AppendData(StringBuilder text)
    {
        foreach (string line in draft.Source)
        {
            if (line.TrimStart().StartsWith('#'))
            {
                Comment(text, 1, line.TrimStart().TrimStart('#').Trim());
            }
            else
            {
                text.Append("  ").Append(line).Append('\n');
            }
        }

        DraftModality[] stated = [.. draft.Modalities.Where(modality => modality.Data is not null)];
        if (stated.Length > 0)
        {
            text.Append("  modalities:\n");
            foreach (DraftModality modality in stated)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {modality.Key}: {modality.Data}\n");
            }
        }

        DraftModality[] named = [.. draft.Modalities.Where(modality => modality.FeatureNames is not null)];
        if (named.Length > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $"  feature_names: {{ {string.Join(", ", named.Select(modality => $"{modality.Key}: {YamlWriter.Text(modality.FeatureNames!)}"))} }}\n");
        }

        if (draft.SampleNames is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"  sample_names: {YamlWriter.Text(draft.SampleNames)}\n");
        }

        if (draft.SplitComment is not null)
        {
            Comment(text, 1, draft.SplitComment);
        }

        if (draft.Split is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"  split: {draft.Split}\n");
        }
    }

    private static (int Epochs, int Batch) Pace(int samples) => samples switch
    {
        < 2000 => (30, 32),
        < 20_000 => (20, 128),
        < 200_000 => (10, 512),
        _ => (5, 1024),
    };

    // Words of the data may hold anything; a comment is one line of what can be printed, broken where it is long.
    private static void Comment(StringBuilder text, int depth, string comment)
    {
        string indent = new(' ', 2 * depth);
        StringBuilder line = new(indent + "#");
        foreach (string word in string.Concat(comment.Select(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029' or '\u0085' or '\uFEFF' ? '?' : c)).Split(' '))
        {
            if (line.Length + word.Length > LineLength && line.Length > indent.Length + 3)
            {
                text.Append(line).Append('\n');
                line.Clear().Append(indent).Append(comment.StartsWith("- ", StringComparison.Ordinal) ? "#  " : "#");
            }

            line.Append(' ').Append(word);
        }

        text.Append(line).Append('\n');
    }
}
