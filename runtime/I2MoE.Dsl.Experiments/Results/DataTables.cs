using System.Globalization;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Experiments.Inputs;
using I2MoE.Dsl.Specification;
using TorchSharp;
using static TorchSharp.torch;

namespace I2MoE.Dsl.Experiments.Results;

/// <summary>What was read of the data of an experiment, as tables.</summary>
/// <param name="model">The model.</param>
/// <param name="data">All samples, as they were read.</param>
/// <param name="splits">Which belong to which part.</param>
internal sealed class DataTables(ModelDescription model, MultimodalDataset data, ExperimentSplits splits)
{
    private const int ListedFeatures = 8;

    private static readonly (DataPart Part, string Name)[] s_parts = [(DataPart.Train, "training"), (DataPart.Validation, "validation"), (DataPart.Test, "test"), (DataPart.All, "all")];

    /// <summary>The tables, in the order in which they are read.</summary>
    public IReadOnlyList<DataTable> Make() => [Labels(), Missing(), Ranges(), .. Features(), .. Texts(), Duplicates()];

    private DataTable Labels() => model.Task switch
    {
        TaskKind.Classification or TaskKind.Ordinal => Counted("Samples by class and part", "class", Enumerable.Range(0, model.Outputs).Select(c => (OutputName(c), data.Labels.data<long>().ToArray().Select(label => label == c).ToArray()))),
        TaskKind.MultiLabel => Counted("Samples that have each label, by part", "label", Enumerable.Range(0, model.Outputs).Select(label => (OutputName(label), Has(label)))),
        TaskKind.Survival => Times(),
        _ => Targets(),
    };

    private bool[] Has(int label)
    {
        using DisposeScope scope = NewDisposeScope();
        return [.. data.Labels.select(1, label).contiguous().data<float>().ToArray().Select(value => value > 0)];
    }

    private string OutputName(int output) => data.ClassNames is { } names && output < names.Count ? ShownText.Of(names[output]) : Number(output);

    private DataTable Counted(string title, string head, IEnumerable<(string Name, bool[] IsOf)> groups)
    {
        List<IReadOnlyList<string>> rows = [];
        foreach ((string name, bool[] isOf) in groups)
        {
            rows.Add([name, .. s_parts.Select(part => Share(splits.Of(part.Part).Count(row => isOf[row]), splits.Of(part.Part).Length))]);
        }

        rows.Add(["samples", .. s_parts.Select(part => Number(splits.Of(part.Part).Length))]);
        return new DataTable(title, [head, .. s_parts.Select(part => part.Name)], rows);
    }

    private DataTable Targets()
    {
        float[] targets = data.Labels.to(ScalarType.Float32).data<float>().ToArray();
        List<IReadOnlyList<string>> rows = [];
        foreach ((DataPart part, string name) in s_parts)
        {
            double[] values = [.. splits.Of(part).Select(row => (double)targets[row])];
            double mean = values.Average();
            rows.Add([name, Number(values.Length), Value(mean), Value(Math.Sqrt(values.Average(value => (value - mean) * (value - mean)))), Value(values.Min()), Value(values.Max())]);
        }

        return new DataTable("The number that is predicted, by part", ["part", "samples", "mean", "deviation", "least", "greatest"], rows);
    }

    private DataTable Times()
    {
        float[] labels = data.Labels.contiguous().data<float>().ToArray();
        List<IReadOnlyList<string>> rows = [];
        foreach ((DataPart part, string name) in s_parts)
        {
            double[] times = [.. splits.Of(part).Select(row => (double)labels[2 * row]).Order()];
            int events = splits.Of(part).Count(row => labels[(2 * row) + 1] > 0);
            rows.Add([name, Number(times.Length), Share(events, times.Length), Value(times[0]), Value(times[times.Length / 2]), Value(times[^1])]);
        }

        return new DataTable("Times, and of how many samples the event is known, by part", ["part", "samples", "events", "least", "median", "greatest"], rows);
    }

    private DataTable Missing()
    {
        IReadOnlyList<bool[]> missing = [.. data.Modalities.Select(modality => data.Origin.MissingOf(data, modality))];
        List<IReadOnlyList<string>> rows = [];
        foreach ((int m, string modality) in data.Modalities.Index())
        {
            rows.Add([modality, .. s_parts.Select(part => Share(splits.Of(part.Part).Count(row => missing[m][row]), splits.Of(part.Part).Length))]);
        }

        rows.Add(["any of them", .. s_parts.Select(part => Share(splits.Of(part.Part).Count(row => missing.Any(modality => modality[row])), splits.Of(part.Part).Length))]);
        return new DataTable("Samples that lack each modality, by part", ["modality", .. s_parts.Select(part => part.Name)], rows);
    }

    private IReadOnlyList<ModalitySummary> Summaries => field ??= [.. data.Modalities.Select(modality => ModalitySummary.Of(data, modality))];

    private DataTable Ranges() => new(
        "Values as they were read, before standardisation",
        ["modality", "shape", "least", "greatest", "mean", "deviation", "missing values", "constant features"],
        [
            .. Summaries.Select(summary => (IReadOnlyList<string>)
            [
                summary.Name,
                $"[{string.Join(", ", summary.Shape)}]",
                Value(summary.Least),
                Value(summary.Greatest),
                Value(summary.Mean),
                Value(summary.Deviation),
                Percent(summary.MissingShare),
                Number(summary.Constant.Count),
            ]),
        ]);

    private IEnumerable<DataTable> Features()
    {
        IReadOnlyList<string>[] rows =
        [
            .. Summaries.Where(summary => summary.Constant.Count > 0).Select(summary => (IReadOnlyList<string>)[summary.Name, "has one value at most", Listed(summary.Constant)]),
            .. Summaries.Where(summary => summary.MostlyMissing.Count > 0).Select(summary => (IReadOnlyList<string>)[summary.Name, "is mostly missing", Listed(summary.MostlyMissing)]),
        ];
        return rows.Length == 0 ? [] : [new DataTable("Features of which little can be learned", ["modality", "what", "features"], rows)];
    }

    private IEnumerable<DataTable> Texts()
    {
        TextSummary[] texts = [.. data.Modalities.Where(data.Tokens.ContainsKey).Select(modality => TextSummary.Of(data, modality, splits))];
        return texts.Length == 0 ? [] : [new DataTable(
            "Texts: tokens are the most frequent first; unknown are those that the training part does not have, or that the vocabulary has no room for",
            ["modality", "tokens known", "for example", "tokens a sample", "full samples", "unknown in training", "unknown in test"],
            [
                .. texts.Select(text => (IReadOnlyList<string>)
                [
                    text.Name, Number(text.Known), string.Join(", ", text.Examples.Select(ShownText.Of)), Value(text.MeanLength), Percent(text.FullShare), Percent(text.UnknownInTraining), Percent(text.UnknownInTest),
                ]),
            ])];
    }

    private DataTable Duplicates()
    {
        EqualSamples equal = EqualSamples.Find(data);
        List<IReadOnlyList<string>> rows = [];
        foreach ((DataPart first, DataPart second, int samples, IReadOnlyList<long> example) in equal.Across(splits))
        {
            rows.Add([$"{NameOf(first)} and {NameOf(second)}", Share(samples, splits.Of(second).Length) + $" of {NameOf(second)}", $"{data.NameOf((int)example[0])} and {data.NameOf((int)example[1])}"]);
        }

        rows.Add(["anywhere", Share(equal.Groups.Sum(group => group.Count - 1), data.Count), equal.Groups.Count == 0 ? "-" : string.Join(" and ", equal.Groups[0].Take(2).Select(row => data.NameOf((int)row)))]);
        return new DataTable("Samples that are equal to another in every modality", ["parts", "samples", "for example"], rows);
    }

    private static string NameOf(DataPart part) => s_parts.First(known => known.Part == part).Name;

    private static string Listed(IReadOnlyList<string> names) => string.Join(", ", names.Take(ListedFeatures).Select(ShownText.Of)) + (names.Count > ListedFeatures ? $" and {Number(names.Count - ListedFeatures)} more" : "");

    private static string Share(int count, int of) => of == 0 ? "0" : string.Create(CultureInfo.InvariantCulture, $"{count} ({100.0 * count / of:0.0} %)");

    private static string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{100 * share:0.0} %");

    private static string Value(double value) => double.IsFinite(value) ? value.ToString("G5", CultureInfo.InvariantCulture) : "-";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
