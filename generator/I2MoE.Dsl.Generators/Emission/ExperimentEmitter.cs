using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the experiment of a model: what a program needs to run it by its name.</summary>
internal static class ExperimentEmitter
{
    private const string Definition = "global::I2MoE.Dsl.Runs.ExperimentDefinition";
    private const int LeastQuotes = 3;

    /// <summary>Writes the property <c>Experiment</c>.</summary>
    public static void Write(SourceWriter writer, EmittedModel model)
    {
        string yaml = YamlExperimentWriter.Write(model.Specification);
        string quotes = new('"', Math.Max(LeastQuotes, LongestRun(yaml, '"') + 1));
        writer.WriteLine("/// <summary>The experiment as a program runs it, with every default stated.</summary>");
        using (writer.Block($"public static {Definition} Experiment {{ get; }} = new()", end: ";"))
        {
            writer.WriteLine($"Name = {Literals.Of(model.Specification.Declaration.Name)},");
            writer.WriteLine($"Folder = {Literals.Of(model.Declaration.Folder)},");
            writer.WriteLine($"Yaml = {quotes}");
            using (writer.Indent())
            {
                writer.WriteLine(yaml);
                writer.WriteLine($"{quotes},");
            }

            writer.WriteLine($"CreateModel = static seed => {ConstructionEmitter.CreateModel(model)},");
            writer.WriteLine("CreateBaseline = CreateBaseline,");
        }

        writer.WriteLine();
    }

    private static int LongestRun(string text, char wanted)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == wanted ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
