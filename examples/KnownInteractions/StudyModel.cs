using System.Globalization;
using I2MoE.Dsl;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Training;
using KnownInteractions.Models;

namespace KnownInteractions;

/// <summary>A declared model as the study trains it.</summary>
/// <param name="Objective">What to call its objective or ablation in the tables.</param>
/// <param name="Train">Trains it on data from a seed; the caller owns the model.</param>
internal sealed record StudyModel(string Objective, Func<DataSplits, long, Task<InteractionModel>> Train)
{
    private static readonly ExpertsOptions s_defaults = new();

    /// <summary>The objective that the paper describes.</summary>
    public const string Paper = "paper";

    /// <summary>The objective that asks each expert for its evidence.</summary>
    public const string Evidence = "evidence";

    /// <summary>The defaults that the objective depends on; empty for the objective that the paper describes.</summary>
    public string Settings { get; } = Objective != Evidence ? "" : string.Create(
        CultureInfo.InvariantCulture, $" beta {s_defaults.AgreementWeight} mu {s_defaults.CreditWeight}");

    /// <summary>The models over two modalities: both objectives, then the ablations.</summary>
    public static IReadOnlyList<StudyModel> OfTwo { get; } =
    [
        Of(Paper, options => TwoPaper.CreateTrainer(options)),
        Of(Evidence, options => TwoEvidence.CreateTrainer(options)),
        Of("no interaction", options => TwoNoInteraction.CreateTrainer(options)),
        Of("simple weight", options => TwoGlobal.CreateTrainer(options)),
        Of("latent", options => TwoLatents.CreateTrainer(options)),
    ];

    /// <summary>The models over some modalities with both objectives.</summary>
    /// <param name="modalities">The number of modalities, 2 to 4.</param>
    public static IReadOnlyList<StudyModel> Both(int modalities) => modalities switch
    {
        2 => [.. OfTwo.Take(2)],
        3 => [Of(Paper, options => ThreePaper.CreateTrainer(options)), Of(Evidence, options => ThreeEvidence.CreateTrainer(options))],
        _ => [Of(Paper, options => FourPaper.CreateTrainer(options)), Of(Evidence, options => FourEvidence.CreateTrainer(options))],
    };

    /// <summary>Wraps a declared model.</summary>
    public static StudyModel Of<TModel>(string objective, Func<TrainerOptions, Trainer<TModel>> create)
        where TModel : InteractionModel => new(objective, async (data, seed) =>
        {
            // The trainer owns nothing but the model, which lives on.
            Trainer<TModel> trainer = create(new TrainerOptions { Seed = seed, Device = "cpu" });
            await trainer.FitAsync(data);
            return trainer.Model;
        });
}
