using System.Globalization;
using I2MoE.Dsl.Models;

namespace KnownInteractions;

/// <summary>A run of the study that is to be made.</summary>
/// <param name="Part">The part of the study.</param>
/// <param name="Data">What the data are called.</param>
/// <param name="Model">The model to train.</param>
/// <param name="Seed">The seed of data and training.</param>
/// <param name="Truth">Computes the true shares; empty for real data.</param>
/// <param name="Unconditional">Computes the shares when the regime is not conditioned on; empty where they are not known.</param>
/// <param name="Load">Makes the data.</param>
internal sealed record StudyTask(string Part, string Data, StudyModel Model, long Seed, Func<IReadOnlyList<double>> Truth, Func<IReadOnlyList<double>> Unconditional, Func<KnownData> Load)
{
    /// <summary>What tells this run from the others, the settings of its objective included: a run with other defaults is another run.</summary>
    public string Key => string.Create(CultureInfo.InvariantCulture, $"{Part}/{Data}/{Model.Objective}{Model.Settings}/{Seed}");

    /// <summary>A run on known interactions.</summary>
    /// <param name="part">The part of the study.</param>
    /// <param name="mixture">The interactions.</param>
    /// <param name="model">The model.</param>
    /// <param name="seed">The seed of data and training.</param>
    /// <param name="samples">The number of training samples.</param>
    public static StudyTask Of(string part, InteractionMixture mixture, StudyModel model, long seed, int samples) =>
        new(part, mixture.Name, model, seed, () => LatentDistribution.TrueShares(mixture), () => LatentDistribution.UnconditionalShares(mixture), () => InteractionGenerator.Draw(mixture, samples, (int)seed));

    /// <summary>Trains and measures.</summary>
    public async Task<StudyRun> RunAsync()
    {
        using KnownData data = Load();
        using InteractionModel model = await Model.Train(data.Splits, Seed);
        return Measurement.Of(this, model, data.Splits.Test, data.TestRegimes.Count == 0 ? null : data.TestRegimes);
    }
}
