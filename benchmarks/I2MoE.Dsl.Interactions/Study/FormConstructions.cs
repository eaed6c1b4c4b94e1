namespace I2MoE.Dsl.Interactions.Study;

/// <summary>The same in sequences, which a GRU reads, and in pictures, which convolutions do.</summary>
internal static class FormConstructions
{
    private const int Epochs = 20;

    /// <summary>The constructions.</summary>
    public static IReadOnlyList<LatentConstruction> All { get; } = [.. Of("sequences", LatentForm.Sequence), .. Of("pictures", LatentForm.Picture)];

    private static IEnumerable<LatentConstruction> Of(string group, LatentForm form) => ((LatentConstruction[])
    [
        new("unique 2, bits", random => random.Bits((_, b) => b)) { IsDiscrete = true, RandomLabels = 0.1 },
        new("the same bit", random => random.Same(2)) { IsDiscrete = true, RandomLabels = 0.1 },
        new("XOR of bits", random => random.Bits((a, b) => a ^ b)) { IsDiscrete = true, RandomLabels = 0.1 },
        new("redundant, sd 0.5", random => random.Views(0.5, 0.5)),
    ]).Select(construction => construction with { Name = $"{group}: {construction.Name}", Group = group, Form = form, Epochs = Epochs });
}
