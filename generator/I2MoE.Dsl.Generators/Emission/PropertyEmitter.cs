using I2MoE.Dsl.Generators.Declarations;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the implementing parts of the modalities' properties.</summary>
internal static class PropertyEmitter
{
    /// <summary>Writes the other part of every property that needs one.</summary>
    public static void Write(SourceWriter writer, EmittedModel model)
    {
        foreach (EmittedModality modality in model.Modalities.Where(modality => modality.Property.NeedsImplementation))
        {
            WriteDocumentation(writer, modality, model);
            WriteProperty(writer, modality);
            writer.WriteLine();
        }
    }

    // Documentation here would replace the user's own.
    private static void WriteDocumentation(SourceWriter writer, EmittedModality modality, EmittedModel model)
    {
        if (!modality.Property.IsDocumented)
        {
            writer.WriteLine($"/// <summary>The modality {modality.Name}: [{modality.ShapeText}]{modality.ValuesText} a sample, {modality.Encoder.Definition.Kind} encoder{modality.StepsText}, embedding [{model.EmbeddingShape}].</summary>");
        }
    }

    private static void WriteProperty(SourceWriter writer, EmittedModality modality)
    {
        PropertyDeclaration property = modality.Property;
        string header = $"{property.Modifiers} {property.Type} {modality.Identifier}";
        if (property is { IsModality: true, Getter: "get", Setter: null })
        {
            writer.WriteLine($"{header} => {modality.Field};");
            return;
        }

        // Not a modality's property as the rules want it, which the analyzer reports: here it must only compile.
        using (writer.Block(header))
        {
            foreach (string accessor in new[] { property.Getter, property.Setter }.OfType<string>())
            {
                writer.WriteLine($"{accessor} => throw new global::System.NotSupportedException();");
            }
        }
    }
}
