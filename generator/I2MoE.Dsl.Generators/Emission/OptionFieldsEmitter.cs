using I2MoE.Dsl.Specification;
using I2MoE.Dsl.Specification.Catalogue;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the declared options as static fields of the model, every value stated.</summary>
internal static class OptionFieldsEmitter
{
    /// <summary>Writes the options of every part of the model that has any.</summary>
    public static void Write(SourceWriter writer, EmittedModel model)
    {
        WriteField(writer, "s_task", model.Task);
        WriteField(writer, "s_fusion", model.Fusion);
        foreach (EmittedModality modality in model.Modalities.Where(modality => modality.HasOptions))
        {
            WriteField(writer, modality.OptionsField, modality.Encoder);
        }

        WriteField(writer, "s_experts", model.Specification.Experts);
        WriteField(writer, "s_reweighting", model.Specification.Reweighting);
        if (model.HasOptionalModalities)
        {
            WriteField(writer, "s_missing", model.Specification.Missing);
        }

        WriteField(writer, "s_training", model.Specification.Training);
    }

    private static void WriteField(SourceWriter writer, string field, Component component)
    {
        using (writer.Block($"private static readonly {TypeOf(component)} {field} = new()", end: ";"))
        {
            // The options of a group that are not given would be many lines that say nothing.
            foreach (Option option in component.Definition.Options.Where(option => option.Group is null || component.IsGiven(option)))
            {
                writer.WriteLine($"{option.Name} = {Literals.Of(component, option)},");
            }
        }

        writer.WriteLine();
    }

    private static string TypeOf(Component component) => $"global::I2MoE.Dsl.{component.Definition.AttributeName}Options";
}
