namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes what the model is made of: the modalities, the experts and the masking passes.</summary>
internal static class DescriptionEmitter
{
    /// <summary>Writes the modalities and the description of the model.</summary>
    public static void WriteDescription(SourceWriter writer, EmittedModel model)
    {
        foreach (EmittedModality modality in model.Modalities)
        {
            writer.WriteLine(
                $"private static readonly global::I2MoE.Dsl.Modality {modality.Field} = "
                + $"new({Literals.Of(modality.Name)}, {Literals.Of(modality.Index)}, [{modality.ShapeText}], {Literals.Of(modality.Encoder.Definition.Kind)}"
                + (modality.Vocabulary is int vocabulary ? $", Vocabulary: {Literals.Of(vocabulary)});" : ");"));
        }

        writer.WriteLine();
        using (writer.Block("private static readonly global::I2MoE.Dsl.Models.ModelDescription s_description = new()", end: ";"))
        {
            writer.WriteLine($"Name = {Literals.Of(model.Specification.Declaration.Name)},");
            writer.WriteList("Modalities = ", [.. model.Modalities.Select(modality => modality.Field)], ",");
            writer.WriteList("Experts = ", [.. model.Experts.Select(expert => Literals.Of(expert.Name))], ",");
            writer.WriteLine($"""
                Task = global::I2MoE.Dsl.TaskKind.{model.Task.Definition.AttributeName},
                Fusion = {Literals.Of(model.Fusion.Definition.Kind)},
                Outputs = {Literals.Of(model.Outputs)},
                """);
        }

        writer.WriteLine();
    }

    /// <summary>Writes the masking passes.</summary>
    public static void WritePasses(SourceWriter writer, EmittedModel model)
    {
        writer.WriteLine("// Pass 0 sees every modality; in each other pass the embedding of one modality is replaced (paper, section 3.4).");
        writer.WriteList(
            "private static readonly global::I2MoE.Dsl.Modality?[] s_passes = ",
            ["null", .. model.Modalities.Select(modality => modality.Field)],
            ";");
        writer.WriteLine();
    }

    /// <summary>Writes the names of the experts' and passes' indices.</summary>
    public static void WriteIndices(SourceWriter writer, EmittedModel model)
    {
        WriteIndices(writer, "// The experts in the order of the bank.", model.ExpertIndices, model.Experts.Select(expert => expert.Name));
        WriteIndices(writer, "// The passes in the order of s_passes.", model.PassIndices, ["Full", .. model.Modalities.Select(modality => modality.Pass)]);
    }

    private static void WriteIndices(SourceWriter writer, string comment, string className, IEnumerable<string> names)
    {
        writer.WriteLine(comment);
        using (writer.Block($"private static class {className}"))
        {
            foreach ((string name, int index) in names.Select((name, index) => (name, index)))
            {
                writer.WriteLine($"public const int {name} = {Literals.Of(index)};");
            }
        }

        writer.WriteLine();
    }
}
