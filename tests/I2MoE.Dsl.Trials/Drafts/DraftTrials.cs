using I2MoE.Dsl.Experiments.Terminal;
using I2MoE.Dsl.Testing.Data;
using I2MoE.Dsl.Tool;

namespace I2MoE.Trials.Drafts;

/// <summary>Whether the experiments that <c>new --data</c> writes validate and train without an edit.</summary>
internal static class DraftTrials
{
    /// <summary>Tries the shapes of data that are made here, and each folder of arrays in a folder of data sets.</summary>
    /// <param name="sets">The folder of data sets; empty for none.</param>
    /// <param name="output">Where results are written.</param>
    /// <returns>Whether all of them train.</returns>
    public static async Task<bool> RunAsync(string sets, TextWriter output)
    {
        string folder = Directory.CreateTempSubdirectory("i2moe-drafts-").FullName;
        string[] given = sets.Length > 0 ? [.. Directory.EnumerateDirectories(Path.GetFullPath(sets)).Order(StringComparer.Ordinal)] : [];
        try
        {
            DataShape[] shapes = [.. DataShape.WriteAll(folder), .. given.Select(path => new DataShape(Path.GetFileName(path), path, "labels"))];
            int failed = 0;
            foreach (DataShape shape in shapes)
            {
                string? problem = await TryAsync(shape, folder).ConfigureAwait(false);
                failed += problem is null ? 0 : 1;
                output.WriteLine($"{shape.Name}: {problem ?? "validates and trains"}");
            }

            output.WriteLine($"{shapes.Length} shapes of data, {failed} failed");
            return failed == 0;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string?> TryAsync(DataShape shape, string folder)
    {
        string name = "Draft_" + shape.Name;
        string file = name + ".i2moe.yaml";
        foreach (string[] command in (string[][])
            [["new", name, "--data", shape.Location, "--target", shape.Target], ["validate", file], ["data", file], ["train", file, "--quiet", "--set", "training.epochs=1"]])
        {
            using StringWriter output = new();
            using StringWriter error = new();
            int code = await ToolCommandLine.RunAsync(command, new ProgramConsole(output, error) { Folder = folder }).ConfigureAwait(false);
            if (code != 0)
            {
                return $"{command[0]} ends with {code}: {error}{output}";
            }
        }

        return null;
    }
}
