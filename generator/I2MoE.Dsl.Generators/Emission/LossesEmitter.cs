using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the losses of a training step, one term an expert.</summary>
internal static class LossesEmitter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";
    private const string MultimodalBatch = "global::I2MoE.Dsl.Data.MultimodalBatch";
    private const string StepRandom = "global::I2MoE.Dsl.Randomness.StepRandom";
    private const string ExpertPasses = "global::I2MoE.Dsl.Experts.ExpertPasses";

    /// <summary>Writes the methods that compute the losses.</summary>
    public static void WriteMethods(SourceWriter writer, EmittedModel model)
    {
        writer.WriteLine($$"""
            /// <summary>Runs the masking passes of one training step and computes its losses.</summary>
            /// <param name="batch">The inputs and labels.</param>
            /// <param name="random">The randomness of the step: masks and dropout.</param>
            public Losses ComputeLosses(Batch batch, {{StepRandom}} random) => ComputeLosses(batch.ToMultimodalBatch(), random);

            /// <inheritdoc/>
            public override Losses ComputeLosses({{MultimodalBatch}} batch, {{StepRandom}} random)
            {
                CheckTrainingBatch(batch);
                {{Tensor}}[] embeddings = EncoderSet.Encode(batch.Inputs, random);
                {{Tensor}}[] replacements = ExpertBank.DrawReplacements(embeddings, random);
                return ComputeLosses(embeddings, replacements, batch.Labels!, random);
            }

            /// <summary>Computes the losses of one training step from embeddings and the vectors that replace them.</summary>
            /// <param name="embeddings">The embeddings, [B, {{model.EmbeddingShape}}] a modality.</param>
            /// <param name="replacements">What replaces them in the masking passes, [{{Literals.Of(model.Experts.Count)}}, B, {{model.EmbeddingShape}}] a modality: one for every expert.</param>
            /// <param name="labels">{{model.TaskEmitter.Labels(model.Task)}}.</param>
            /// <param name="random">The randomness of dropout; null switches dropout off.</param>
            public override Losses ComputeLosses(
                {{Tensor}}[] embeddings,
                {{Tensor}}[] replacements,
                {{Tensor}} labels,
                {{StepRandom}}? random)
            {
                {{ExpertPasses}} passes = ExpertBank.Run(embeddings, replacements, s_passes, random);
                {{Tensor}} weights = ReweightingNetwork.Weigh(embeddings, random);
                {{Tensor}} prediction = passes.Combine(weights);

            """);
        using (writer.Indent())
        {
            WriteTerms(writer, model);
        }

        writer.WriteLine("}");
        writer.WriteLine();
    }

    /// <summary>Writes the class of the losses.</summary>
    public static void WriteClass(SourceWriter writer, EmittedModel model)
    {
        writer.WriteLine("/// <summary>The losses of one training step.</summary>");
        using (writer.Block("public sealed class Losses : global::I2MoE.Dsl.Losses.InteractionLosses"))
        {
            writer.WriteLine($$"""
                internal Losses({{ExpertPasses}} passes, {{Tensor}} weights, {{Tensor}} prediction, double interactionLossWeight)
                    : base(s_description, passes, weights, prediction, interactionLossWeight)
                {
                }

                """);
            foreach (ExpertSpecification expert in model.Experts)
            {
                writer.WriteLine($$"""
                    /// <summary>The interaction loss of {{expert.Phrase}}, a scalar.</summary>
                    public required {{Tensor}} {{expert.Name}} { get; init; }

                    """);
            }

            writer.WriteLine("/// <inheritdoc/>");
            writer.WriteList($"public override global::System.Collections.Generic.IReadOnlyList<{Tensor}> Interactions => ", [.. model.Experts.Select(expert => expert.Name)], ";");
        }
    }

    private static void WriteTerms(SourceWriter writer, EmittedModel model)
    {
        using (writer.Block("return new Losses(passes, weights, prediction, s_experts.InteractionLossWeight)", end: ";"))
        {
            writer.WriteLine("Task = _objective.TaskLoss(prediction, labels),");
            if (model.IsEvidence)
            {
                WriteEvidenceTerms(writer, model);
                return;
            }

            foreach (ExpertSpecification expert in model.Experts)
            {
                WriteTerm(writer, expert, model);
            }
        }
    }

    private static void WriteEvidenceTerms(SourceWriter writer, EmittedModel model)
    {
        foreach (ExpertSpecification expert in model.Experts)
        {
            EmittedModality? own = model.Modalities.FirstOrDefault(modality => modality.Name == expert.Modality);
            string kind = own is null ? expert.Name : "Uniqueness";
            string without = own is null ? "" : $"{model.PassIndices}.{own.Pass}, ";
            writer.WriteLine($"{expert.Name} = _evidence.{kind}(passes, {model.ExpertIndex(expert)}, {without}labels),");
        }

        writer.WriteLine("Credit = _evidence.Credit(passes, weights, labels),");
        writer.WriteLine("CreditWeight = s_experts.CreditWeight,");
    }

    private static void WriteTerm(SourceWriter writer, ExpertSpecification expert, EmittedModel model)
    {
        EmittedModality? own = model.Modalities.FirstOrDefault(modality => modality.Name == expert.Modality);
        writer.WriteLine($"{expert.Name} = _objective.{(own is null ? expert.Name : "Uniqueness")}(");
        using (writer.Indent())
        {
            writer.WriteLine(Pass(expert, "Full", model) + ",");
            if (own is not null)
            {
                writer.WriteLine(Pass(expert, own.Pass, model) + ",");
            }

            writer.WriteList("", [.. model.Modalities.Where(modality => modality != own).Select(modality => Pass(expert, modality.Pass, model))], "),");
        }
    }

    private static string Pass(ExpertSpecification expert, string pass, EmittedModel model) =>
        $"passes[{model.ExpertIndex(expert)}, {model.PassIndices}.{pass}]";
}
