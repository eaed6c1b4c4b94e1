using I2MoE.Dsl.Specification;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes what the model is made of: the modalities, the experts, and what creates the parts.</summary>
internal static class DescriptionEmitter
{
    private const string Expert = "global::I2MoE.Dsl.Expert";

    /// <summary>Writes the modalities.</summary>
    public static void WriteModalities(SourceWriter writer, EmittedModel model)
    {
        foreach (EmittedModality modality in model.Modalities)
        {
            writer.WriteLine(
                $"private static readonly global::I2MoE.Dsl.Modality {modality.Field} = "
                + $"new({Literals.Of(modality.Name)}, {Literals.Of(modality.Index)}, [{modality.ShapeText}], {Literals.Of(modality.Encoder.Definition.Kind)}"
                + (modality.Vocabulary is int vocabulary ? $", Vocabulary: {Literals.Of(vocabulary)})" : ")")
                + FlagsOf(modality) + ";");
        }

        writer.WriteLine();
    }

    private static string FlagsOf(EmittedModality modality)
    {
        (string Name, bool IsSet)[] flags = [("IsFrozen", modality.IsFrozen), ("IsOptional", modality.IsOptional), ("HasOwnLength", modality.HasOwnLength)];
        IEnumerable<string> given = flags.Where(flag => flag.IsSet).Select(flag => flag.Name + " = true");
        string set = string.Join(", ", (string[])[.. given, .. Record("Augmentation", modality.Augmentation), .. Record("Categories", modality.Categories)]);
        return set.Length == 0 ? "" : $" {{ {set} }}";
    }

    private static string[] Record(string name, string? arguments) => arguments is null ? [] : [$"{name} = new({arguments})"];

    /// <summary>Writes the description of the model, and the parts of which the model and its baseline are made.</summary>
    public static void WriteParts(SourceWriter writer, EmittedModel model)
    {
        using (writer.Block("private static readonly global::I2MoE.Dsl.Models.ModelParts s_parts = new()", end: ";"))
        {
            using (writer.Block("Description = new()", end: ","))
            {
                writer.WriteLine($"Name = {Literals.Of(model.Specification.Declaration.Name)},");
                writer.WriteList("Modalities = ", [.. model.Modalities.Select(modality => modality.Field)], ",");
                writer.WriteList("Experts = ", [.. model.Experts.Select(expert => Creation(expert, model))], ",");
                writer.WriteLine($"""
                    Task = global::I2MoE.Dsl.TaskKind.{model.Task.Definition.AttributeName},
                    Fusion = {Literals.Of(model.Fusion.Definition.Kind)},
                    Outputs = {model.OutputsText},
                    """);
            }

            writer.WriteLine($"""
                EmbeddingDim = {model.EmbeddingDimText},
                Task = s_task,
                Fusion = s_fusion,
                """);
            if (model.Modalities.Any(modality => modality.HasOptions))
            {
                writer.WriteList("Encoders = ", [.. model.Modalities.Select(modality => modality.HasOptions ? modality.OptionsField : "null")], ",");
            }

            writer.WriteLine($"""
                Experts = s_experts,
                Reweighting = s_reweighting,
                {(model.HasOptionalModalities ? "Missing = s_missing,\n" + model.PatchesLine : "")}Training = s_training,
                CreateEncoders = CreateEncoders,
                CreateFusion = CreateFusion,
                CreateObjective = static () => new global::I2MoE.Dsl.Losses.{model.TaskDefinition.Objective}(s_task),
                """);
        }

        writer.WriteLine();
    }

    /// <summary>Writes the names of the experts' places.</summary>
    public static void WritePlaces(SourceWriter writer, EmittedModel model)
    {
        writer.WriteLine("// The experts in the order of the bank.");
        using (writer.Block($"private static class {model.ExpertPlaces}"))
        {
            foreach ((ExpertSpecification expert, int place) in model.Experts.Select((expert, place) => (expert, place)))
            {
                writer.WriteLine($"public const int {expert.Name} = {Literals.Of(place)};");
            }
        }

        writer.WriteLine();
    }

    // Of modalities of one name the first counts.
    private static string Creation(ExpertSpecification expert, EmittedModel model)
    {
        string of = string.Join(", ", expert.Modalities.Select(name => model.Modalities.First(modality => modality.Name == name).Field));
        return $"{Expert}.{expert.Kind}{(of.Length == 0 ? "" : $"Of({of})")}";
    }
}
