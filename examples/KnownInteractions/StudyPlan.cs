using System.Globalization;

namespace KnownInteractions;

/// <summary>What the study trains, in the order in which it does.</summary>
internal static class StudyPlan
{
    private const int Samples = 1800;

    // Proportions of unique A, unique B, synergy and redundancy.
    private static readonly double[][] s_mixtures =
    [
        [0.25, 0.25, 0.25, 0.25], [0.5, 0.1, 0.2, 0.2], [0.1, 0.5, 0.2, 0.2], [0.1, 0.1, 0.6, 0.2], [0.1, 0.1, 0.2, 0.6],
        [0.4, 0, 0.6, 0], [0, 0.3, 0, 0.7], [0, 0, 0.5, 0.5], [0.3, 0.3, 0.4, 0], [0.7, 0, 0, 0.3],
    ];

    // Proportions of unique A, unique B, unique C, synergy and redundancy.
    private static readonly double[][] s_mixturesOfThree =
    [
        [0.2, 0.2, 0.2, 0.2, 0.2], [0.5, 0, 0, 0, 0.5], [0, 0.4, 0, 0.6, 0], [0.1, 0.1, 0.1, 0.2, 0.5],
    ];

    /// <summary>The runs of the study.</summary>
    /// <param name="quick">Whether only a few of each, to see that all works.</param>
    public static IEnumerable<StudyTask> Tasks(bool quick) =>
    [
        .. Pure("pure", 2, [0, 1, 2, 3], Seeds(quick ? 1 : 10), mixture => mixture),
        .. Mixed("mixtures", quick ? s_mixtures[..2] : s_mixtures, StudyModel.Both(2), Seeds(quick ? 1 : 2), noise: 0),
        .. RealData.Tasks(Seeds(quick ? 1 : 5), quick),
        .. Pure("three modalities", 3, [0, 1, 2, 3, 4], Seeds(quick ? 1 : 2), mixture => mixture),
        .. Mixed("mixtures of three", quick ? s_mixturesOfThree[..1] : s_mixturesOfThree, StudyModel.Both(3), Seeds(1), noise: 0),
        .. Pure("15 % label noise", 2, [0, 2, 3], Seeds(quick ? 1 : 3), mixture => mixture with { LabelNoise = 0.15 }),
        .. Pure("30 % label noise", 2, [0, 2, 3], Seeds(quick ? 1 : 2), mixture => mixture with { LabelNoise = 0.3 }),
        .. Pure("15 % positives, 5 % label noise", 2, [0, 2, 3], Seeds(quick ? 1 : 3), mixture => mixture with { LabelNoise = 0.05, Positives = 0.15 }),
        .. Mixed("mixtures, 15 % label noise", quick ? [] : s_mixtures[..5], StudyModel.Both(2), Seeds(1), noise: 0.15),
        .. Ablations(quick),
        .. Pure("four modalities", 4, [0, 4, 5], Seeds(1), mixture => mixture),
    ];

    private static IEnumerable<StudyTask> Pure(string part, int modalities, int[] regimes, IEnumerable<long> seeds, Func<InteractionMixture, InteractionMixture> change) =>
        from seed in seeds
        from regime in regimes
        from model in StudyModel.Both(modalities)
        select StudyTask.Of(part, change(InteractionMixture.Pure(modalities, regime)), model, seed, Samples);

    private static IEnumerable<StudyTask> Mixed(string part, IEnumerable<double[]> mixtures, IReadOnlyList<StudyModel> models, IEnumerable<long> seeds, double noise) =>
        from seed in seeds
        from shares in mixtures
        from model in models
        let name = string.Join(" ", shares.Select(share => share.ToString("0.00", CultureInfo.InvariantCulture)))
        select StudyTask.Of(part, new InteractionMixture(name, shares[..^2], shares[^2], shares[^1]) { LabelNoise = noise }, model, seed, Samples);

    private static IEnumerable<StudyTask> Ablations(bool quick) =>
    [
        .. from seed in Seeds(1)
           from regime in (int[])[0, 2, 3]
           from model in StudyModel.OfTwo.Skip(2)
           select StudyTask.Of("pure", InteractionMixture.Pure(2, regime), model, seed, Samples),
        .. Mixed("mixtures", quick ? [] : s_mixtures[..5], [.. StudyModel.OfTwo.Skip(2)], Seeds(1), noise: 0),
    ];

    private static IEnumerable<long> Seeds(int count) => Enumerable.Range(0, count).Select(seed => (long)seed);
}
