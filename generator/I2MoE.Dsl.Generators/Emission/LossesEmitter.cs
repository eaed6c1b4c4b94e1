using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the typed losses of a training step, one an expert, and the methods that compute them.</summary>
internal static class LossesEmitter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";
    private const string MultimodalBatch = "global::I2MoE.Dsl.Data.MultimodalBatch";
    private const string StepRandom = "global::I2MoE.Dsl.Randomness.StepRandom";

    /// <summary>Writes the methods that compute the losses.</summary>
    public static void WriteMethods(SourceWriter writer) => writer.WriteLine($$"""
        /// <summary>Runs the masking passes of one training step and computes its losses.</summary>
        /// <param name="batch">The inputs and labels.</param>
        /// <param name="random">The randomness of the step: masks and dropout.</param>
        public Losses ComputeLosses(Batch batch, {{StepRandom}} random) => ComputeLosses(batch.ToMultimodalBatch(), random);

        /// <inheritdoc/>
        public override Losses ComputeLosses({{MultimodalBatch}} batch, {{StepRandom}} random) =>
            ComputeLossesWith(batch, random, static step => new Losses(step));

        """);

    /// <summary>Writes the class of the losses.</summary>
    public static void WriteClass(SourceWriter writer, EmittedModel model)
    {
        writer.WriteLine("/// <summary>The losses of one training step.</summary>");
        using (writer.Block("public sealed class Losses : global::I2MoE.Dsl.Losses.InteractionLosses"))
        {
            writer.WriteLine($$"""
                internal Losses(global::I2MoE.Dsl.Losses.InteractionStep step)
                    : base(step)
                {
                }
                """);
            foreach (ExpertSpecification expert in model.Experts)
            {
                writer.WriteLine($$"""

                    /// <summary>The interaction loss of {{expert.Phrase}}, a scalar.</summary>
                    public {{Tensor}} {{expert.Name}} => Interactions[{{model.PlaceOf(expert)}}];
                    """);
            }
        }
    }
}
