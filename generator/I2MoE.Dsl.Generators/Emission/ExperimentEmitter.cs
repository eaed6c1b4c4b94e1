using I2MoE.Dsl.Specification.Yaml;

namespace I2MoE.Dsl.Generators.Emission;

/// <summary>Writes the experiment of a model: what a program needs to run it by its name.</summary>
internal static class ExperimentEmitter
{
    private const string Definition = "global::I2MoE.Dsl.Runs.ExperimentDefinition";
    private const int LeastQuotes = 3;

    /// <summary>Writes the property <c>Experiment</c>. Of what is declared, only the data have no options in code.</summary>
    public static void Write(SourceWriter writer, EmittedModel model)
    {
        string data = YamlExperimentWriter.WriteData(model.Specification);
        string create = $"static seed => {ConstructionEmitter.CreateModel(model)}";
        string folder = model.Declaration.Folder.Length > 0 ? $", folder: {Literals.Of(model.Declaration.Folder)}" : "";
        writer.WriteLine("/// <summary>The experiment as a program runs it.</summary>");
        writer.WriteLine($"public static {Definition} Experiment {{ get; }} =");
        using (writer.Indent())
        {
            writer.WriteLine($"{Definition}.Of<{model.ClassName}>(s_parts, {create}{folder}{(data.Length > 0 ? ", data:" : ");")}");
            if (data.Length > 0)
            {
                WriteText(writer, data);
            }
        }

        writer.WriteLine();
    }

    private static void WriteText(SourceWriter writer, string text)
    {
        string quotes = new('"', Math.Max(LeastQuotes, LongestRun(text, '"') + 1));
        using (writer.Indent())
        {
            writer.WriteLine(quotes);
            writer.WriteLine(text);
            writer.WriteLine($"{quotes});");
        }
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
