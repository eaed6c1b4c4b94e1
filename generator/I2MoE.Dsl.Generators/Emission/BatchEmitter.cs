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
                if (modality.HasOwnLength)
                {
                    writer.WriteLine($$"""
                        /// <summary>The number of steps of each sample of {{modality.Name}}, int64 [B], 0 to {{modality.SizeText(0)}}: what stands after it is not looked at; null (default) where NaN stands there.</summary>
                        public {{Tensor}}? {{LengthOf(modality, model)}} { get; init; }

                        """);
                }
            }

            writer.WriteLine("/// <inheritdoc/>");
            writer.WriteList($"protected override {Tensor}[] ToInputs() => ", [.. model.Modalities.Select(modality => modality.BatchMember)], ";");
            if (model.Modalities.Any(modality => modality.HasOwnLength))
            {
                writer.WriteLine();
                writer.WriteLine("/// <inheritdoc/>");
                writer.WriteList($"protected override {Tensor}?[] ToLengths() => ", [.. model.Modalities.Select(modality => modality.HasOwnLength ? LengthOf(modality, model) : "null")], ";");
            }
        }

        writer.WriteLine();
    }

    // A modality may have the name that the lengths of another would have.
    private static string LengthOf(EmittedModality modality, EmittedModel model)
    {
        string name = modality.Name + "Length";
        while (model.Modalities.Any(other => string.Equals(other.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            name += "s";
        }

        return name;
    }
}
