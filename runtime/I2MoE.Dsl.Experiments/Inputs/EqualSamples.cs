using I2MoE.Dsl.Data;

namespace I2MoE.Dsl.Experiments.Inputs;

/// <summary>Samples whose values are equal in every modality: what a model has learned by heart, it need not understand.</summary>
/// <param name="Groups">The rows of equal samples, at least two each, in the order of the data.</param>
internal sealed record EqualSamples(IReadOnlyList<IReadOnlyList<long>> Groups)
{
    /// <summary>Looks for them.</summary>
    public static EqualSamples Find(MultimodalDataset data)
    {
        UInt128[] digests = SampleDigests.Of(data);
        return new EqualSamples(
        [
            .. Enumerable.Range(0, data.Count).GroupBy(row => digests[row]).Where(group => group.Skip(1).Any())
                .Select(group => (IReadOnlyList<long>)[.. group.Select(row => (long)row)]),
        ]);
    }

    /// <summary>The number of samples of which another part has an equal one, for every two parts.</summary>
    public IReadOnlyList<(DataPart First, DataPart Second, int Samples, IReadOnlyList<long> Example)> Across(ExperimentSplits splits)
    {
        Dictionary<long, DataPart> parts = [];
        foreach (DataPart part in (DataPart[])[DataPart.Train, DataPart.Validation, DataPart.Test])
        {
            foreach (long row in splits.Of(part))
            {
                parts[row] = part;
            }
        }

        List<(DataPart First, DataPart Second, int Samples, IReadOnlyList<long> Example)> found = [];
        foreach ((DataPart first, DataPart second) in new[] { (DataPart.Train, DataPart.Validation), (DataPart.Train, DataPart.Test), (DataPart.Validation, DataPart.Test) })
        {
            IReadOnlyList<long>[] groups = [.. Groups.Where(group => group.Any(row => Is(row, first)) && group.Any(row => Is(row, second)))];
            if (groups.Length > 0)
            {
                found.Add((first, second, groups.Sum(group => group.Count(row => Is(row, second))), [groups[0].First(row => Is(row, first)), groups[0].First(row => Is(row, second))]));
            }
        }

        return found;

        bool Is(long row, DataPart part) => parts.TryGetValue(row, out DataPart own) && own == part;
    }
}
