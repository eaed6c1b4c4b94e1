using I2MoE.Dsl.Data;
using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Tasks;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>What is strange about the labels of the parts: classes and labels that cannot be learned or judged.</summary>
/// <param name="model">The model.</param>
/// <param name="splits">The parts.</param>
internal sealed class LabelWarnings(ModelDescription model, DataSplits splits)
{
    private const int Shown = 8;
    private const int EventsOfInterval = 5;

    private readonly IReadOnlyList<string>? _names = splits.Train.ClassNames;

    /// <summary>The warnings, each a sentence or two.</summary>
    /// <param name="chosenBy">Where classes have different weights in the loss, the metric without weights that chooses the best epoch; null otherwise.</param>
    public IEnumerable<string> Find(string? chosenBy) => model.Task switch
    {
        TaskKind.Classification or TaskKind.Ordinal => [.. Similar(), .. Classes(), .. chosenBy is not null ? Weights(chosenBy) : []],
        TaskKind.MultiLabel => [.. Similar(), .. Labels()],
        TaskKind.Survival => Events(),
        _ => Targets(),
    };

    private IEnumerable<string> Similar()
    {
        if (_names is not null && LabelValue.FindSimilar(_names) is { } similar)
        {
            yield return $"'{ShownText.Of(similar.First)}' and '{ShownText.Of(similar.Second)}' differ only in case, blanks or unseen signs, and are two different {Noun}; if one is meant, mend the data.";
        }
    }

    private IEnumerable<string> Classes()
    {
        long[] train = Counts(splits.Train);
        long[] validation = Counts(splits.Validation);
        long[] test = Counts(splits.Test);
        int[] all = [.. Enumerable.Range(0, model.Outputs)];
        int[] unknown = [.. all.Where(c => train[c] == 0 && validation[c] + test[c] > 0)];
        if (unknown.Length > 0)
        {
            yield return $"{Begin(unknown, c => FormattableString.Invariant($"{Name(c)} ({validation[c]} in validation, {test[c]} in test)"))} never {Verb(unknown, "occurs", "occur")} in the training part, so that {Verb(unknown, "it", "they")} cannot be learned and every such sample counts as wrong.";
        }

        int[] nowhere = [.. all.Where(c => train[c] + validation[c] + test[c] == 0)];
        if (nowhere.Length > 0)
        {
            yield return $"{Begin(nowhere, Name)} {Verb(nowhere, "occurs", "occur")} in no part of the data, though the task has {model.Outputs} classes.";
        }

        foreach ((string part, long[] counts, string consequence) in new[] { ("validation", validation, "the best epoch is chosen"), ("test", test, "the test metrics are computed") })
        {
            int[] absent = [.. all.Where(c => train[c] > 0 && counts[c] == 0)];
            if (absent.Length > 0)
            {
                yield return $"{Begin(absent, c => FormattableString.Invariant($"{Name(c)} ({train[c]} in training)"))} never {Verb(absent, "occurs", "occur")} in the {part} part, so that {consequence} without {Verb(absent, "it", "them")}.";
            }
        }
    }

    private IEnumerable<string> Events()
    {
        int events = EventsOf(splits.Train);
        if (events < EventsOfInterval * model.Outputs)
        {
            yield return FormattableString.Invariant(
                $"The training part has {events} events for {model.Outputs} intervals of time, fewer than {EventsOfInterval} for each, so that their hazards are hardly known. Say intervals: {Math.Max(2, events / EventsOfInterval)}.");
        }

        foreach ((string part, MultimodalDataset data) in new[] { ("validation", splits.Validation), ("test", splits.Test) })
        {
            if (SurvivalTask.Incomparable(data.Labels) is { } reason)
            {
                yield return $"The {part} part {reason}, so that its concordance is not defined.";
            }
        }
    }

    // A classification says which classes occur; of numbers only that there is one.
    private IEnumerable<string> Targets()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor targets = splits.Train.Labels.to(ScalarType.Float64);
        double least = targets.min().item<double>();
        return least.Equals(targets.max().item<double>())
            ? [FormattableString.Invariant($"Every target of the training part is {(float)least:R}, so that there is nothing to learn. Is it the right column?")]
            : [];
    }

    private static int EventsOf(MultimodalDataset data) => data.Labels.contiguous().data<float>().ToArray().Where((value, place) => place % 2 == 1 && value > 0).Count();

    private IEnumerable<string> Labels()
    {
        foreach ((string part, MultimodalDataset data) in new[] { ("training", splits.Train), ("validation", splits.Validation), ("test", splits.Test) })
        {
            using DisposeScope scope = NewDisposeScope();
            double[] shares = data.Labels.to(ScalarType.Float64).mean([0]).data<double>().ToArray();
            foreach ((double constant, string word) in new[] { (0.0, "has"), (1.0, "lacks") })
            {
                int[] same = [.. Enumerable.Range(0, shares.Length).Where(label => shares[label] == constant)];
                if (same.Length > 0)
                {
                    yield return $"No sample of the {part} part {word} {List(same, Name)}{(part == "training" ? $", so that {Verb(same, "it", "they")} cannot be learned" : "")}.";
                }
            }
        }
    }

    private IEnumerable<string> Weights(string chosenBy)
    {
        long[] train = Counts(splits.Train);
        int rarest = Enumerable.Range(0, train.Length).Where(c => train[c] > 0).MinBy(c => train[c]);
        yield return FormattableString.Invariant(
            $"Classes have weights in the loss, but the best epoch is chosen by {chosenBy}, in which {Name(rarest)} ({train[rarest]} of {splits.Train.Count} in training) hardly counts: an epoch that never predicts it may be kept. To choose by another metric: --set training.best.metric=macro_f1");
    }

    private long[] Counts(MultimodalDataset data)
    {
        long[] counts = new long[model.Outputs];
        foreach (long label in data.Labels.data<long>())
        {
            counts[label]++;
        }

        return counts;
    }

    private string Noun => model.Task.IsClass() ? "classes" : "labels";

    private string Name(int index) => _names is { } names ? $"'{ShownText.Of(names[index])}'" : FormattableString.Invariant($"{index}");

    private string Begin(int[] items, Func<int, string> text) => Capital(List(items, text));

    private string List(int[] items, Func<int, string> text)
    {
        string noun = model.Task.IsClass() ? Verb(items, "class", "classes") : Verb(items, "label", "labels");
        string more = items.Length > Shown ? FormattableString.Invariant($" and {items.Length - Shown} more") : "";
        return $"{noun} {string.Join(", ", items.Take(Shown).Select(text))}{more}";
    }

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];

    private static string Verb(int[] items, string one, string several) => items.Length == 1 ? one : several;
}
