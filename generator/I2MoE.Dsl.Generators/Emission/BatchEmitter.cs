namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the typed batch.</summary>
internal static class BatchEmitter
{
    private const string Tensor = "global::TorchSharp.torch.Tensor";

    /// <summary>Writes the class of the batch.</summary>
    public static void Write(SourceWriter writer, EmittedModel model)
    {
        writer.WriteLine($"/// <summary>The inputs of B samples, one tensor a modality, and their labels: {model.LabelsText}. Disposing it disposes them.</summary>");
        using (writer.Block("public sealed class Batch : global::I2MoE.Dsl.Models.ModelBatch"))
        {
            foreach (EmittedModality modality in model.Modalities)
            {
                writer.WriteLine($$"""
                    /// <summary>{{modality.Name}}, [B, {{modality.ShapeText}}]{{modality.ValuesText}}.</summary>
                    public required {{Tensor}} {{modality.BatchMember}} { get; init; }

                    """);
            }

            writer.WriteLine("/// <inheritdoc/>");
            writer.WriteList($"protected override {Tensor}[] ToInputs() => ", [.. model.Modalities.Select(modality => modality.BatchMember)], ";");
        }

        writer.WriteLine();
    }
}
