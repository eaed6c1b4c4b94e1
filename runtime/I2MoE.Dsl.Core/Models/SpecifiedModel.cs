using System.ComponentModel;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Losses;
using I2MoE.Dsl.Randomness;
using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Models;

/// <summary>
/// The I2MoE model of a specification that is known at run time only, for example of an experiment file that was not compiled. It equals the
/// generated class of the same specification bit for bit: parameters of a seed, names of the weights, outputs and losses; it only lacks its typed face.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class SpecifiedModel : InteractionModel
{
    /// <summary>Creates the model.</summary>
    /// <param name="specification">The specification. Classes of the user's are looked for by name in the assemblies of the program.</param>
    /// <param name="seed">The seed of the initial parameters; the same seed gives the same parameters.</param>
    /// <exception cref="ModelException">The specification breaks a rule, or names a class that this program does not have.</exception>
    public SpecifiedModel(ModelSpecification specification, long seed = 0)
        : base(SpecifiedParts.Of(specification), seed)
    {
    }

    /// <summary>Creates the vanilla baseline of a specification: the same encoders and fusion once, without experts.</summary>
    /// <param name="specification">The specification.</param>
    /// <param name="seed">The seed of the initial parameters.</param>
    /// <exception cref="ModelException">The specification breaks a rule, or names a class that this program does not have.</exception>
    public static VanillaModel CreateBaseline(ModelSpecification specification, long seed = 0) => new(SpecifiedParts.Of(specification), seed);

    /// <summary>The training options that a specification declares.</summary>
    /// <param name="specification">The specification.</param>
    public static TrainingOptions TrainingOptionsOf(ModelSpecification specification)
    {
        ArgumentNullException.ThrowIfNull(specification);
        return ComponentOptions.Bind<TrainingOptions>(specification.Training);
    }

    /// <inheritdoc/>
    public override InteractionOutput Infer(MultimodalBatch batch) =>
        InferWith(batch, (prediction, weights, experts) => new InteractionOutput(Description, prediction, weights, experts));

    /// <inheritdoc/>
    public override InteractionLosses ComputeLosses(MultimodalBatch batch, StepRandom random) =>
        ComputeLossesWith(batch, random, static step => new InteractionLosses(step));
}
