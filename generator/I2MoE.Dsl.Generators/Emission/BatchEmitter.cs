namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the typed batch.</summary>
internal static class BatchEmitter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";

    /// <summary>Writes the class of the batch.</summary>
    public static void Write(SourceWriter writer, EmittedModel model)
    {
        writer.WriteLine("/// <summary>The inputs of B samples, one tensor a modality.</summary>");
        using (writer.Block("public sealed class Batch"))
        {
            foreach (EmittedModality modality in model.Modalities)
            {
                writer.WriteLine($$"""
                    /// <summary>{{modality.Name}}, [B, {{modality.ShapeText}}]{{modality.ValuesText}}.</summary>
                    public required {{Tensor}} {{modality.BatchMember}} { get; init; }

                    """);
            }

            writer.WriteLine($$"""
                /// <summary>{{model.LabelsText}}; only training needs them.</summary>
                public {{Tensor}}? Labels { get; init; }

                /// <summary>The batch as a list, in the order of the declaration.</summary>
                """);
            writer.WriteList(
                "public global::I2MoE.Dsl.Data.MultimodalBatch ToMultimodalBatch() => new(",
                [.. model.Modalities.Select(modality => modality.BatchMember)],
                ", Labels);");
        }

        writer.WriteLine();
    }
}
