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
        if (model.FusionEmitter.TakesOptions)
        {
            WriteField(writer, FusionEmitter.OptionsField, model.Fusion);
        }

        WriteField(writer, "s_experts", model.Specification.Experts);
        WriteField(writer, "s_reweighting", model.Specification.Reweighting);
        WriteField(writer, "s_training", model.Specification.Training);
    }

    /// <summary>An expression that creates the options of <paramref name="component"/>.</summary>
    public static string Creation(Component component) =>
        $"new {TypeOf(component)} {{ {string.Join(", ", Assignments(component))} }}";

    private static void WriteField(SourceWriter writer, string field, Component component)
    {
        using (writer.Block($"private static readonly {TypeOf(component)} {field} = new()", end: ";"))
        {
            foreach (string assignment in Assignments(component))
            {
                writer.WriteLine(assignment + ",");
            }
        }

        writer.WriteLine();
    }

    private static string TypeOf(Component component) => $"global::I2MoE.Dsl.{component.Definition.AttributeName}Options";

    private static IEnumerable<string> Assignments(Component component) =>
        component.Definition.Options.Select((Option option) => $"{option.Name} = {Literals.Of(component, option)}");
}
